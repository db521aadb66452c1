// What becomes of the money of a job: cancelled, disputed, never paid, paid too late; each exact to the cent.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { instantAt } from '#kernel/time';
import { residentUnverified, residentVerified } from '#services/building/events';
import { paymentAuthorised, paymentFailed, paymentSucceeded, payoutSent } from '#services/payment/events';
import type { MarketplaceCtx } from '../definition.ts';
import { jobCancelled, jobCompleted, jobDisputed } from '../events.ts';
import { paymentIdOf } from '../ids.ts';
import { loadJobs } from '../job/load.ts';
import { saveJob } from '../job/save.ts';
import { plainOutcome } from '../job/steps.ts';
import { calm, faults } from './books.ts';
import { eur, type Market, market, type Plumber, reasonOf } from './fixture.ts';

let m: Market;
let plumber: Plumber;
beforeAll(async () => {
  m = await market();
  plumber = await m.plumber();
  await m.t.as(m.admin).payment.setCommissionRule({ vendorId: plumber.providerId, ratePpm: 123_457 });
  m.t.clock.advance('2m');
});
afterAll(() => m.close());

const jobOf = (jobId: string) => m.as(m.admin).getJob({ jobId });
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
const slotIn = (days: number, hour = 10) => ({
  slots: [{ start: `${m.day(days)}T${clock(hour)}`, end: `${m.day(days)}T${clock(hour + 1)}` }],
});

test('a resident who cancels in time gets everything back, later less, and sees how much before', async () => {
  const early = await m.booked(plumber, m.ada, slotIn(5));
  expect(await m.as(m.ada).previewCancellation({ jobId: early.jobId })).toMatchObject({
    refund: eur(11_900),
    kept: eur(0),
  });
  expect(await m.as(m.ada).cancelJob({ jobId: early.jobId })).toMatchObject({ cancelReason: 'by_resident' });
  await calm(m, 1);
  expect(await jobOf(early.jobId)).toMatchObject({ state: 'cancelled', settlement: { refund: eur(11_900) } });
  expect(m.t.published(jobCancelled).at(-1)?.data).toMatchObject({ reason: 'by_resident', refund: eur(11_900) });

  const late = await m.booked(plumber, m.ada, slotIn(1, 9));
  expect(await m.as(m.ada).previewCancellation({ jobId: late.jobId })).toMatchObject({
    refund: eur(9_520),
    kept: eur(2_380),
  });
  await m.as(m.ada).cancelJob({ jobId: late.jobId });
  await calm(m, 1);
  const { settlement } = await jobOf(late.jobId);
  expect(settlement).toMatchObject({ refund: eur(9_520) });
  expect(BigInt(settlement!.earned!.amount) + BigInt(settlement!.commission!.amount)).toBe(2_380n);
  expect(await faults(m)).toEqual([]);
  expect(await reasonOf(m.as(m.ada).cancelJob({ jobId: late.jobId }))).toBe('wrong_state');
});

test('a provider or a manager who cancels gives everything back, however late', async () => {
  for (const person of [plumber.owner, m.manager]) {
    const { jobId } = await m.booked(plumber, m.ada, slotIn(1, 9));
    await m.as(person).cancelJob({ jobId, note: 'The van broke down' });
    await calm(m, 1);
    expect(await jobOf(jobId)).toMatchObject({ state: 'cancelled', settlement: { refund: eur(11_900) } });
  }
  expect(await faults(m)).toEqual([]);
});

test('what is not paid in time is over: the time is free, the request open, and the quote can be accepted again', async () => {
  const { jobId, requestId, quoteId, start } = await m.accepted(plumber, m.ada, slotIn(4));
  expect(await m.as(m.ada).previewCancellation({ jobId })).toMatchObject({ refund: eur(0), kept: eur(0) });
  await m.t.advance('25h');
  await calm(m, 1);
  expect(await jobOf(jobId)).toMatchObject({ state: 'lapsed', cancelReason: 'not_paid' });
  expect(await reasonOf(m.pay(m.ada, jobId))).toBe('pay_time_over');
  expect(await m.as(m.ada).getQuoteRequest({ requestId })).toMatchObject({
    state: 'open',
    quotes: [{ state: 'open' }],
  });
  const again = await m.as(m.ada).acceptQuote({ quoteId, start });
  expect(await m.pay(m.ada, again.id)).toMatchObject({ state: 'booked' });
  expect(await faults(m)).toEqual([]);
});

