// What community does when something happens elsewhere.

import { CodedError } from '#kernel/errors';
import { residentUnverified, residentVerified, unitAssignedToUser, unitVacated } from '#services/building/events';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { type CommunityCtx, communityService } from './definition.ts';
import { communityMoveOutHandled } from './events.ts';
import { callOff, forgetPerson } from './forget.ts';
import { endResidence, type KnownHome, keepHome, startResidence } from './queries/residents.ts';
import { addRole, removeRole } from './queries/staff.ts';

/** Where a home is and what it is; null where building knows it no more. */
async function homeOf(ctx: CommunityCtx, { unitId }: { unitId: string }): Promise<KnownHome | null> {
  try {
    const { buildingId, entranceId, kind, label } = await ctx.clients.building.getUnit({ unitId });
    return { unitId, buildingId, entranceId, kind, label };
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return null;
    throw error;
  }
}

const onAssigned = communityService.onPrepared(unitAssignedToUser, homeOf, async (_ctx, data, tx, { time }, home) => {
  if (home) await keepHome(tx, home);
  await startResidence(tx, data, { at: time, verified: false });
});

const onVerified = communityService.onPrepared(residentVerified, homeOf, async (_ctx, data, tx, { time }, home) => {
  if (home) await keepHome(tx, home);
  await startResidence(tx, data, { at: time, verified: true });
});

const onUnverified = communityService.on(residentUnverified, (_ctx, data, tx, { time }) =>
  endResidence(tx, data, time),
);

const onVacated = communityService.on(unitVacated, async (ctx, data, tx, { time }) => {
  const { userId, buildingId, moveOutId } = data;
  await endResidence(tx, data, time);
  const scheduledPosts = await callOff(tx, userId, buildingId);
  await ctx.publish(tx, communityMoveOutHandled, { moveOutId, ended: { homes: 1, scheduledPosts } });
});

const onRoleChanged = communityService.on(userRoleChanged, async (_ctx, { userId, role, scope, change }, tx) => {
  const buildingId = buildingOf(scope);
  if ((role !== 'manager' && role !== 'support') || buildingId === undefined) return;
  await (change === 'granted' ? addRole : removeRole)(tx, { userId, role, buildingId });
});

const onUserDeleted = communityService.on(userDeleted, (ctx, { userId }, tx) => forgetPerson(ctx, tx, userId));

/** The building of a scope, null for the whole platform, undefined for what is no matter of a building. */
function buildingOf(scope: string): string | null | undefined {
  if (scope === 'platform') return null;
  return scope.startsWith('building:') ? scope.slice('building:'.length) : undefined;
}

export const subscriptions = [onAssigned, onVerified, onVacated, onUnverified, onRoleChanged, onUserDeleted];
