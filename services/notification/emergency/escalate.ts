// Homes that have not acknowledged an emergency in time: the next of the household is asked, and when all were, the
// management is told to go and look.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, instantAt } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';
import { nextToAsk } from '../domain/emergency.ts';
import { staffOf } from '../queries.ts';

const batchSize = 200;

const dueShape = {
  emergency_id: col.uuid,
  unit_id: col.uuid,
  people: col.uuids,
  asked: col.int,
  building_id: col.uuid,
  title: col.text,
  message: col.text,
  sent_by: col.uuid.orNull,
  escalate_after_minutes: col.int,
};
type Due = Awaited<ReturnType<typeof dueHomes>>[number];

/** Asks the next person of every home whose time is up. */
export async function escalateEmergencies(ctx: NotificationCtx): Promise<void> {
  let found = batchSize;
  while (found === batchSize) {
    found = await ctx.db.transaction(async tx => {
      const due = await dueHomes(ctx, tx);
      for (const home of due) {
        const next = nextToAsk(home.people, home.asked);
        await (next ? ask(ctx, tx, home, next) : giveUp(ctx, tx, home));
      }
      return due.length;
    });
  }
}

const dueHomes = (ctx: NotificationCtx, tx: Tx) =>
  tx.many(dueShape)`
    select a.emergency_id, a.unit_id, a.people, a.asked, e.building_id, e.title, e.message, e.sent_by,
           e.escalate_after_minutes
    from acknowledgements a join emergencies e on e.id = a.emergency_id
    where a.next_at <= ${ctx.now()} order by a.next_at limit ${batchSize} for update of a skip locked`;

async function ask(ctx: NotificationCtx, tx: Tx, home: Due, userId: string): Promise<void> {
  const { emergency_id: emergencyId, unit_id: unitId, asked, title, message, escalate_after_minutes: minutes } = home;
  const nextAt = instantAt(epochMs(ctx.now()) + minutes * 60_000);
  await tx.run`
    update acknowledgements set asked = asked + 1, next_at = ${nextAt}
    where emergency_id = ${emergencyId} and unit_id = ${unitId}`;
  const key = `${emergencyId}:${asked + 1}`;
  await enqueue(ctx, tx, { type: 'emergency', key, userIds: [userId], variables: { emergencyId, title, message } });
}

async function giveUp(ctx: NotificationCtx, tx: Tx, home: Due): Promise<void> {
  const { emergency_id: emergencyId, unit_id: unitId, building_id: buildingId, title, sent_by: sentBy } = home;
  await tx.run`
    update acknowledgements set next_at = null where emergency_id = ${emergencyId} and unit_id = ${unitId}`;
  const managers = (await staffOf(tx, buildingId)).filter(({ role }) => role === 'manager').map(each => each.userId);
  await enqueue(ctx, tx, {
    type: 'emergency.unanswered',
    key: `${emergencyId}:${unitId}`,
    userIds: sentBy ? [sentBy, ...managers] : managers,
    variables: { emergencyId, title },
  });
}
