// Several want the same at once: each of it happens once, and everybody else is told so.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { instantAt } from '#kernel/time';
import { jobBooked, quoteClosed } from '../events.ts';
import { calm, faults } from './books.ts';
import { type Market, market, type Plumber, reasonOf } from './fixture.ts';

let m: Market;
let plumber: Plumber;
beforeAll(async () => {
  m = await market();
  plumber = await m.plumber();
});
afterAll(() => m.close());

/** How often each answer came. */
async function outcomes(asked: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const said of await Promise.all(asked.map(reasonOf))) counts[said] = (counts[said] ?? 0) + 1;
  return counts;
}

test('of many who accept quotes of one request at once one does', async () => {
  const others = [await m.plumber(), await m.plumber()];
  const request = await m.ask(
    m.ada,
    [plumber, ...others].map(({ listingId }) => listingId),
  );
  const quotes: Awaited<ReturnType<Market['offer']>>[] = [];
  for (const each of [plumber, ...others]) quotes.push(await m.offer(each, request.id));
  const accept = ({ id, slots }: (typeof quotes)[number]) =>
    m.as(m.ada).acceptQuote({ quoteId: id, start: slots[0]!.start });
  const counts = await outcomes([...quotes, ...quotes, ...quotes].map(accept));
  expect(counts.done).toBe(1);
  expect(Object.keys(counts).filter(each => !['done', 'request_taken', 'not_open'].includes(each))).toEqual([]);
  const jobs = await m.db.many({ id: col.uuid })`select id from job_bookings where request_id = ${request.id}`;
  expect(jobs).toHaveLength(1);
});

test('a quote that is accepted as it is withdrawn, declined and expires has exactly one outcome', async () => {
  for (let round = 0; round < 6; round++) {
    const request = await m.ask(m.ben, [plumber.listingId]);
    const day = m.day(10 + round);
    const slots = [{ start: `${day}T08:00`, end: `${day}T09:00` }];
    const { id: quoteId } = await m.offer(plumber, request.id, { slots });
    const before = m.t.published(quoteClosed).length;
    const counts = await outcomes([
      m.as(m.ben).acceptQuote({ quoteId, start: slots[0]!.start }),
      m.as(plumber.owner).withdrawQuote({ quoteId }),
      m.as(m.ben).declineQuote({ quoteId }),
      m.as(m.ben).cancelQuoteRequest({ requestId: request.id }),
    ]);
    const { quotes, state } = await m.as(m.ben).getQuoteRequest({ requestId: request.id });
    await m.t.settle();
    const closed = m.t.published(quoteClosed).length - before;
    const accepted = quotes[0]!.state === 'accepted';
    expect(closed).toBe(accepted ? 0 : 1);
    // A request that was cancelled after its quote was closed is a second outcome of another thing.
    expect(counts.done).toBe(!accepted && state === 'cancelled' && quotes[0]!.state !== 'declined' ? 2 : counts.done);
    const jobs = await m.db.many({ id: col.uuid })`select id from job_bookings where request_id = ${request.id}`;
    expect(jobs).toHaveLength(accepted ? 1 : 0);
  }
});

test('at the moment in which a quote expires it is accepted no more', async () => {
  const request = await m.ask(m.ben, [plumber.listingId]);
  const validUntil = instantAt(m.t.clock.epochMs() + 3_600_000);
  const slots = [{ start: `${m.day(19)}T10:00`, end: `${m.day(19)}T12:00` }];
  const { id: quoteId } = await m.offer(plumber, request.id, { validUntil, slots });
  m.t.clock.set(validUntil);
  expect(await reasonOf(m.as(m.ben).acceptQuote({ quoteId, start: slots[0]!.start }))).toBe('quote_expired');
  await m.t.advance('1m');
  expect((await m.as(m.ben).getQuoteRequest({ requestId: request.id })).quotes[0]).toMatchObject({ state: 'expired' });
  expect(await reasonOf(m.as(plumber.owner).withdrawQuote({ quoteId }))).toBe('not_open');
  expect(m.t.published(quoteClosed).at(-1)?.data).toMatchObject({ quoteId, reason: 'expired' });
});

test('two jobs for one time of a provider: one', async () => {
  const people = [m.ada, m.ben];
  const slots = [{ start: `${m.day(20)}T10:00`, end: `${m.day(20)}T12:00` }];
  const overlaps = [{ start: `${m.day(20)}T11:00`, end: `${m.day(20)}T13:00` }];
  const offers = [];
  for (const [index, person] of [...people, ...people].entries()) {
    const request = await m.ask(person, [plumber.listingId]);
    const quote = await m.offer(plumber, request.id, { slots: index < 2 ? slots : overlaps });
    offers.push({ person, quoteId: quote.id, start: quote.slots[0]!.start });
  }
  expect(
    await outcomes(offers.map(({ person, quoteId, start }) => m.as(person).acceptQuote({ quoteId, start }))),
  ).toEqual({ done: 1, slot_taken: 3 });
});

test('PostgreSQL decides on the time, whatever the line in the process says', async () => {
  const { jobId } = await m.accepted(plumber, m.ada, {
    slots: [{ start: `${m.day(22)}T10:00`, end: `${m.day(22)}T12:00` }],
  });
  const twin = m.db.run`
    insert into appointments (id, provider_id, building_id, job_id, claim_id, zone, wall_start, wall_end, starts_at,
                              ends_at, active)
    select ${m.buildingId}, provider_id, building_id, job_id, null, zone, wall_start, wall_end, starts_at, ends_at, true
    from appointments where job_id <> ${jobId} and provider_id = ${plumber.providerId} and active limit 1`;
  await expect(twin).rejects.toMatchObject({ code: 'conflict' });
});

test('two who pay for one job at once: it is paid once', async () => {
  const { jobId } = await m.accepted(plumber, m.ada, {
    slots: [{ start: `${m.day(23)}T10:00`, end: `${m.day(23)}T12:00` }],
  });
  await outcomes([m.pay(m.ada, jobId), m.pay(m.ada, jobId), m.pay(m.ada, jobId)]);
  await calm(m, 1);
  expect(m.t.published(jobBooked).filter(({ data }) => data.jobId === jobId)).toHaveLength(1);
  expect(await faults(m)).toEqual([]);
});

test('of a confirmation and a dispute at once one is heard', async () => {
  const { jobId } = await m.done(plumber, m.ada, {
    slots: [{ start: `${m.day(2)}T10:00`, end: `${m.day(2)}T12:00` }],
  });
  const counts = await outcomes([
    m.as(m.ada).confirmJob({ jobId }),
    m.as(m.ada).disputeJob({ jobId, text: 'It drips' }),
    m.as(m.ada).disputeJob({ jobId, text: 'It drips' }),
  ]);
  const { state } = await m.as(m.ada).getJob({ jobId });
  // Who disputes first may still be confirmed, as a dispute can be taken back.
  expect(counts.done).toBeLessThanOrEqual(2);
  if (state === 'disputed') await m.managed.decideDispute({ jobId, decision: 'release' });
  await calm(m, 1);
  expect(await faults(m)).toEqual([]);
});
