import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { isZone } from '../../domain/calendar.ts';
import { providerCreated } from '../../events.ts';
import { eventAbout, phonePlace, providerRow, toProvider } from '../../queries/providers.ts';

export const createProvider = marketplaceService.operation('createProvider', async (ctx, input, call) => {
  const { name, about, phone, zone } = input;
  if (!isZone(zone)) fail('invalid_argument', `${zone} is no IANA time zone; name one such as Europe/Berlin.`);
  const id = ctx.id();
  const sealed = phone && ctx.cipher.seal(phone, phonePlace(id));
  return ctx.db.transaction(async tx => {
    const made = await tx.one(providerRow)`
      insert into providers as p (id, owner_id, name, about, phone, zone, state, created_at)
      values (${id}, ${call.userId}, ${name}, ${about}, ${sealed}, ${zone}, 'draft', ${ctx.now()})
      returning ${providerRow}`;
    await ctx.publish(tx, providerCreated, eventAbout(made));
    return toProvider(ctx, made, true);
  });
});
