import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { buildingService } from '../../definition.ts';

export const revokeInvitation = buildingService.operation('revokeInvitation', async (ctx, { invitationId }, call) => {
  const found =
    (await ctx.db.maybe({ building_id: col.uuid, created_by: col.uuid.orNull })`
      select building_id, created_by from invitation_codes where id = ${invitationId}`) ??
    fail('not_found', 'no such invitation');
  const isMine = call.user !== undefined && found.created_by === call.userId;
  call.require(isMine || call.can('manager', { building: found.building_id }), 'no such invitation');
  await ctx.db.run`
    update invitation_codes set revoked_at = ${ctx.now()} where id = ${invitationId} and revoked_at is null`;
});
