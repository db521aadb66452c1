import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { communityService } from '../../definition.ts';
import { decisionRow, showDecision } from '../../write/content.ts';

export const listDecisions = communityService.operation('listDecisions', async (ctx, { buildingId, limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(decisionRow)`
    select ${decisionRow} from moderation_decisions
    where building_id = ${buildingId}
      ${after ? sql`and (decided_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by decided_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.decided_at, found.id], showDecision);
});
