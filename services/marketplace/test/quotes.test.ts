// Asking, quoting, talking, refusing; what may be proposed and who sees it.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quoteClosed, quoteMessageSent } from '../events.ts';
import { type Market, market, type Plumber, reasonOf } from './fixture.ts';

let m: Market;
let plumber: Plumber;
beforeAll(async () => {
  m = await market();
  plumber = await m.plumber();
});
afterAll(() => m.close());

const ticket = (change: object = {}) => {
  const id = randomUUID();
  const plain = { title: 'It leaks', description: '', fileIds: [] };
  m.tickets.set(id, { id, buildingId: m.buildingId, unitId: m.homes.ada, userId: m.ada.userId, ...plain, ...change });
  return id;
};

test('only verified residents ask, for their own home, those who serve there, with a title or a ticket of theirs', async () => {
  const ask = (person: Market['ada'], more: object = {}) => reasonOf(m.ask(person, [], more));
  expect(await ask(m.resident())).toBe('not_verified');
  expect(await ask(m.ada, { unitId: m.homes.ben })).toBe('not_found');
  expect(await ask(m.ada, { unitId: m.homes.ada, title: undefined })).toBe('invalid_argument');
  expect(await ask(m.ada, { category: 'moving' })).toBe('nobody_offers');
  expect(await ask(m.ada, { listingIds: [plumber.listingId, randomUUID()] })).toBe('not_found');
  expect(await ask(m.ada, { ticketId: ticket({ unitId: null }) })).toBe('not_of_home');
  expect(await ask(m.ada, { ticketId: ticket({ buildingId: randomUUID() }) })).toBe('not_of_home');
  expect(await ask(m.ben, { ticketId: ticket() })).toBe('not_found');
  expect(await ask(m.ada, { ticketId: ticket({ unitId: m.homes.ben }) })).toBe('not_found');
  expect(await ask(m.stranger)).toBe('permission_denied');
});

test('own photos come with those of the ticket, and are let go of where nothing comes of it', async () => {
  const [own, theirs] = [randomUUID(), randomUUID()];
  const ticketId = ticket({ fileIds: [theirs] });
  const request = await m.ask(m.ada, [], { ticketId, title: 'My own words', fileIds: [own] });
  expect(request).toMatchObject({ title: 'My own words', fileIds: [theirs, own] });
  m.media.down = true;
  const { items } = await m.as(m.ada).listRequestFiles({ requestId: request.id });
  m.media.down = false;
  expect(items).toMatchObject([{ url: null }, { url: null }]);
  expect((await m.as(m.ada).listMyQuoteRequests({ ticketId })).items).toMatchObject([{ id: request.id }]);
  const gone = await m.done(plumber);
  const before = m.released.length;
  const again = m.as(plumber.owner).finishJob({ jobId: gone.jobId, fileIds: [randomUUID()] });
  expect(await reasonOf(again)).toBe('wrong_state');
  expect(m.released.length).toBe(before + 1);
});

test('a quote proposes times the provider has, is valid for a while, and costs something', async () => {
  const { id: requestId } = await m.ask(m.ada, [plumber.listingId]);
  const slot = (start: string, end: string) => ({ slots: [{ start, end }] });
  const refused = async (more: object) => reasonOf(m.offer(plumber, requestId, more));
  const day = m.day(5);
  expect(await refused(slot(`${day}T07:00`, `${day}T09:00`))).toBe('outside_hours');
  expect(await refused(slot(`${day}T12:00`, `${day}T10:00`))).toBe('bad_slot');
  expect(await refused(slot(`${m.day(-1)}T10:00`, `${m.day(-1)}T11:00`))).toBe('slot_over');
  const twice = { start: `${day}T10:00`, end: `${day}T11:00` };
  expect(await refused({ slots: [twice, { ...twice, end: `${day}T12:00` }] })).toBe('bad_slot');
  expect(await refused(slot('2026-02-30T10:00', '2026-03-02T11:00'))).toBe('invalid_argument');
  expect(await refused({ validUntil: m.t.clock.now() })).toBe('bad_validity');
  expect(await refused({ validUntil: '2027-03-02T09:00:00.000Z' })).toBe('bad_validity');
  expect(await refused({ lines: [{ text: 'Nothing', quantity: 1, unitPrice: '0' }] })).toBe('invalid_argument');
  await m.accepted(plumber, m.ben, slot(`${day}T10:00`, `${day}T12:00`));
  expect(await refused(slot(`${day}T11:00`, `${day}T13:00`))).toBe('slot_taken');
  const first = await m.offer(plumber, requestId, { ...slot(`${day}T12:00`, `${day}T13:00`), warrantyDays: 7 });
  const second = await m.offer(plumber, requestId, slot(`${day}T13:00`, `${day}T14:00`));
  const { quotes } = await m.as(m.ada).getQuoteRequest({ requestId });
  expect(quotes.map(({ id, state, warrantyDays }) => [id, state, warrantyDays])).toEqual([
    [first.id, 'withdrawn', 7],
    [second.id, 'open', 365],
  ]);
  const accept = (start: string) => m.as(m.ada).acceptQuote({ quoteId: second.id, start });
  expect(await reasonOf(accept(`${day}T12:00`))).toBe('no_such_slot');
  m.t.clock.set(second.slots[0]!.startsAt);
  expect(await reasonOf(accept(`${day}T13:00`))).toBe('slot_over');
});

