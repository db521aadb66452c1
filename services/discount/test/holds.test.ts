import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { agora } from '#kernel/testing/harness';
import { untilWaiting } from '#kernel/testing/meeting';
import { userDeleted } from '#services/iam/events';
import { orderCancelled, orderConfirmed } from '#services/order/events';
import { couponRedeemed } from '../events.ts';
import discount from '../service.ts';
import { admin, confirm, evaluating, holding, order, release, type T, withCode } from './shop.ts';

let t: T;
beforeAll(async () => {
  t = await agora({ services: [discount] });
});
afterAll(() => t.close());

const counts = (couponId: string) =>
  t.db('discount').one({ used: col.int, held: col.int })`select used, held from coupons where id = ${couponId}`;
const released = { code: 'failed_precondition', extras: { reason: 'hold_released' } };

test('of two hundred buyers of the last use exactly one gets it', async () => {
  const use = await withCode(t, 'LASTONE', {}, { usageLimit: 1 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, () => order(t).holdDiscountUses(holding(t, use))),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of outcomes)
    if (each.status === 'rejected')
      expect(each.reason).toMatchObject({ code: 'conflict', extras: { reason: 'coupon_exhausted' } });
  expect(await counts(use.couponId)).toEqual({ used: 0, held: 1 });
});

test('of fifty parallel orders of one person one gets what each person may use once', async () => {
  // What is for a first order can be used once, however many orders are the first at the same time.
  const use = await withCode(t, 'EACH-ONCE', { rules: [{ kind: 'first_order' }] });
  const { userId } = t.person();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, () => order(t).holdDiscountUses(holding(t, use, userId))),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await order(t).holdDiscountUses(holding(t, use, t.person().userId));
});

test('a hold, its confirmation and its release are repeatable, however parallel', async () => {
  const use = await withCode(t, 'AGAIN', {}, { usageLimit: 5 });
  const hold = holding(t, use);
  const all = <R>(ask: () => Promise<R>) => Promise.all(Array.from({ length: 10 }, ask));
  for (const answer of await all(() => order(t).holdDiscountUses(hold))) expect(answer.state).toBe('held');
  expect(await counts(use.couponId)).toEqual({ used: 0, held: 1 });
  for (const answer of await all(() => confirm(t, hold))) expect(answer.state).toBe('confirmed');
  expect(await counts(use.couponId)).toEqual({ used: 1, held: 0 });
  expect(await order(t).holdDiscountUses(hold)).toMatchObject({ state: 'confirmed' });
  for (const answer of await all(() => release(t, hold))) expect(answer.state).toBe('released');
  expect(await counts(use.couponId)).toEqual({ used: 0, held: 0 });
  await expect(order(t).holdDiscountUses(hold)).rejects.toMatchObject(released);
  await expect(confirm(t, hold)).rejects.toMatchObject(released);
});

test('a hold released twice gives its person one use back', async () => {
  const use = await withCode(t, 'ONE-EACH', {}, { perUserLimit: 1 });
  const { userId } = t.person();
  const first = holding(t, use, userId);
  await order(t).holdDiscountUses(first);
  await release(t, first);
  await order(t).holdDiscountUses(holding(t, use, userId));
  await release(t, first);
  await expect(order(t).holdDiscountUses(holding(t, use, userId))).rejects.toMatchObject({ code: 'conflict' });
});

