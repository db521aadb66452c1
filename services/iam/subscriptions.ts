// What building decides about who lives where becomes a role here.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { providerCreated } from '#services/marketplace/events';
import { type IamCtx, iamService } from './definition.ts';
import { moveOutHandled } from './events.ts';
import { grant, revoke } from './roles.ts';

const residency = (userId: string, buildingId: string, at: Instant) =>
  ({ userId, role: 'resident', scope: `building:${buildingId}`, at }) as const;

const becomesResident = iamService.on(residentVerified, async (ctx, { userId, buildingId }, tx, { time }) => {
  await grant(ctx, tx, null, residency(userId, buildingId, time));
});

const isNoResident = iamService.on(
  residentUnverified,
  async (ctx, { userId, buildingId, leftBuilding }, tx, { time }) => {
    if (leftBuilding) await revoke(ctx, tx, null, residency(userId, buildingId, time));
  },
);

const movesOut = iamService.on(unitVacated, async (ctx, data, tx, { time }) => {
  const { userId, buildingId, moveOutId, leftBuilding } = data;
  const left = leftBuilding && (await revoke(ctx, tx, null, residency(userId, buildingId, time)));
  const ended = left ? { roles: 1, sessions: await openSessions(ctx, tx, userId) } : { roles: 0, sessions: 0 };
  await ctx.publish(tx, moveOutHandled, { moveOutId, ended });
});

/** Whoever founds a provider acts for it. */
const foundsProvider = iamService.on(providerCreated, async (ctx, { providerId, ownerId }, tx, { time }) => {
  if (ownerId === null) return;
  await grant(ctx, tx, null, { userId: ownerId, role: 'provider', scope: `provider:${providerId}`, at: time });
});

/** The sessions whose tokens no longer give the role: each must fetch new ones at its next request. */
async function openSessions(ctx: IamCtx, tx: Tx, userId: string): Promise<number> {
  const { open } = await tx.one({ open: col.int })`
    select count(*)::int as open from sessions
    where user_id = ${userId} and ended_at is null and expires_at > ${ctx.now()}`;
  return open;
}

export const subscriptions = [becomesResident, isNoResident, movesOut, foundsProvider];