test('a declined card leaves the job to be paid, another one pays for it; eleven are too many', async () => {
  const { jobId } = await m.accepted(plumber, m.ada, slotIn(6));
  expect(await reasonOf(m.pay(m.ada, jobId, 'tok_insufficient_funds'))).toBe('payment_declined');
  expect(await m.pay(m.ada, jobId)).toMatchObject({ state: 'booked' });
  // Asked once more it is the same job.
  expect(await m.pay(m.ada, jobId)).toMatchObject({ payment: { paymentId: paymentIdOf(jobId, 2) } });
  const other = await m.accepted(plumber, m.ada, slotIn(6, 12));
  for (let tries = 0; tries < 10; tries++) await reasonOf(m.pay(m.ada, other.jobId, 'tok_expired_card'));
  expect(await reasonOf(m.pay(m.ada, other.jobId))).toBe('too_many_tries');
  await m.as(m.ada).cancelJob({ jobId: other.jobId });
  await calm(m, 1);
  expect(await jobOf(other.jobId)).toMatchObject({ state: 'lapsed', cancelReason: 'by_resident' });
  expect(await faults(m)).toEqual([]);
});

test('news of a payment makes a job look at once, also twice; money for what has lapsed goes back in full', async () => {
  const { jobId } = await m.accepted(plumber, m.ada, slotIn(7));
  const waiting = await m.as(m.ada).payJob({ jobId, method: { kind: 'redirect' } });
  expect(waiting).toMatchObject({
    state: 'awaiting_payment',
    payment: { actionUrl: expect.stringContaining('http') },
  });
  const paymentId = paymentIdOf(jobId, 1);
  const about = { paymentId, orderId: jobId, payerId: m.ada.userId, purpose: 'marketplace', amount: eur(11_900) };
  const heard = () =>
    m.t.db('marketplace').many({ type: col.text })`select type from inbox where subject = ${paymentId}`;
  await m.t.deliver(paymentSucceeded, { ...about, purpose: 'order' });
  expect(await heard()).toEqual([]);
  await m.t.deliver(paymentFailed, { ...about, purpose: null, reason: 'declined' });
  expect(await heard()).toEqual([{ type: paymentFailed.type }]);
  await m.t.deliver(paymentAuthorised, about);
  expect(await jobOf(jobId)).toMatchObject({ state: 'awaiting_payment' });
  await m.as(m.ada).cancelJob({ jobId });
  await calm(m, 1);
  expect(await jobOf(jobId)).toMatchObject({ state: 'lapsed' });
  const before = m.t.published(jobCancelled).length;
  const { clients } = m.t.ctx('marketplace') as unknown as MarketplaceCtx;
  const payment = clients.payment as unknown as { voidPayment: (...request: unknown[]) => Promise<unknown> };
  const { voidPayment } = payment;
  let letGo = 0;
  payment.voidPayment = (...request) => {
    letGo++;
    return voidPayment(...request);
  };
  await m.t.deliver(paymentFailed, { ...about, reason: 'declined' });
  await calm(m, 1);
  expect(letGo).toBe(0);
  await m.t.deliver(paymentSucceeded, about);
  await m.t.redeliver();
  await calm(m, 2);
  payment.voidPayment = voidPayment;
  expect(letGo).toBeGreaterThan(0);
  expect(await jobOf(jobId)).toMatchObject({ state: 'lapsed' });
  expect(m.t.published(jobCancelled)).toHaveLength(before);
  expect(await faults(m)).toEqual([]);
});

