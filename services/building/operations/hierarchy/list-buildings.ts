import { roles } from '#kernel/access';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { buildingService } from '../../definition.ts';
import { buildingRow, showBuilding } from '../../queries/hierarchy.ts';

export const listBuildings = buildingService.operation(
  'listBuildings',
  async (ctx, { limit, cursor, search }, call) => {
    const after = afterCursor(cursor, [Timestamp, Id]);
    const everywhere = call.can(roles, 'platform');
    const granted = (call.user?.grants ?? []).flatMap(({ scope }) => /^building:(.+)$/.exec(scope)?.[1] ?? []);
    const rows = await ctx.db.many(buildingRow)`
    select ${buildingRow} from buildings b
    where archived_at is null
      ${
        everywhere
          ? nothing
          : sql`and (id = any(${granted}::uuid[]) or exists (
              select from residents r where r.building_id = b.id and r.user_id = ${call.userId} and r.homes > 0))`
      }
      ${search ? sql`and (strpos(lower(name), lower(${search})) > 0 or strpos(lower(code), lower(${search})) > 0)` : nothing}
      ${after ? sql`and (created_at, id) > (${after[0]}, ${after[1]})` : nothing}
    order by created_at, id limit ${limit + 1}`;
    return toPage(rows, limit, found => [found.created_at, found.id], showBuilding);
  },
);
