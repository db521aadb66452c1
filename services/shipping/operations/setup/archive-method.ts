import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { findMethod } from '../../queries/setup.ts';

export const archiveMethod = shippingService.operation('archiveMethod', (ctx, { methodId }) =>
  ctx.db.transaction(async tx => {
    await tx.run`
      update shipping_methods set archived_at = ${ctx.now()} where id = ${methodId} and archived_at is null`;
    tx.afterCommit(() => dropOffers(ctx));
    return findMethod(tx, methodId);
  }),
);
