// What chat does when something happens elsewhere: who is in which channel follows from it.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import {
  buildingCreated,
  residentUnverified,
  residentVerified,
  unitAssignedToUser,
  unitVacated,
} from '#services/building/events';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { forgetPerson } from './change/forget.ts';
import { openBuildingChannel, openEntranceChannel } from './change/places.ts';
import { type ChatCtx, chatService } from './definition.ts';
import { chatMoveOutHandled } from './events.ts';
import { addRole, closedTo, endResidence, removeRole, startResidence, verifyResidence } from './queries/residents.ts';

const onBuildingCreated = chatService.on(buildingCreated, (ctx, { buildingId }, tx) =>
  openBuildingChannel(ctx, tx, buildingId),
);

const onAssigned = chatService.onPrepared(
  unitAssignedToUser,
  async (ctx, { buildingId, entranceId }) => {
    const known = await ctx.db.maybe({ id: col.uuid })`
      select id from channels where building_id = ${buildingId} and entrance_id = ${entranceId}`;
    if (known) return null;
    const { entrances } = await ctx.clients.building.getTree({ buildingId });
    return entrances.find(({ id }) => id === entranceId)?.label ?? '';
  },
  async (ctx, home, tx, { time }, label) => {
    const { buildingId, entranceId } = home;
    await openBuildingChannel(ctx, tx, buildingId);
    if (label !== null) await openEntranceChannel(ctx, tx, { buildingId, entranceId, label });
    await startResidence(tx, home, time);
  },
);

const onVerified = chatService.on(residentVerified, async (ctx, home, tx, { time }) => {
  await openBuildingChannel(ctx, tx, home.buildingId);
  await verifyResidence(tx, home, time);
});

const onVacated = chatService.on(unitVacated, async (ctx, home, tx, { time }) => {
  const { moveOutId, userId, buildingId } = home;
  const before = await closedTo(tx, userId, buildingId);
  await endResidence(tx, home, time);
  const after = await shutOut(ctx, tx, userId, buildingId);
  await ctx.publish(tx, chatMoveOutHandled, { moveOutId, ended: { channels: after - before.length } });
});

const onUnverified = chatService.on(residentUnverified, async (ctx, home, tx, { time }) => {
  await endResidence(tx, home, time);
  await shutOut(ctx, tx, home.userId, home.buildingId);
});

const onRoleChanged = chatService.on(userRoleChanged, async (ctx, { userId, role, scope, change }, tx) => {
  const [, buildingId] = /^building:(.+)$/.exec(scope) ?? [];
  if ((role !== 'manager' && role !== 'support') || buildingId === undefined) return;
  if (change === 'granted') return addRole(tx, userId, role, buildingId);
  await removeRole(tx, userId, role, buildingId);
  await shutOut(ctx, tx, userId, buildingId);
});

const onUserDeleted = chatService.on(userDeleted, (ctx, { userId }, tx) => forgetPerson(ctx, tx, userId));

/** Takes somebody's sockets out of the channels that are closed to them now; gives how many are. */
async function shutOut(ctx: ChatCtx, tx: Tx, userId: string, buildingId: string): Promise<number> {
  const closed = await closedTo(tx, userId, buildingId);
  tx.afterCommit(() => {
    for (const id of closed) ctx.evict(userId, { topic: 'channel', id });
  });
  return closed.length;
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
