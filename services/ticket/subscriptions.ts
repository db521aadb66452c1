// What ticket does when something happens elsewhere.

import {
  buildingCreated,
  residentUnverified,
  residentVerified,
  unitAssignedToUser,
  unitVacated,
} from '#services/building/events';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { setUpBuilding } from './change/new-building.ts';
import { forgetPerson, takeBack } from './change/people.ts';
import { ticketService } from './definition.ts';
import { ticketMoveOutHandled } from './events.ts';
import { endResidence, startResidence } from './queries/residents.ts';
import { addRole, removeRole } from './queries/staff.ts';

const onBuildingCreated = ticketService.on(buildingCreated, (ctx, { buildingId }, tx) =>
  setUpBuilding(ctx, tx, buildingId),
);

const onAssigned = ticketService.on(unitAssignedToUser, (_ctx, home, tx, { time }) => startResidence(tx, home, time));
const onVerified = ticketService.on(residentVerified, (_ctx, home, tx, { time }) => startResidence(tx, home, time));
const onVacated = ticketService.on(unitVacated, async (ctx, home, tx, { time }) => {
  await endResidence(tx, home, time);
  await ctx.publish(tx, ticketMoveOutHandled, { moveOutId: home.moveOutId, ended: { homes: 1 } });
});
const onUnverified = ticketService.on(residentUnverified, (_ctx, home, tx, { time }) => endResidence(tx, home, time));

const onRoleChanged = ticketService.on(userRoleChanged, async (ctx, { userId, role, scope, change }, tx) => {
  const buildingId = buildingOf(scope);
  if ((role !== 'manager' && role !== 'support') || buildingId === undefined) return;
  if (change === 'granted') return addRole(tx, { userId, role, buildingId });
  await removeRole(tx, { userId, role, buildingId });
  await takeBack(ctx, tx, userId);
});

const onUserDeleted = ticketService.on(userDeleted, (ctx, { userId }, tx) => forgetPerson(ctx, tx, userId));

/** The building of a scope, null for the whole platform, undefined for what is no matter of tickets. */
function buildingOf(scope: string): string | null | undefined {
  if (scope === 'platform') return null;
  return scope.startsWith('building:') ? scope.slice('building:'.length) : undefined;
}

export const subscriptions = [
  onBuildingCreated,
  onAssigned,
  onVerified,
  onVacated,
  onUnverified,
  onRoleChanged,
  onUserDeleted,
];
