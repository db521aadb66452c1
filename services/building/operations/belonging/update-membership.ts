import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Relation, UnitKind } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';
import { changedStay, livesThere } from '../../domain/belonging.ts';
import { dayIn } from '../../domain/days.ts';
import { findMembership, membershipRow, showMembership } from '../../queries/members.ts';

export const updateMembership = buildingService.operation('updateMembership', async (ctx, input, call) => {
  const { building_id: building, user_id: userId } = await findMembership(ctx.db, input.membershipId);
  const manager = call.can('manager', { building });
  call.require(manager || userId === call.userId, 'no such membership');
  return ctx.db.transaction(async tx => {
    const found =
      (await tx.maybe(membershipRow)`
        select ${membershipRow} from unit_memberships where id = ${input.membershipId} and state <> 'ended' for update`) ??
      fail('failed_precondition', 'This stay is over.', { reason: 'stay_over' });
    if (input.expectedVersion !== undefined && input.expectedVersion !== found.version)
      fail('version_mismatch', 'Somebody changed this in the meantime; read it again.');
    const { kind, zone } = await tx.one({ kind: col.text, zone: col.text })`
      select u.kind, b.zone from units u join buildings b on b.id = u.building_id where u.id = ${found.unit_id}`;
    const { movesInOn, movesOutOn } = changedStay(
      {
        state: found.state as 'upcoming' | 'active',
        movesInOn: found.moves_in_on,
        movesOutOn: found.moves_out_on,
      },
      input,
      { manager, today: dayIn(zone, ctx.now()) },
    );
    const livesHere =
      input.livesHere === undefined
        ? found.lives_here
        : livesThere(kind as UnitKind, found.relation as Relation, input.livesHere);
    const updated = await tx.one(membershipRow)`
      update unit_memberships
      set moves_in_on = ${movesInOn}, moves_out_on = ${movesOutOn}, lives_here = ${livesHere}, version = version + 1
      where id = ${found.id} returning ${membershipRow}`;
    return showMembership(updated);
  });
});
