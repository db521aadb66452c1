import { json } from '#kernel/sql/tag';
import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';

export const setRate = shippingService.operation('setRate', (ctx, { methodId, currency, tiers, freeFrom }) =>
  ctx.db.transaction(async tx => {
    await tx.run`
      insert into shipping_rates (id, method_id, currency, tiers, free_from)
      values (${ctx.id()}, ${methodId}, ${currency}, ${json(tiers)}, ${freeFrom}::int8)
      on conflict (method_id, currency) do update set tiers = excluded.tiers, free_from = excluded.free_from`;
    tx.afterCommit(() => dropOffers(ctx));
    return { currency, tiers, freeFrom };
  }),
);
