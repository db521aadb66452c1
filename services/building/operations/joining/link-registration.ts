import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { admit } from '../../admit.ts';
import { buildingService } from '../../definition.ts';
import { managedUnit } from '../../queries/hierarchy.ts';
import { showMembership } from '../../queries/members.ts';
import { forBuilding } from '../../queries/registrations.ts';

export const linkRegistration = buildingService.operation('linkRegistration', async (ctx, input, call) => {
  const { registrationId, unitId, relation, livesHere, movesInOn, movesOutOn } = input;
  const { building_id: buildingId } = await managedUnit(ctx.db, call, unitId);
  return ctx.db.transaction(async tx => {
    const { user_id: userId } =
      (await tx.maybe({ user_id: col.uuid })`
        select r.user_id from property_registrations r ${forBuilding(buildingId)}
          and r.id = ${registrationId} for update of r`) ??
      fail('not_found', 'Nobody waits for this building under that registration.');
    const admitted = await admit(ctx, tx, {
      unitId,
      userId,
      relation,
      livesHere,
      movesInOn,
      movesOutOn,
      via: 'registration',
    });
    await tx.run`
      update property_registrations
      set state = 'linked', building_id = ${buildingId}, membership_id = ${admitted.id} where id = ${registrationId}`;
    return showMembership(admitted);
  });
});
