import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { orderService } from '../../definition.ts';

const shape = {
  id: col.uuid,
  order_id: col.uuid,
  number: col.text,
  state: col.text,
  attempts: col.int,
  last_error: col.text.orNull,
  due_at: col.instant,
  created_at: col.instant,
};

export const listStuckCheckouts = orderService.operation('listStuckCheckouts', async (ctx, { limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(shape)`
    select * from (
      select order_id as id, order_id, number, state, attempts, last_error, due_at, created_at
      from checkout_sagas where due_at is not null and attempts > 2 and state <> 'awaiting_payment'
      union all
      select c.id, c.order_id, s.number, 'cancellation', c.attempts, c.last_error, c.due_at, c.created_at
      from order_cancellations c join checkout_sagas s on s.order_id = c.order_id
      where c.due_at is not null and c.attempts > 2) stuck
    ${after ? sql`where (created_at, id) > (${after[0]}, ${after[1]})` : nothing}
    order by created_at, id limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.created_at, row.id],
    row => ({
      orderId: row.order_id,
      number: row.number,
      state: row.state,
      attempts: row.attempts,
      lastError: row.last_error,
      dueAt: row.due_at,
      createdAt: row.created_at,
    }),
  );
});
