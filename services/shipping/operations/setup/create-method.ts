import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { findMethod } from '../../queries/setup.ts';

export const createMethod = shippingService.operation('createMethod', (ctx, input) =>
  ctx.db.transaction(async tx => {
    const id = ctx.id();
    await tx.run`
      insert into shipping_methods (id, zone_id, carrier_id, code, name, kind, basis, tax_category, cutoff,
                                    handling_days, min_days, max_days, max_weight_grams, created_at)
      values (${id}, ${input.zoneId}, ${input.carrierId}, ${input.code}, ${input.name}, ${input.kind}, ${input.basis},
              ${input.taxCategory}, ${input.cutoff}::time, ${input.handlingDays}, ${input.minDays}, ${input.maxDays},
              ${input.maxWeightGrams}, ${ctx.now()})`;
    tx.afterCommit(() => dropOffers(ctx));
    return findMethod(tx, id);
  }),
);
