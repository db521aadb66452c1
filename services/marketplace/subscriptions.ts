// What marketplace does when something happens elsewhere.

import type { Tx } from '#kernel/sql/database';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { userDeleted } from '#services/iam/events';
import { askedForBy, paymentAuthorised, paymentFailed, paymentSucceeded, payoutSent } from '#services/payment/events';
import { type MarketplaceCtx, marketplaceService } from './definition.ts';
import { marketplaceMoveOutHandled } from './events.ts';
import { forgetPerson, leave } from './leave.ts';
import { keepResidence } from './queries/residents.ts';

const onVerified = marketplaceService.on(residentVerified, (_ctx, home, tx, { time }) =>
  keepResidence(tx, home, 'confirmed', time),
);

const onUnverified = marketplaceService.on(residentUnverified, async (ctx, home, tx, { time }) => {
  await keepResidence(tx, home, 'ended', time);
  if (home.leftBuilding) await leave(ctx, tx, home.userId, home.buildingId, 'moved_out');
});

const onVacated = marketplaceService.on(unitVacated, async (ctx, home, tx, { time }) => {
  const { userId, buildingId, moveOutId, leftBuilding } = home;
  await keepResidence(tx, home, 'ended', time);
  const nothing = { requests: 0, jobs: 0 };
  const ended = leftBuilding ? await leave(ctx, tx, userId, buildingId, 'moved_out') : nothing;
  await ctx.publish(tx, marketplaceMoveOutHandled, { moveOutId, ended });
});

/** What was heard of a payment: for which job or order, and whether money came. */
interface Heard {
  ctx: MarketplaceCtx;
  jobId: string;
  money: boolean;
}

/** Jobs that wait for their payment look at once. Of what has lapsed, money that came all the same is given back. One
 * statement looks for a whole batch. */
async function lookAgain(tx: Tx, heard: readonly Heard[]): Promise<void> {
  const { ctx } = heard[0]!;
  const withMoney = heard.filter(({ money }) => money).map(({ jobId }) => jobId);
  const nudged = await tx.run`
    update job_bookings set
      state = case state when 'lapsed' then 'voiding' else state end, version = version + 1, due_at = ${ctx.now()}
    where id = any(${heard.map(({ jobId }) => jobId)}::uuid[])
      and (state in ('awaiting_payment', 'payment_unknown')
           or (state = 'lapsed' and id = any(${withMoney}::uuid[])))`;
  if (nudged > 0) tx.afterCommit(() => ctx.wake('jobs'));
}

/** The shop's payments, which are most of all, never come to our inbox. */
const ours = { concerns: askedForBy('marketplace') };

const onAuthorised = marketplaceService.on(
  paymentAuthorised,
  async (ctx, { orderId: jobId }, tx) => tx.beforeCommit(lookAgain, { ctx, jobId, money: true }),
  ours,
);
const onSucceeded = marketplaceService.on(
  paymentSucceeded,
  async (ctx, { orderId: jobId }, tx) => tx.beforeCommit(lookAgain, { ctx, jobId, money: true }),
  ours,
);
const onFailed = marketplaceService.on(
  paymentFailed,
  async (ctx, { orderId: jobId }, tx) => tx.beforeCommit(lookAgain, { ctx, jobId, money: false }),
  ours,
);

/** Vendors of the shop are paid out as well; those are no business of ours. */
const onPayout = marketplaceService.on(payoutSent, async (_ctx, { payoutId, vendorId, amount }, tx, { time }) => {
  await tx.run`
    insert into payouts (id, provider_id, amount, currency, paid_at)
    select ${payoutId}, id, ${amount.amount}::bigint, ${amount.currency}, ${time} from providers where id = ${vendorId}
    on conflict do nothing`;
});

const onUserDeleted = marketplaceService.on(userDeleted, (ctx, { userId }, tx) => forgetPerson(ctx, tx, userId));

export const subscriptions = [
  onVerified,
  onUnverified,
  onVacated,
  onAuthorised,
  onSucceeded,
  onFailed,
  onPayout,
  onUserDeleted,
];