test('a hold whose twin is being made waits for it', async () => {
  const db = t.db('discount');
  const hold = holding(t, await withCode(t, 'TWIN'));
  const [made, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const twin = db.transaction(async tx => {
    await tx.run`
      insert into use_holds (id, order_id, state, expires_at, created_at)
      values (${hold.holdId}, ${hold.orderId}, 'held', ${hold.expiresAt}, ${t.clock.now()})`;
    made.resolve();
    await done.promise;
  });
  await made.promise;
  const waiting = order(t).holdDiscountUses(hold);
  await untilWaiting(db, 1);
  done.resolve();
  await twin;
  expect(await waiting).toMatchObject({ state: 'held' });
});

test('a release before its hold makes the hold fail, and a confirmation of nothing fails', async () => {
  const use = await withCode(t, 'EARLY', {}, { usageLimit: 1 });
  const hold = holding(t, use);
  await expect(confirm(t, hold)).rejects.toMatchObject(released);
  expect(await release(t, hold)).toMatchObject({ state: 'released' });
  await expect(order(t).holdDiscountUses(hold)).rejects.toMatchObject(released);
  expect(await counts(use.couponId)).toEqual({ used: 0, held: 0 });
});

test('a hold and its release at once leave nothing held', async () => {
  const use = await withCode(t, 'RACE', {}, { usageLimit: 1_000, perUserLimit: 1_000 });
  const { userId } = t.person();
  for (let round = 0; round < 20; round++) {
    const hold = holding(t, use, userId);
    await Promise.allSettled([order(t).holdDiscountUses(hold), release(t, hold), confirm(t, hold)]);
    await release(t, hold);
  }
  expect(await counts(use.couponId)).toEqual({ used: 0, held: 0 });
  const left = await t.db('discount').one({ uses: col.int })`
    select coalesce(sum(uses), 0)::int as uses from coupon_usage where coupon_id = ${use.couponId}`;
  expect(left.uses).toBe(0);
});

test('of an order with several uses all are held or none', async () => {
  const good = await withCode(t, 'GOOD', {}, { usageLimit: 5 });
  const bad = await withCode(t, 'BAD', { usageLimit: 1 });
  await order(t).holdDiscountUses(holding(t, bad));
  const both = { ...holding(t, good), uses: [good, bad].map(use => ({ ...use, amount: '1' })) };
  await expect(order(t).holdDiscountUses(both)).rejects.toMatchObject({ code: 'conflict' });
  expect(await counts(good.couponId)).toEqual({ used: 0, held: 0 });
});

test('holds of the same coupons in any order never wait in a circle', async () => {
  const uses = await Promise.all(
    ['CIRCLE-A', 'CIRCLE-B', 'CIRCLE-C'].map(code => withCode(t, code, { usageLimit: 500 }, { usageLimit: 500 })),
  );
  const some = Array.from({ length: 60 }, (_, turn) => ({
    ...holding(t, uses[0]!),
    uses: uses.map((_, index) => ({ ...uses[(index + turn) % 3]!, amount: '1' })),
  }));
  await Promise.all(some.map(hold => order(t).holdDiscountUses(hold)));
  await Promise.all(some.map((hold, turn) => (turn % 2 ? confirm(t, hold) : release(t, hold))));
  for (const { couponId } of uses) expect(await counts(couponId)).toEqual({ used: 30, held: 0 });
});

test('what expired is free again by itself, and at once for somebody who wants it', async () => {
  const use = await withCode(t, 'EXPIRES', {}, { usageLimit: 1 });
  const hold = holding(t, use);
  await order(t).holdDiscountUses(hold);
  t.clock.advance('11m');
  const next = holding(t, use);
  expect(await order(t).holdDiscountUses(next)).toMatchObject({ state: 'held' });
  await expect(confirm(t, hold)).rejects.toMatchObject(released);
  await t.advance('11m');
  expect(await counts(use.couponId)).toEqual({ used: 0, held: 0 });
  await t.advance('40 days');
  const kept = await t.db('discount').one({ count: col.int })`
    select count(*)::int as count from use_holds where id = any(${[hold.holdId, next.holdId]}::uuid[])`;
  expect(kept.count).toBe(0);
});

test('a confirmed order is told as coupon.redeemed once, also when its event comes as a duplicate or anew', async () => {
  const influencerId = t.ctx('discount').id();
  const use = await withCode(t, 'TOLD', {}, { influencerId });
  const { userId } = t.person();
  const hold = holding(t, use, userId);
  await order(t).holdDiscountUses(hold);
  await confirm(t, hold);
  const about = { orderId: hold.orderId, number: 'A-2', userId, cartId: null };
  const confirmed = { ...about, total: { amount: '2700', currency: 'EUR' }, lines: [] };
  await t.deliver(orderConfirmed, confirmed);
  await t.redeliver();
  await t.deliver(orderConfirmed, confirmed);
  expect(t.published(couponRedeemed).map(({ data }) => data)).toEqual([
    {
      ...use,
      influencerId,
      orderId: hold.orderId,
      userId,
      amount: { amount: '300', currency: 'EUR' },
      fundedBy: 'platform',
    },
  ]);
});

test('a whole order cancelled twice gives its confirmed use back once', async () => {
  const use = await withCode(t, 'BACK', {}, { usageLimit: 2 });
  const [hold, other] = [holding(t, use), holding(t, use)];
  for (const each of [hold, other]) {
    await order(t).holdDiscountUses(each);
    await confirm(t, each);
  }
  const about = { orderId: hold.orderId, number: 'A-3', userId: null, cartId: null, refunded: null };
  await t.deliver(orderCancelled, { ...about, reason: 'by_customer', lines: [], whole: false });
  expect(await counts(use.couponId)).toEqual({ used: 2, held: 0 });
  await t.deliver(orderCancelled, { ...about, reason: 'by_customer', lines: [], whole: true });
  await t.redeliver();
  expect(await counts(use.couponId)).toEqual({ used: 1, held: 0 });
});

test('a limit that is set later counts what was used until then', async () => {
  const use = await withCode(t, 'LATER');
  const { userId } = t.person();
  const [hold, other] = [holding(t, use, userId), holding(t, use, userId)];
  await order(t).holdDiscountUses(hold);
  await order(t).holdDiscountUses(other);
  await confirm(t, hold);
  const change = (usageLimit: number | null) =>
    t.as(admin(t)).discount.updateCoupon({ couponId: use.couponId, usageLimit, perUserLimit: 2 });
  await expect(change(1)).rejects.toMatchObject({ extras: { reason: 'limit_below_uses' } });
  expect(await change(2)).toMatchObject({ used: 1, held: 1 });
  await t.as(admin(t)).discount.updatePromotion({ promotionId: use.promotionId, usageLimit: 9, perUserLimit: 2 });
  const refused = order(t).holdDiscountUses(holding(t, use, userId));
  await expect(refused).rejects.toMatchObject({ extras: { reason: 'coupon_exhausted' } });
  expect((await evaluating(t, ['LATER'])).rejected).toMatchObject([{ reason: 'exhausted' }]);
  await release(t, other);
  expect(await counts(use.couponId)).toEqual({ used: 1, held: 0 });
  expect(await change(null)).toMatchObject({ used: null, held: null });
});

test('user.deleted, delivered twice, leaves uses that say nothing of the person', async () => {
  const { userId } = t.person();
  const use = await withCode(t, 'GONE', { perUserLimit: 1 }, { userId, perUserLimit: 1 });
  await order(t).holdDiscountUses(holding(t, use, userId));
  await t.deliver(userDeleted, { userId });
  await t.redeliver();
  const left = await t.db('discount').one({ count: col.int })`
    select ((select count(*) from use_holds where user_id = ${userId})
      + (select count(*) from coupon_usage where user_id = ${userId})
      + (select count(*) from promotion_users where user_id = ${userId})
      + (select count(*) from coupons where user_id = ${userId}))::int as count`;
  expect(left.count).toBe(0);
  expect((await evaluating(t, ['GONE'], { userId })).rejected).toMatchObject([{ reason: 'inactive' }]);
});
