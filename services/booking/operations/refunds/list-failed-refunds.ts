import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { bookingService } from '../../definition.ts';

const shape = {
  id: col.uuid,
  reservation_id: col.uuid,
  resource: col.text,
  wall_start: col.text,
  kind: col.any<'refund' | 'kept'>(),
  amount: col.bigint,
  deposit: col.bigint,
  currency: col.text,
  last_error: col.text.orNull,
  refusals: col.int,
  failed_at: col.instant,
};

export const listFailedRefunds = bookingService.operation('listFailedRefunds', async (ctx, input) => {
  const { buildingId, limit, cursor } = input;
  const after = afterCursor(cursor, [Timestamp, Id] as const);
  const rows = await ctx.db.many(shape)`
    select f.id, f.reservation_id, r.name as resource, b.wall_start, f.kind, f.amount, f.deposit, b.currency,
           f.last_error, f.refusals, f.failed_at
    from refunds f join reservations b on b.id = f.reservation_id join resources r on r.id = b.resource_id
    where f.state = 'failed' and b.building_id = ${buildingId}
      ${after ? sql`and (f.failed_at, f.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by f.failed_at desc, f.id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.failed_at, row.id],
    found => ({
      id: found.id,
      bookingId: found.reservation_id,
      resource: found.resource,
      start: found.wall_start,
      kind: found.kind,
      amount: { amount: String(found.amount), currency: found.currency },
      deposit: { amount: String(found.deposit), currency: found.currency },
      failure: found.last_error ?? '',
      refusals: found.refusals,
      failedAt: found.failed_at,
    }),
  );
});
