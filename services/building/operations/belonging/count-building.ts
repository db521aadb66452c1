import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { buildingService } from '../../definition.ts';

const shape = {
  units: col.int,
  occupied: col.int,
  residents: col.int,
  pending: col.int,
  oldest: col.instant.orNull,
  invitations: col.int,
};

export const countBuilding = buildingService.operation('countBuilding', async (ctx, { buildingId }) => {
  const { units, occupied, residents, pending, oldest, invitations } =
    (await ctx.db.maybe(shape)`
      select
        (select count(*)::int from units u where u.building_id = b.id and u.archived_at is null) as units,
        living.occupied, living.residents, waiting.pending, waiting.oldest,
        (select count(*)::int from units u join invitation_codes i on i.unit_id = u.id
         where u.building_id = b.id and i.uses < i.max_uses and i.revoked_at is null
           and i.expires_at > ${ctx.now()}) as invitations
      from buildings b
        cross join lateral (
          select count(distinct unit_id)::int as occupied, count(distinct user_id)::int as residents
          from unit_memberships where building_id = b.id and state = 'active' and lives_here) as living
        cross join lateral (
          select count(*)::int as pending, min(created_at) as oldest
          from verification_requests where building_id = b.id and state = 'pending') as waiting
      where b.id = ${buildingId}`) ?? fail('not_found', 'no such building');
  return {
    units,
    occupiedUnits: occupied,
    residents,
    pendingVerifications: pending,
    oldestVerificationAt: oldest,
    openInvitations: invitations,
  };
});
