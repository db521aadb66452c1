// A refund of a job that is refused: asked for a few times more, then a manager's, and never given back twice.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import type { MarketplaceCtx } from '../definition.ts';
import { jobRefundFailed } from '../events.ts';
import { faults } from './books.ts';
import { eur, type Market, market, type Plumber, reasonOf } from './fixture.ts';

let m: Market;
let plumber: Plumber;
type Refund = (request: { refundId: string }) => Promise<object>;
let payment: { refundPayment: Refund };
let real: Refund;
beforeAll(async () => {
  m = await market();
  plumber = await m.plumber();
  payment = (m.t.ctx('marketplace') as unknown as MarketplaceCtx).clients.payment as unknown as typeof payment;
  real = payment.refundPayment;
});
afterAll(() => m.close());

/** What payment answers from now on; gives under which keys it was asked. */
function answering(answer: (no: number) => string | CodedError): string[] {
  const keys: string[] = [];
  payment.refundPayment = async request => {
    const said = answer(keys.push(request.refundId));
    if (said === 'real') return real(request);
    if (typeof said !== 'string') throw said;
    return { refundId: request.refundId, state: said, amount: eur(1) };
  };
  return keys;
}

/** A paid job that its provider has cancelled. */
async function cancelled(hour: number): Promise<string> {
  const at = (clock: number) => `${m.day(3)}T${String(clock).padStart(2, '0')}:00`;
  const { jobId } = await m.accepted(plumber, m.ada, { slots: [{ start: at(hour), end: at(hour + 1) }] });
  await m.pay(m.ada, jobId);
  await m.as(plumber.owner).cancelJob({ jobId });
  return jobId;
}

/** Sixteen hours, in which every further try comes due. */
async function patience(): Promise<void> {
  for (const wait of ['1m', '5m', '30m', '3h', '12h', '12h'] as const) {
    m.t.clock.advance(wait);
    await m.t.settle();
  }
}

const failed = async (by = m.manager) =>
  (await m.as(by).listBuildingJobs({ buildingId: m.buildingId, refundFailed: true })).items.map(({ id }) => id);

test('a refund that is refused is asked for six times under keys of its own, and then once more by a manager', async () => {
  const keys = answering(() => 'failed');
  const jobId = await cancelled(8);
  await patience();
  expect(keys).toHaveLength(6);
  expect(new Set(keys).size).toBe(6);
  expect(await failed()).toEqual([jobId]);
  expect(await m.as(m.manager).getJob({ jobId })).toMatchObject({
    state: 'cancelling',
    settlement: { refund: eur(11_900), failure: 'the payment provider refused it', failedAt: expect.any(String) },
  });
  expect(m.t.published(jobRefundFailed).filter(({ subject }) => subject === jobId)).toHaveLength(1);
  for (const [who, said] of [
    [m.stranger, 'not_found'],
    [m.ada, 'permission_denied'],
    [plumber.owner, 'permission_denied'],
  ] as const) {
    expect(await reasonOf(m.as(who).retryJobRefund({ jobId }))).toBe(said);
    expect(await reasonOf(m.as(who).settleJobRefund({ jobId, note: 'In cash' }))).toBe(said);
  }
  answering(() => 'real');
  await m.as(m.manager).retryJobRefund({ jobId });
  expect(await reasonOf(m.as(m.manager).retryJobRefund({ jobId }))).toBe('not_failed');
  await patience();
  expect(await failed()).toEqual([]);
  expect(await m.as(m.ada).getJob({ jobId })).toMatchObject({ state: 'cancelled', settlement: { failedAt: null } });
  expect(await faults(m)).toEqual([]);
});

test('what payment itself refuses keeps its key; what is under way or unanswered is no refusal', async () => {
  const refusal = new CodedError('failed_precondition', 'This is more than is left.');
  const answers = ['pending', new CodedError('unavailable', 'away'), refusal, refusal, 'real'];
  const keys = answering(no => answers[no - 1]!);
  const jobId = await cancelled(10);
  await patience();
  expect(keys).toHaveLength(5);
  expect(new Set(keys).size).toBe(1);
  expect(await m.as(m.ada).getJob({ jobId })).toMatchObject({ state: 'cancelled' });
  expect(await faults(m)).toEqual([]);
});

test('what the provider has paid back by other means is asked for no more, and what lies in escrow is theirs', async () => {
  const keys = answering(() => 'failed');
  const jobId = await cancelled(12);
  await patience();
  expect(await reasonOf(m.as(m.manager).settleJobRefund({ jobId, note: 'Bank transfer of 5 March' }))).toBe('done');
  expect(await reasonOf(m.as(m.manager).settleJobRefund({ jobId, note: 'Bank transfer of 5 March' }))).toBe(
    'not_failed',
  );
  await patience();
  expect(keys).toHaveLength(6);
  const job = await m.as(m.ada).getJob({ jobId });
  expect(job).toMatchObject({ state: 'cancelled', settlement: { refund: eur(11_900), paidElsewhere: true } });
  expect((await m.as(m.ada).listJobHistory({ jobId })).items.map(({ what }) => what)).toContain(
    'refund_paid_elsewhere',
  );
  expect(await faults(m)).toEqual([]);
});
