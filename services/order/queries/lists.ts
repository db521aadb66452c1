// Pages of orders.

import type { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, type Page, toPage } from '#kernel/page';
import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { nothing, sql } from '#kernel/sql/tag';
import type { OrderSummary } from '../contract/orders.ts';
import type { OrderState } from '../contract/wire.ts';
import { money } from '../money.ts';

const shape = {
  id: col.uuid,
  number: col.text,
  user_id: col.uuid.orNull,
  state: col.any<OrderState>(),
  currency: col.text,
  total: col.bigint,
  refunded: col.bigint,
  created_at: col.instant,
  pieces: col.int,
  title: col.text,
};

const toSummary = (row: RowOf<typeof shape>): z.output<typeof OrderSummary> => ({
  id: row.id,
  number: row.number,
  userId: row.user_id,
  state: row.state,
  total: money(row.total, row.currency),
  refunded: money(row.refunded, row.currency),
  pieces: row.pieces,
  title: row.title,
  createdAt: row.created_at,
});

interface Asked {
  state?: OrderState | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** The orders a condition on `o` names, newest first. */
export async function pageOfOrders(
  db: Queries,
  { state, limit, cursor }: Asked,
  whose: ReturnType<typeof sql>,
): Promise<Page<z.output<typeof OrderSummary>>> {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await db.many(shape)`
    select o.id, o.number, o.user_id, o.state, o.currency, o.total, o.refunded, o.created_at, i.pieces, i.title
    from orders o
    cross join lateral (
      select sum(quantity)::int as pieces, (array_agg(title order by position))[1] as title
      from order_items where order_id = o.id) i
    where ${whose}
      ${state ? sql`and o.state = ${state}` : nothing}
      ${after ? sql`and (o.created_at, o.id) < (${after[0]}, ${after[1]})` : nothing}
    order by o.created_at desc, o.id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.created_at, row.id], toSummary);
}
