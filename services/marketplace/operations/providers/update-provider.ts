import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { lockProvider, phonePlace, providerRow, requireOwn, toProvider } from '../../queries/providers.ts';

export const updateProvider = marketplaceService.operation('updateProvider', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const before = requireOwn(call, await lockProvider(tx, input.providerId));
    const { name = before.name, about = before.about, phone, expectedVersion } = input;
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      fail('version_mismatch', 'Somebody else has changed it; read it again.');
    const sealed = phone ? ctx.cipher.seal(phone, phonePlace(before.id)) : null;
    const changed = await tx.one(providerRow)`
      update providers p set name = ${name}, about = ${about},
                             phone = case when ${phone === undefined} then phone else ${sealed}::bytea end,
                             version = version + 1
      where id = ${before.id} returning ${providerRow}`;
    return toProvider(ctx, changed, true);
  }),
);
