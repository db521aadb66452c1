import { fail } from '#kernel/errors';
import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { slotRow, toSlot } from '../../queries/setup.ts';

export const updateSlot = shippingService.operation('updateSlot', (ctx, { slotId, capacity }) =>
  ctx.db.transaction(async tx => {
    const changed = await tx.maybe(slotRow)`
      update delivery_slots set capacity = ${capacity} where id = ${slotId} returning ${slotRow}`;
    tx.afterCommit(() => dropOffers(ctx));
    return toSlot(changed ?? fail('not_found', 'no such slot'));
  }),
);
