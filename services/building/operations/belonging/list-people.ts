import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import type { Relation } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';

const homeShape = { user_id: col.uuid, unit_id: col.uuid, label: col.text, relation: col.text, lives_here: col.bool };

export const listPeople = buildingService.operation('listPeople', async (ctx, input) => {
  const { buildingId, limit, cursor, relation } = input;
  const after = afterCursor(cursor, [Timestamp, Id]);
  const people = await ctx.db.many({ user_id: col.uuid, since: col.instant })`
    select user_id, since from residents r
    where building_id = ${buildingId} and homes > 0
      ${
        relation
          ? sql`and exists (
              select from unit_memberships m
              where m.building_id = r.building_id and m.user_id = r.user_id and m.state = 'active'
                and m.relation = ${relation})`
          : nothing
      }
      ${after ? sql`and (since, user_id) > (${after[0]}, ${after[1]})` : nothing}
    order by since, user_id limit ${limit + 1}`;
  const homes = await ctx.db.many(homeShape)`
    select m.user_id, m.unit_id, u.label, m.relation, m.lives_here
    from unit_memberships m join units u on u.id = m.unit_id
    where m.building_id = ${buildingId} and m.state = 'active'
      and m.user_id = any(${people.map(({ user_id }) => user_id)}::uuid[])
    order by m.created_at, m.id`;
  const byPerson = Map.groupBy(homes, ({ user_id }) => user_id);
  return toPage(
    people,
    limit,
    found => [found.since, found.user_id],
    found => ({
      userId: found.user_id,
      since: found.since,
      homes: (byPerson.get(found.user_id) ?? []).map(home => ({
        unitId: home.unit_id,
        unit: home.label,
        relation: home.relation as Relation,
        livesHere: home.lives_here,
      })),
    }),
  );
});