test('both sides write about a quote, and nobody else', async () => {
  const { id: requestId } = await m.ask(m.ada, [plumber.listingId]);
  const { id: quoteId } = await m.offer(plumber, requestId);
  await m.as(m.ada).sendQuoteMessage({ quoteId, text: 'Is the old tap taken away?' });
  await m.as(plumber.owner).sendQuoteMessage({ quoteId, text: 'It is.' });
  const { items, nextCursor } = await m.as(m.ada).listQuoteMessages({ quoteId, limit: 1 });
  expect(items).toMatchObject([{ side: 'provider', text: 'It is.' }]);
  const rest = await m.as(plumber.owner).listQuoteMessages({ quoteId, cursor: nextCursor! });
  expect(rest.items).toMatchObject([{ side: 'resident' }]);
  await m.t.settle();
  expect(m.t.published(quoteMessageSent).map(({ data }) => data.side)).toEqual(['resident', 'provider']);
  for (const person of [m.ben, m.manager, m.stranger]) {
    expect(await reasonOf(m.as(person).listQuoteMessages({ quoteId }))).toBe('not_found');
    expect(await reasonOf(m.as(person).sendQuoteMessage({ quoteId, text: 'Hm' }))).toBe('not_found');
  }
});

test('a provider may make no quote, take one back, and see what it is asked for; a resident declines and ends', async () => {
  const { providerId, owner } = plumber;
  const asked = async () =>
    (await m.as(owner).listProviderRequests({ providerId, limit: 100 })).items.map(({ id }) => id);
  const first = await m.ask(m.ada, [plumber.listingId]);
  const quote = await m.offer(plumber, first.id);
  expect(await asked()).toContain(first.id);
  await m.as(owner).refuseRequest({ requestId: first.id, providerId });
  expect(await asked()).not.toContain(first.id);
  await m.t.settle();
  expect(m.t.published(quoteClosed).at(-1)?.data).toMatchObject({ quoteId: quote.id, reason: 'withdrawn' });

  const second = await m.ask(m.ada, [plumber.listingId]);
  const [one, two] = [await m.offer(plumber, second.id), await m.offer(plumber, second.id)];
  expect(await reasonOf(m.as(owner).withdrawQuote({ quoteId: one.id }))).toBe('not_open');
  expect(await reasonOf(m.as(m.ada).withdrawQuote({ quoteId: two.id }))).toBe('not_found');
  expect(await m.as(m.ada).declineQuote({ quoteId: two.id })).toMatchObject({ state: 'declined' });
  const three = await m.offer(plumber, second.id);
  expect(await m.as(owner).withdrawQuote({ quoteId: three.id })).toMatchObject({ state: 'withdrawn' });
  expect(await m.as(m.ada).cancelQuoteRequest({ requestId: second.id })).toMatchObject({ state: 'cancelled' });
  expect(await reasonOf(m.as(m.ada).cancelQuoteRequest({ requestId: second.id }))).toBe('not_open');
  expect(await reasonOf(m.offer(plumber, second.id))).toBe('not_open');
  expect(await reasonOf(m.as(m.ben).cancelQuoteRequest({ requestId: second.id }))).toBe('not_found');
  const other = await m.plumber();
  expect(await reasonOf(m.offer(other, second.id))).toBe('not_found');
  expect(await reasonOf(m.as(owner).refuseRequest({ requestId: second.id, providerId: other.providerId }))).toBe(
    'not_found',
  );
});

test('a request that nobody takes up ends by itself after thirty days', async () => {
  const { id: requestId } = await m.ask(m.ada, [plumber.listingId]);
  const quote = await m.offer(plumber, requestId, { validUntil: `${m.day(60)}T12:00:00.000Z` });
  await m.t.advance('31d');
  expect(await m.as(m.ada).getQuoteRequest({ requestId })).toMatchObject({
    state: 'expired',
    quotes: [{ id: quote.id, state: 'expired' }],
  });
});
