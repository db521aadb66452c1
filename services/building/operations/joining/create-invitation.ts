import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { plus } from '#kernel/time';
import type { UnitKind } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';
import { beginning, livesThere, ownerMayInvite } from '../../domain/belonging.ts';
import { dayIn } from '../../domain/days.ts';
import { makeCode } from '../../domain/invitation-code.ts';
import { checkChange, findBuilding, findUnit } from '../../queries/hierarchy.ts';
import { invitationRow, sealCode, showInvitation } from '../../queries/invitations.ts';
import { relationTo } from '../../queries/members.ts';

export const createInvitation = buildingService.operation('createInvitation', async (ctx, input, call) => {
  const { unitId, relation, maxUses, validDays, movesInOn, movesOutOn } = input;
  const unit = await findUnit(ctx.db, unitId);
  const isManager = call.can('manager', { building: unit.building_id });
  const createdBy = call.user?.userId ?? null;
  const isOwner = !isManager && (await relationTo(ctx.db, unitId, call.userId)) === 'owner';
  call.require(isManager || isOwner, 'no such unit');
  if (!isManager && !ownerMayInvite(relation))
    fail('permission_denied', 'An owner invites tenants and the household; ask the manager to add another owner.');
  checkChange(unit);
  livesThere(unit.kind as UnitKind, relation, true);
  const { zone } = await findBuilding(ctx.db, unit.building_id);
  const now = ctx.now();
  beginning({ movesInOn, movesOutOn }, dayIn(zone, now));

  const id = ctx.id();
  const code = makeCode(ctx.random.int);
  return ctx.db.transaction(async tx => {
    // An owner who is moving out right now is waited for, so that no code outlives their stay unseen.
    if (!isManager)
      (await tx.maybe({ id: col.uuid })`
        select id from unit_memberships
        where unit_id = ${unitId} and user_id = ${createdBy} and state = 'active' and relation = 'owner' for share`) ??
        fail('not_found', 'no such unit');
    const { sealed, key } = sealCode(ctx, id, code);
    const added = await tx.one(invitationRow)`
      insert into invitation_codes (id, unit_id, building_id, code_sealed, code_key, relation, max_uses, moves_in_on,
                                    moves_out_on, created_by, expires_at, created_at)
      values (${id}, ${unitId}, ${unit.building_id}, ${sealed}, ${key}, ${relation}, ${maxUses}, ${movesInOn},
              ${movesOutOn}, ${createdBy}, ${plus(now, `${validDays}d`)}, ${now})
      returning ${invitationRow}`;
    return showInvitation(ctx)(added);
  });
});
