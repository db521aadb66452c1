import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { buildingService } from '../../definition.ts';
import { moveOutRow, showMoveOuts } from '../../queries/move-outs.ts';

export const listMoveOuts = buildingService.operation('listMoveOuts', async (ctx, input) => {
  const { buildingId, limit, cursor, complete } = input;
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(moveOutRow)`
    select ${moveOutRow} from move_outs m
    where building_id = ${buildingId}
      ${
        complete === undefined
          ? nothing
          : sql`and not exists (
              select from move_out_reports r where r.move_out_id = m.id and r.handled_at is null) = ${complete}`
      }
      ${after ? sql`and (vacated_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by vacated_at desc, id desc limit ${limit + 1}`;
  const { items, nextCursor } = toPage(
    rows,
    limit,
    found => [found.vacated_at, found.id],
    found => found,
  );
  return { items: await showMoveOuts(ctx.db, items), nextCursor };
});
