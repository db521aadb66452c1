import { json } from '#kernel/sql/tag';
import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { findMethod } from '../../queries/setup.ts';
import { makeSlots } from '../../slots.ts';

export const setWindows = shippingService.operation('setWindows', (ctx, { methodId, windows }) =>
  ctx.db.transaction(async tx => {
    // Two who set them at once come one after the other.
    await tx.run`select from shipping_methods where id = ${methodId} for no key update`;
    await findMethod(tx, methodId);
    await tx.run`delete from delivery_windows where method_id = ${methodId}`;
    await tx.run`
      insert into delivery_windows (method_id, weekday, from_time, until_time, capacity)
      select ${methodId}::uuid, w.weekday, w."from", w.until, w.capacity
      from jsonb_to_recordset(${json(windows)}::jsonb) as w (weekday int, "from" time, until time, capacity int)
      on conflict do nothing`;
    await makeSlots(ctx, tx, methodId);
    tx.afterCommit(() => dropOffers(ctx));
    return findMethod(tx, methodId);
  }),
);
