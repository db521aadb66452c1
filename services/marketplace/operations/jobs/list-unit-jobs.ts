import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import type { Category } from '../../domain/categories.ts';
import { mayKnowUnit } from '../../queries/units.ts';

const shape = {
  id: col.uuid,
  ticket_id: col.uuid.orNull,
  category: col.any<Category>(),
  title: col.text,
  provider_id: col.uuid,
  provider_name: col.text,
  done_at: col.instant,
  warranty_until: col.instant.orNull,
  file_ids: col.uuids,
};

export const listUnitJobs = marketplaceService.operation('listUnitJobs', async (ctx, input, call) => {
  const { unitId, limit } = input;
  call.require(await mayKnowUnit(ctx.db, call, unitId), 'There is no such home, or it is not yours.');
  const after = afterCursor(input.cursor, [Timestamp, Id] as const);
  const rows = await ctx.db.many(shape)`
    select j.id, j.ticket_id, j.category, j.title, j.provider_id, j.provider_name, j.done_at, j.warranty_until,
           array(select f.file_id from job_files f
                 where f.job_id = j.id and f.side = 'provider' order by f.created_at, f.file_id) as file_ids
    from job_cards j
    where j.unit_id = ${unitId} and j.state = 'completed' and j.done_at is not null
      ${after ? sql`and (j.done_at, j.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by j.done_at desc, j.id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.done_at, row.id],
    found => ({
      jobId: found.id,
      ticketId: found.ticket_id,
      category: found.category,
      title: found.title,
      providerId: found.provider_id,
      provider: found.provider_name,
      doneAt: found.done_at,
      warrantyUntil: found.warranty_until,
      fileIds: found.file_ids,
    }),
  );
});
