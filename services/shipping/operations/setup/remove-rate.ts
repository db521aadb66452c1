import { fail } from '#kernel/errors';
import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';

export const removeRate = shippingService.operation('removeRate', (ctx, { methodId, currency }) =>
  ctx.db.transaction(async tx => {
    const removed = await tx.run`delete from shipping_rates where method_id = ${methodId} and currency = ${currency}`;
    if (removed === 0) fail('not_found', 'no such rate');
    tx.afterCommit(() => dropOffers(ctx));
  }),
);
