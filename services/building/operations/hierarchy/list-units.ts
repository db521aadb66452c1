import { Id, line } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { buildingService } from '../../definition.ts';
import { showUnit, unitRow } from '../../queries/hierarchy.ts';
import { membershipRow, showMembership } from '../../queries/members.ts';

export const listUnits = buildingService.operation('listUnits', async (ctx, input) => {
  const { buildingId, limit, search, kind, entranceId, occupied } = input;
  const after = afterCursor(input.cursor, [line(40), Id]);
  const rows = await ctx.db.many(unitRow)`
    select ${unitRow} from units u
    where building_id = ${buildingId} and archived_at is null
      ${search ? sql`and strpos(lower(label), lower(${search})) > 0` : nothing}
      ${kind ? sql`and kind = ${kind}` : nothing}
      ${entranceId ? sql`and entrance_id = ${entranceId}` : nothing}
      ${
        occupied === undefined
          ? nothing
          : sql`and exists (
              select from unit_memberships m where m.unit_id = u.id and m.state = 'active' and m.lives_here) = ${occupied}`
      }
      ${after ? sql`and (length(label), label, id) > (length(${after[0]}), ${after[0]}, ${after[1]})` : nothing}
    order by length(label), label, id limit ${limit + 1}`;
  const members = await ctx.db.many(membershipRow)`
    select ${membershipRow} from unit_memberships
    where unit_id = any(${rows.map(({ id }) => id)}::uuid[]) and state <> 'ended' order by created_at, id`;
  const byUnit = Map.groupBy(members, ({ unit_id }) => unit_id);
  return toPage(
    rows,
    limit,
    found => [found.label, found.id],
    found => ({
      ...showUnit(found),
      members: (byUnit.get(found.id) ?? []).map(showMembership),
    }),
  );
});
