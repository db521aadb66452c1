import { fail } from '#kernel/errors';
import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { carrierRow, toCarrier } from '../../queries/setup.ts';

export const updateCarrier = shippingService.operation('updateCarrier', (ctx, { carrierId, ...input }) =>
  ctx.db.transaction(async tx => {
    const before =
      (await tx.maybe(carrierRow)`select ${carrierRow} from carriers where id = ${carrierId} for update`) ??
      fail('not_found', 'no such carrier');
    const { name = before.name, callbackUrl = before.callback_url, archived = before.archived_at !== null } = input;
    const archivedAt = archived ? (before.archived_at ?? ctx.now()) : null;
    tx.afterCommit(() => dropOffers(ctx));
    return toCarrier(
      await tx.one(carrierRow)`
        update carriers set name = ${name}, callback_url = ${callbackUrl}, archived_at = ${archivedAt}
        where id = ${carrierId} returning ${carrierRow}`,
    );
  }),
);