test('a late word of a payment changes nothing for a job that was cancelled with a fee', async () => {
  const { jobId } = await m.booked(plumber, m.ada, slotIn(1, 8));
  await m.as(m.ada).cancelJob({ jobId });
  await calm(m, 1);
  await m.t.redeliver();
  await calm(m, 1);
  expect(await jobOf(jobId)).toMatchObject({ state: 'cancelled', settlement: { refund: eur(9_520) } });
  expect(await faults(m)).toEqual([]);
});

test('without a word it is confirmed after seven days', async () => {
  const { jobId } = await m.done(plumber, m.ada, slotIn(2));
  await m.t.advance('6d');
  expect(await jobOf(jobId)).toMatchObject({ state: 'done' });
  await m.t.advance('25h');
  await calm(m, 1);
  expect(await jobOf(jobId)).toMatchObject({ state: 'completed', settlement: { refund: eur(0) } });
  expect(await faults(m)).toEqual([]);
});

test('a dispute is decided by a manager: paid, refunded or split, each to the cent', async () => {
  for (const [decision, refund, back] of [
    ['release', undefined, 0],
    ['refund', undefined, 11_900],
    ['split', '3333', 3_333],
  ] as const) {
    const { jobId } = await m.done(plumber, m.ada, slotIn(2));
    await m.as(m.ada).disputeJob({ jobId, text: 'It still drips' });
    await m.t.settle();
    expect(m.t.published(jobDisputed).at(-1)?.data).toMatchObject({ jobId, by: m.ada.userId });
    const decide = (input: { decision: 'release' | 'refund' | 'split'; refund?: string }) =>
      m.managed.decideDispute({ jobId, note: 'Looked at it', ...input });
    expect(await reasonOf(decide({ decision: 'split' }))).toBe('bad_split');
    expect(await reasonOf(decide({ decision: 'refund', refund: '5' }))).toBe('bad_split');
    expect(await reasonOf(decide({ decision: 'split', refund: '11901' }))).toBe('more_than_paid');
    await decide({ decision, ...(refund && { refund }) });
    expect(await reasonOf(decide({ decision: 'refund' }))).toBe('wrong_state');
    await calm(m, 1);
    expect(await jobOf(jobId)).toMatchObject({
      state: 'completed',
      settlement: { refund: eur(back) },
      dispute: { text: 'It still drips', decision, note: 'Looked at it' },
    });
    expect(m.t.published(jobCompleted).at(-1)?.data).toMatchObject({ jobId, decision, refunded: eur(back) });
    expect(await faults(m)).toEqual([]);
  }
});

test('a resident may take a dispute back, and nobody decides on their own money', async () => {
  const { jobId } = await m.done(plumber, m.ada, slotIn(2));
  await m.as(m.ada).disputeJob({ jobId, text: 'It still drips' });
  const both = { ...m.ada, grants: [...m.ada.grants, ...m.manager.grants] };
  expect(await reasonOf(m.as(both).decideDispute({ jobId, decision: 'refund' }))).toBe('own_job');
  await m.as(m.ada).confirmJob({ jobId });
  await calm(m, 1);
  expect(await jobOf(jobId)).toMatchObject({ state: 'completed', dispute: { decision: 'taken_back' } });
  expect(await faults(m)).toEqual([]);
});

test('where nobody says a word about a visit a manager is asked', async () => {
  const { jobId } = await m.booked(plumber, m.ada, slotIn(2));
  expect(await reasonOf(m.as(m.ada).disputeJob({ jobId, text: 'Nobody came' }))).toBe('not_begun');
  expect(await reasonOf(m.as(plumber.owner).finishJob({ jobId }))).toBe('not_begun');
  await m.t.advance('10d');
  expect(await jobOf(jobId)).toMatchObject({ state: 'disputed' });
  expect(await reasonOf(m.as(m.ada).cancelJob({ jobId }))).toBe('wrong_state');
  await m.managed.decideDispute({ jobId, decision: 'refund' });
  await calm(m, 1);
  expect(await jobOf(jobId)).toMatchObject({ state: 'completed', settlement: { refund: eur(11_900) } });
  expect(await faults(m)).toEqual([]);
});

