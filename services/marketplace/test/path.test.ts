// From a dripping tap to money in a plumber's account.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  jobBooked,
  jobCompleted,
  jobDone,
  listingCreated,
  providerCreated,
  providerVerified,
  quoteAccepted,
  quoteClosed,
  quoteRequested,
  quoteSubmitted,
} from '../events.ts';
import { calm, faults } from './books.ts';
import { eur, type Market, market, type Plumber, reasonOf } from './fixture.ts';

let m: Market;
let plumber: Plumber;
beforeAll(async () => {
  m = await market();
  plumber = await m.plumber();
});
afterAll(() => m.close());

/** Ada has reported it, with a photo. */
function reported(photo: string): string {
  const id = randomUUID();
  const home = { buildingId: m.buildingId, unitId: m.homes.ada, userId: m.ada.userId };
  const text = { title: 'The tap in the kitchen drips', description: 'Since Sunday.' };
  m.tickets.set(id, { id, ...home, ...text, fileIds: [photo] });
  return id;
}

/** What others hear of a job from the quote to the end, each once. */
function expectTold(jobId: string, ticketId: string): void {
  expect(m.t.published(quoteSubmitted)).toHaveLength(1);
  expect(m.t.published(quoteAccepted).at(-1)?.data).toMatchObject({ jobId, payBy: expect.any(String) });
  expect(m.t.published(jobBooked)).toHaveLength(1);
  expect(m.t.published(jobDone).at(-1)?.data).toMatchObject({ confirmBy: expect.any(String) });
  expect(m.t.published(jobCompleted).map(({ data }) => data)).toMatchObject([
    {
      jobId,
      providerId: plumber.providerId,
      userId: m.ada.userId,
      unitId: m.homes.ada,
      ticketId,
      verified: true,
      settled: true,
      decision: null,
      earned: eur(11_900),
    },
  ]);
}

test('a ticket becomes a request, a quote, a paid job, and after the confirmation the plumber’s money', async () => {
  const { t, as, ada } = m;
  await t.settle();
  expect(t.published(providerCreated).at(-1)?.data).toMatchObject({ ownerId: plumber.owner.userId });
  expect(t.published(providerVerified).at(-1)?.data).toMatchObject({
    providerId: plumber.providerId,
    buildingId: null,
  });
  expect(t.published(listingCreated).at(-1)?.data).toMatchObject({ buildingIds: [m.buildingId] });
  const photo = randomUUID();
  const ticketId = reported(photo);
  const request = await as(ada).requestQuotes({ buildingId: m.buildingId, ticketId, category: 'plumbing' });
  expect(request).toMatchObject({
    state: 'open',
    title: 'The tap in the kitchen drips',
    fileIds: [photo],
    unit: 'A 12',
  });
  await t.settle();
  expect(t.published(quoteRequested).at(-1)?.data).toMatchObject({ ticketId, ownerIds: [plumber.owner.userId] });

  const seen = await as(plumber.owner).getQuoteRequest({ requestId: request.id });
  expect(seen).toMatchObject({ unit: null, building: 'Lindenhof', quotes: [] });
  const files = await as(plumber.owner).listRequestFiles({ requestId: request.id });
  expect(files.items).toMatchObject([{ fileId: photo, url: expect.stringContaining('http') }]);
  const quote = await m.offer(plumber, request.id);
  expect(quote).toMatchObject({ total: eur(11_900), tax: eur(1_900), warrantyDays: 365, state: 'open' });

  const { start } = quote.slots[0]!;
  const job = await as(ada).acceptQuote({ quoteId: quote.id, start });
  expect(job).toMatchObject({ state: 'accepted', visitorPass: null, unit: null, ticketId, verified: true });
  const paid = await m.pay(ada, job.id);
  expect(paid).toMatchObject({ state: 'booked', unit: 'A 12', visitorPass: expect.stringMatching(/^\w{8}$/) });
  await calm(m, 1);
  expect(await faults(m)).toEqual([]);
  expect(await as(plumber.owner).getEarnings({ providerId: plumber.providerId })).toMatchObject({
    months: [],
    inEscrow: [eur(11_900)],
  });

  t.clock.set(paid.endsAt);
  const [before, after] = [randomUUID(), randomUUID()];
  const done = await as(plumber.owner).finishJob({ jobId: job.id, note: 'A new tap', fileIds: [before, after] });
  expect(done).toMatchObject({ state: 'done', visitorPass: null, warrantyUntil: expect.stringContaining('2027') });
  expect(await as(ada).confirmJob({ jobId: job.id })).toMatchObject({ state: 'settling' });
  await calm(m, 1);
  expect(await as(ada).getJob({ jobId: job.id })).toMatchObject({
    state: 'completed',
    settlement: { refund: eur(0), earned: eur(11_900), commission: eur(0) },
  });
  expect(await faults(m)).toEqual([]);
  expectTold(job.id, ticketId);
  const history = await as(ada).listJobHistory({ jobId: job.id });
  expect(history.items.map(({ what }) => what)).toEqual(['accepted', 'paid', 'work_done', 'confirmed', 'settled']);
  expect((await as(ada).listUnitJobs({ unitId: m.homes.ada })).items).toMatchObject([
    { jobId: job.id, ticketId, provider: 'Rohr & Sohn', fileIds: [before, after].sort() },
  ]);
});

test('the commission of the category is taken when the money leaves escrow, not before', async () => {
  const { items } = await m.as(m.ada).listCategories({});
  const { id: categoryId } = items.find(({ category }) => category === 'plumbing')!;
  await m.t.as(m.admin).payment.setCommissionRule({ vendorId: null, categoryId, ratePpm: 100_000 });
  m.t.clock.advance('2m');
  const { jobId } = await m.done(plumber);
  await calm(m, 1);
  expect(await faults(m)).toEqual([]);
  await m.as(m.ada).confirmJob({ jobId });
  await calm(m, 1);
  // A tenth of what is left without the tax.
  expect(await m.as(m.ada).getJob({ jobId })).toMatchObject({
    settlement: { commission: eur(1_000), earned: eur(10_900) },
  });
  expect(await faults(m)).toEqual([]);
});

test('of several quotes one is accepted; the others are lost once it is paid', async () => {
  const other = await m.plumber({ title: 'Taps and more' });
  const request = await m.ask(m.ben);
  const [dear, cheap] = [
    await m.offer(plumber, request.id),
    await m.offer(other, request.id, { lines: [{ text: 'Tap', quantity: 2, unitPrice: '2500' }] }),
  ];
  const { quotes } = await m.as(m.ben).getQuoteRequest({ requestId: request.id });
  expect(quotes.map(({ id, total }) => [id, total.amount])).toEqual([
    [cheap.id, '5000'],
    [dear.id, '11900'],
  ]);
  expect((await m.as(other.owner).getQuoteRequest({ requestId: request.id })).quotes).toHaveLength(1);
  const job = await m.as(m.ben).acceptQuote({ quoteId: cheap.id, start: cheap.slots[0]!.start });
  expect(await reasonOf(m.as(m.ben).acceptQuote({ quoteId: dear.id, start: dear.slots[0]!.start }))).toBe(
    'request_taken',
  );
  await m.pay(m.ben, job.id);
  await m.t.settle();
  expect(m.t.published(quoteClosed).at(-1)?.data).toMatchObject({ quoteId: dear.id, reason: 'lost' });
  expect((await m.as(m.ben).listMyQuoteRequests({ state: 'booked' })).items).toMatchObject([{ id: request.id }]);
});
