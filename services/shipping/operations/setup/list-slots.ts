import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { shippingService } from '../../definition.ts';
import { slotRow, toSlot } from '../../queries/setup.ts';

export const listSlots = shippingService.operation('listSlots', async (ctx, { methodId, limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(slotRow)`
    select ${slotRow} from delivery_slots
    where method_id = ${methodId} and ends_at > ${ctx.now()}
      ${after ? sql`and (starts_at, id) > (${after[0]}, ${after[1]})` : nothing}
    order by starts_at, id limit ${limit + 1}`;
  return toPage(rows, limit, slot => [slot.starts_at, slot.id], toSlot);
});