test('who did not come is told of by the resident, who cannot cancel any more then', async () => {
  const { jobId } = await m.booked(plumber, m.ada, slotIn(2));
  m.t.clock.set(instantAt(Date.parse((await jobOf(jobId)).startsAt) + 60_000));
  expect(await reasonOf(m.as(m.ada).cancelJob({ jobId }))).toBe('begun');
  expect(await m.as(m.ada).disputeJob({ jobId, text: 'Nobody came' })).toMatchObject({ state: 'disputed' });
  expect(await reasonOf(m.as(plumber.owner).finishJob({ jobId }))).toBe('wrong_state');
  await m.managed.decideDispute({ jobId, decision: 'refund' });
  await calm(m, 1);
  expect(await faults(m)).toEqual([]);
});

test('what is wanted while the money is being taken is done as soon as that is over', async () => {
  const cleo = m.resident();
  const home = { userId: cleo.userId, buildingId: m.buildingId, unitId: randomUUID() };
  await m.t.deliver(residentVerified, home);
  const { jobId } = await m.accepted(plumber, cleo, slotIn(8));
  await m.pay(cleo, jobId, 'tok_capture_timeout');
  expect(await jobOf(jobId)).toMatchObject({ state: 'capturing' });
  expect(await m.as(cleo).previewCancellation({ jobId })).toMatchObject({ refund: eur(11_900) });
  expect(await reasonOf(m.as(cleo).cancelJob({ jobId }))).toBe('being_paid');
  await m.t.deliver(residentUnverified, { ...home, leftBuilding: true });
  await calm(m, 4);
  expect(await jobOf(jobId)).toMatchObject({ state: 'cancelled', cancelReason: 'moved_out' });
  expect(await faults(m)).toEqual([]);
});

test('a driver that has lost the lead of a job saves nothing', async () => {
  const { jobId } = await m.accepted(plumber, m.ada, slotIn(9));
  const ctx = m.t.ctx('marketplace') as unknown as MarketplaceCtx;
  const [before] = await loadJobs(ctx.db, [jobId]);
  await m.as(m.ada).cancelJob({ jobId });
  expect(await saveJob(ctx, before!, plainOutcome('expired'))).toBeNull();
  await calm(m, 1);
  expect(await jobOf(jobId)).toMatchObject({ state: 'lapsed', cancelReason: 'by_resident' });
});

test('earnings add up by month, with what is in escrow and what was paid out, once however often it is told', async () => {
  await m.booked(plumber, m.ada, slotIn(9, 14));
  const { months, inEscrow } = await m.as(plumber.owner).getEarnings({ providerId: plumber.providerId });
  expect(months.length).toBeGreaterThan(0);
  expect(Number(inEscrow[0]!.amount)).toBeGreaterThanOrEqual(11_900);
  const vendorId = plumber.providerId;
  const paidOut = async () =>
    (await m.as(plumber.owner).getEarnings({ providerId: vendorId })).paidOut[0]?.amount ?? '0';
  const before = BigInt(await paidOut());
  await m.t.deliver(payoutSent, { payoutId: m.buildingId, vendorId, amount: eur(77) });
  await m.t.deliver(payoutSent, { payoutId: m.ada.userId, vendorId: m.ada.userId, amount: eur(5) });
  await m.t.redeliver();
  expect(BigInt(await paidOut()) - before).toBe(77n);
});

test('how somebody pays is not readable in the database while the payment is open', async () => {
  const { jobId } = await m.accepted(plumber, m.ada, slotIn(8));
  await m.pay(m.ada, jobId, 'tok_timeout_success').catch(() => {});
  const { kept } = await m.db.one({
    kept: col.bytes,
  })`select payment_method as kept from job_bookings where id = ${jobId}`;
  expect(kept.toString('latin1')).not.toContain('tok_');
  await calm(m);
  expect(await faults(m)).toEqual([]);
});
