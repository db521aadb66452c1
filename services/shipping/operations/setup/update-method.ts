import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { findMethod } from '../../queries/setup.ts';

export const updateMethod = shippingService.operation('updateMethod', (ctx, input) =>
  ctx.db.transaction(async tx => {
    await tx.run`
      update shipping_methods
      set carrier_id = ${input.carrierId}, name = ${input.name}, kind = ${input.kind}, basis = ${input.basis},
          tax_category = ${input.taxCategory}, cutoff = ${input.cutoff}::time, handling_days = ${input.handlingDays},
          min_days = ${input.minDays}, max_days = ${input.maxDays}, max_weight_grams = ${input.maxWeightGrams}
      where id = ${input.methodId}`;
    tx.afterCommit(() => dropOffers(ctx));
    return findMethod(tx, input.methodId);
  }),
);
