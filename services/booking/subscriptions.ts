// What booking does when something happens elsewhere.

import type { Tx } from '#kernel/sql/database';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { userDeleted } from '#services/iam/events';
import { askedForBy, paymentAuthorised, paymentFailed, paymentSucceeded } from '#services/payment/events';
import { incidentOpened, incidentResolved } from '#services/ticket/events';
import { cancelOutOfOrder, leave } from './book/cancel-many.ts';
import { type BookingCtx, bookingService } from './definition.ts';
import { moveOutHandled } from './events.ts';
import { forgetPerson } from './forget.ts';
import { endResidence, startResidence } from './queries/residents.ts';

const onVerified = bookingService.on(residentVerified, (_ctx, home, tx, { time }) => startResidence(tx, home, time));

const onUnverified = bookingService.on(residentUnverified, async (ctx, home, tx, { time }) => {
  await endResidence(tx, home, time);
  if (home.leftBuilding) await leave(ctx, tx, home.userId, home.buildingId, 'moved_out');
});

const onVacated = bookingService.on(unitVacated, async (ctx, home, tx, { time }) => {
  const { userId, buildingId, moveOutId, leftBuilding } = home;
  await endResidence(tx, home, time);
  const nothing = { bookings: 0, waiting: 0 };
  const ended = leftBuilding ? await leave(ctx, tx, userId, buildingId, 'moved_out') : nothing;
  await ctx.publish(tx, moveOutHandled, { moveOutId, ended });
});

/** What was heard of a payment: for which booking or order, and whether money came. */
interface Heard {
  ctx: BookingCtx;
  bookingId: string;
  money: boolean;
}

/** Holds that wait for their payment look at once. Of what is over, money that came all the same is given back. One
 * statement looks for a whole batch. */
async function lookAgain(tx: Tx, heard: readonly Heard[]): Promise<void> {
  const { ctx } = heard[0]!;
  const nudged = await tx.run`
    update holds set
      state = case state when 'over' then 'voiding' else state end, version = version + 1, due_at = ${ctx.now()}
    where reservation_id = any(${heard.map(({ bookingId }) => bookingId)}::uuid[])
      and (state in ('awaiting_payment', 'payment_unknown')
           or (state = 'over' and reservation_id = any(
                 ${heard.filter(({ money }) => money).map(({ bookingId }) => bookingId)}::uuid[])))`;
  if (nudged > 0) tx.afterCommit(() => ctx.wake('holds'));
}

/** The shop's payments, which are most of all, never come to our inbox. */
const ours = { concerns: askedForBy('booking') };

const onAuthorised = bookingService.on(
  paymentAuthorised,
  async (ctx, { orderId: bookingId }, tx) => tx.beforeCommit(lookAgain, { ctx, bookingId, money: true }),
  ours,
);
const onSucceeded = bookingService.on(
  paymentSucceeded,
  async (ctx, { orderId: bookingId }, tx) => tx.beforeCommit(lookAgain, { ctx, bookingId, money: true }),
  ours,
);
const onFailed = bookingService.on(
  paymentFailed,
  async (ctx, { orderId: bookingId }, tx) => tx.beforeCommit(lookAgain, { ctx, bookingId, money: false }),
  ours,
);

const onIncidentOpened = bookingService.on(incidentOpened, async (ctx, incident, tx, { time }) => {
  const { incidentId, buildingId, resourceIds } = incident;
  const known = await tx.run`
    insert into outages (incident_id, resource_id, opened_at)
    select ${incidentId}, id, ${time} from resources
    where building_id = ${buildingId} and id = any(${resourceIds}::uuid[])
    on conflict do nothing`;
  if (known > 0) await cancelOutOfOrder(ctx, tx);
});

const onIncidentResolved = bookingService.on(incidentResolved, async (_ctx, { incidentId }, tx, { time }) => {
  await tx.run`update outages set resolved_at = ${time} where incident_id = ${incidentId} and resolved_at is null`;
});

const onUserDeleted = bookingService.on(userDeleted, (ctx, { userId }, tx) => forgetPerson(ctx, tx, userId));

export const subscriptions = [
  onVerified,
  onUnverified,
  onVacated,
  onAuthorised,
  onSucceeded,
  onFailed,
  onIncidentOpened,
  onIncidentResolved,
  onUserDeleted,
];
