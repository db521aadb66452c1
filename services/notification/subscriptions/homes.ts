// What happens to homes and in the building, to those who live there and to its management.

import { CodedError } from '#kernel/errors';
import type { EventMeta } from '#kernel/events/worker';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import {
  residentUnverified,
  residentVerified,
  unitVacated,
  verificationRejected,
  verificationSubmitted,
} from '#services/building/events';
import { incidentOpened, incidentResolved } from '#services/ticket/events';
import { type NotificationCtx, notificationService } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';
import type { Variables } from '../delivery/rows.ts';
import { staffOf } from '../queries.ts';

interface Place {
  unitId: string;
  buildingId: string;
}

/** What a home and its building are called. */
async function homeOf(ctx: NotificationCtx, { unitId, buildingId }: Place) {
  const { building } = ctx.clients;
  const unit = await named(building.getUnit({ unitId }).then(({ label }) => label));
  const name = await named(building.getBuilding({ buildingId }).then(found => found.name));
  return { unitId, buildingId, unit, building: name };
}

/** A thing may be gone before its event is read; the message is still worth having. */
async function named(name: Promise<string>): Promise<string> {
  try {
    return await name;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return '…';
    throw error;
  }
}

export const onVerified = notificationService.onPrepared(residentVerified, homeOf, async (ctx, data, tx, meta, home) =>
  enqueue(ctx, tx, { type: 'resident.verified', key: meta.id, userIds: [data.userId], variables: home }),
);

interface Leaving extends Place {
  userId: string;
  leftBuilding: boolean;
}

/** A move-out is told by two events, in no certain order: whichever comes first claims the message of that day. */
async function tellLeft(
  ctx: NotificationCtx,
  { userId, unitId, leftBuilding }: Leaving,
  tx: Tx,
  { time }: EventMeta,
  home: Variables,
): Promise<void> {
  const key = `${unitId}:${time.slice(0, 10)}`;
  await enqueue(ctx, tx, { type: 'resident.left', key, userIds: [userId], variables: { ...home, leftBuilding } });
}

export const onUnverified = notificationService.onPrepared(residentUnverified, homeOf, tellLeft);

export const onVacated = notificationService.onPrepared(unitVacated, homeOf, tellLeft);

export const onSubmitted = notificationService.onPrepared(
  verificationSubmitted,
  homeOf,
  async (ctx, { buildingId, requestId }, tx, meta, home) => {
    const managers = (await staffOf(tx, buildingId)).filter(({ role }) => role === 'manager');
    await enqueue(ctx, tx, {
      type: 'resident.verification_submitted',
      key: meta.id,
      userIds: managers.map(({ userId }) => userId),
      variables: { ...home, requestId },
    });
  },
);

export const onRejected = notificationService.onPrepared(
  verificationRejected,
  homeOf,
  async (ctx, { userId, reason }, tx, meta, home) =>
    enqueue(ctx, tx, {
      type: 'resident.verification_rejected',
      key: meta.id,
      userIds: [userId],
      variables: { ...home, reason },
    }),
);

interface Incident {
  incidentId: string;
  buildingId: string;
  entranceIds: string[];
  floorIds: string[];
  title: string;
  by: string | null;
}

/** Those who live where it happened; nobody is asked again for an event that was dealt with before. */
async function neighbours(ctx: NotificationCtx, incident: Incident, { id }: { id: string }): Promise<string[]> {
  if (await isKnown(ctx, id)) return [];
  const { buildingId, entranceIds, floorIds, by } = incident;
  const { items } = await ctx.clients.building.listOccupants({ buildingId, entranceIds, floorIds });
  return items.map(({ userId }) => userId).filter(userId => userId !== by);
}

/** The shared keys hint that an event was seen; that it was is decided by what the table holds. */
async function isKnown(ctx: NotificationCtx, eventId: string): Promise<boolean> {
  const hint = await ctx.keys.get(`dedupe:${eventId}`).catch(() => null);
  if (hint === null) return false;
  const found = await ctx.db.maybe({ id: col.uuid })`select id from deliveries where key = ${eventId} limit 1`;
  return found !== null;
}

export const onIncidentOpened = notificationService.onPrepared(
  incidentOpened,
  neighbours,
  async (ctx, { incidentId, title }, tx, meta, userIds) =>
    enqueue(ctx, tx, { type: 'incident.opened', key: meta.id, userIds, variables: { incidentId, title } }),
);

export const onIncidentResolved = notificationService.onPrepared(
  incidentResolved,
  neighbours,
  async (ctx, { incidentId, title }, tx, meta, userIds) =>
    enqueue(ctx, tx, { type: 'incident.resolved', key: meta.id, userIds, variables: { incidentId, title } }),
);
