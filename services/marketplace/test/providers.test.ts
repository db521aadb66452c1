// Onboarding: papers, decisions by the platform and by buildings, and what residents may ask for then.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import {
  documentExpiring,
  listingCreated,
  providerRejected,
  providerSubmitted,
  providerSuspended,
  providerVerified,
} from '../events.ts';
import { type Market, market, reasonOf } from './fixture.ts';

let m: Market;
beforeAll(async () => {
  m = await market();
});
afterAll(() => m.close());

const listed = async (building = m.buildingId) =>
  (await m.as(m.admin).listListings({ buildingId: building, limit: 100 })).items.map(({ id }) => id);

async function founder(zone = 'Europe/Berlin') {
  const owner = m.t.person();
  const made = await m.as(owner).createProvider({ name: 'Strom & Licht', zone, phone: '+4930123456' });
  return { owner, providerId: made.id, made };
}

test('a provider begins as a draft that only its owner sees, once; what it says is kept sealed', async () => {
  const { owner, providerId, made } = await founder();
  expect(made).toMatchObject({ state: 'draft', phone: '+4930123456', ownerId: owner.userId });
  expect(await reasonOf(m.as(owner).createProvider({ name: 'Another', zone: 'UTC' }))).toBe('provider_exists');
  expect(await reasonOf(m.as(m.t.person()).createProvider({ name: 'Nowhere', zone: 'Mars/Base' }))).toBe(
    'invalid_argument',
  );
  expect(await reasonOf(m.as(m.ada).getProvider({ providerId }))).toBe('not_found');
  const { phone } = await m.db.one({ phone: col.bytes })`select phone from providers where id = ${providerId}`;
  expect(phone.toString()).not.toContain('4930');
  expect((await m.as(owner).listMyProviders({})).items).toMatchObject([{ id: providerId }]);
  const helper = m.t.person(`provider@provider:${providerId}`);
  expect((await m.as(helper).listMyProviders({})).items).toMatchObject([{ id: providerId }]);
  expect(await m.as(helper).updateProvider({ providerId, about: 'Since 1990', expectedVersion: 1 })).toMatchObject({
    about: 'Since 1990',
    phone: '+4930123456',
    version: 2,
  });
  expect(await reasonOf(m.as(owner).updateProvider({ providerId, name: 'X Y', expectedVersion: 1 }))).toBe(
    'version_mismatch',
  );
  expect(await m.as(owner).updateProvider({ providerId, phone: null })).toMatchObject({ phone: null });
});

test('papers are handed in whole, and decided by the platform; residents see offers of the verified alone', async () => {
  const { owner, providerId } = await founder();
  expect(await reasonOf(m.as(owner).submitProvider({ providerId }))).toBe('papers_missing');
  const add = (kind: 'identity' | 'insurance', expiresOn: string | null = null) =>
    m.as(owner).addDocument({ providerId, kind, fileId: randomUUID(), expiresOn });
  await add('identity');
  expect(await reasonOf(m.as(owner).submitProvider({ providerId }))).toBe('papers_missing');
  expect(await reasonOf(add('insurance', '2026-03-01'))).toBe('document_expired');
  const paper = await add('insurance', '2027-03-01');
  expect(paper).toMatchObject({ kind: 'insurance', url: expect.any(String) });
  const offered = {
    category: 'electrical' as const,
    title: 'Sockets',
    priceFrom: '3000',
    priceTo: '9000',
    unit: 'hour' as const,
  };
  const listing = await m.as(owner).createListing({ providerId, ...offered, buildingIds: [m.buildingId] });
  await m.as(owner).submitProvider({ providerId });
  expect(await reasonOf(m.as(owner).submitProvider({ providerId }))).toBe('wrong_state');
  await m.t.settle();
  expect(m.t.published(providerSubmitted).at(-1)?.data).toMatchObject({ providerId, buildingIds: [m.buildingId] });
  expect(m.t.published(listingCreated).at(-1)?.data).toMatchObject({ listingId: listing.id });
  expect(await listed()).not.toContain(listing.id);

  expect((await m.as(m.admin).listProviders({ state: 'submitted' })).items).toMatchObject([{ id: providerId }]);
  expect((await m.as(m.admin).listDocuments({ providerId })).items).toHaveLength(2);
  await m.as(m.admin).decideProvider({ providerId, decision: 'reject', reason: 'The insurance is of another' });
  expect(await m.as(owner).getProvider({ providerId })).toMatchObject({ state: 'rejected', reason: /another/ });
  await m.as(owner).submitProvider({ providerId });
  await m.as(m.admin).decideProvider({ providerId, decision: 'verify' });
  expect(await reasonOf(m.as(m.admin).decideProvider({ providerId, decision: 'reject' }))).toBe('wrong_state');
  expect(await listed()).toContain(listing.id);
  expect(await m.as(m.ada).getProvider({ providerId })).toMatchObject({
    state: 'verified',
    phone: null,
    ownerId: null,
  });
  await m.t.settle();
  expect(m.t.published(providerRejected).at(-1)?.data).toMatchObject({ providerId, buildingId: null });
  expect(m.t.published(providerVerified).at(-1)?.data).toMatchObject({ providerId, buildingId: null });

  await m.as(owner).updateListing({ listingId: listing.id, state: 'paused' });
  expect(await listed()).not.toContain(listing.id);
  const changed = await m.as(owner).updateListing({
    listingId: listing.id,
    state: 'active',
    priceTo: '12000',
    buildingIds: [m.buildingId, randomUUID()],
    expectedVersion: 2,
  });
  expect(changed).toMatchObject({ priceTo: { amount: '12000' }, version: 3 });
  expect(await reasonOf(m.as(owner).updateListing({ listingId: listing.id, priceTo: '1' }))).toBe('price_range');
  expect(await reasonOf(m.as(owner).updateListing({ listingId: listing.id, expectedVersion: 1 }))).toBe(
    'version_mismatch',
  );
  expect((await m.as(owner).listProviderListings({ providerId })).items[0]!.buildingIds).toHaveLength(2);
  const seen = await m.as(m.ada).listListings({ buildingId: m.buildingId, category: 'electrical' });
  expect(seen.items[0]!.buildingIds).toEqual([m.buildingId]);
  await m.as(m.admin).decideProvider({ providerId, decision: 'suspend', reason: 'Complaints' });
  expect(await listed()).not.toContain(listing.id);
  await m.t.settle();
  expect(m.t.published(providerSuspended).at(-1)?.data).toMatchObject({ cause: 'by_admin', reason: 'Complaints' });
});

test('a building’s manager approves a provider before the platform does, blocks one after, and sees which serve', async () => {
  const { providerId, listingId, owner } = await m.plumber({ title: 'Pipes' }, false);
  const serving = async () =>
    (await m.managed.listBuildingProviders({ buildingId: m.buildingId })).items.find(
      ({ provider }) => provider.id === providerId,
    );
  expect(await serving()).toMatchObject({ standing: null, mayServe: false, provider: { phone: '+4930123456' } });
  expect((await m.managed.listDocuments({ providerId })).items).toHaveLength(2);
  expect(await listed()).not.toContain(listingId);
  const set = (standing: 'approved' | 'blocked' | null, reason = '') =>
    m.managed.setStanding({ buildingId: m.buildingId, providerId, standing, reason });
  await set('approved');
  expect(await serving()).toMatchObject({ standing: 'approved', mayServe: true });
  expect(await listed()).toContain(listingId);
  const request = await m.ask(m.ada, [listingId]);
  await set('blocked', 'Left the cellar flooded');
  expect(await listed()).not.toContain(listingId);
  expect(await reasonOf(m.offer({ owner, providerId, listingId }, request.id))).toBe('may_not_serve');
  await m.t.settle();
  const about = { providerId, buildingId: m.buildingId };
  expect(m.t.published(providerVerified).at(-1)?.data).toMatchObject(about);
  expect(m.t.published(providerRejected).at(-1)?.data).toMatchObject({ ...about, reason: 'Left the cellar flooded' });
  await set(null);
  expect(await serving()).toMatchObject({ standing: null });
  expect(await reasonOf(m.managed.setStanding({ ...about, providerId: randomUUID(), standing: 'blocked' }))).toBe(
    'not_found',
  );
  const draft = await founder();
  expect(await reasonOf(m.managed.setStanding({ ...about, providerId: draft.providerId, standing: 'approved' }))).toBe(
    'not_found',
  );
});

test('a quote of a provider that was blocked meanwhile is not accepted', async () => {
  const plumber = await m.plumber();
  const request = await m.ask(m.ada, [plumber.listingId]);
  const quote = await m.offer(plumber, request.id);
  const { providerId } = plumber;
  await m.managed.setStanding({ buildingId: m.buildingId, providerId, standing: 'blocked' });
  const accept = m.as(m.ada).acceptQuote({ quoteId: quote.id, start: quote.slots[0]!.start });
  expect(await reasonOf(accept)).toBe('may_not_serve');
});

test('an expired paper suspends, with a reminder before, once; a newer one lets it be looked at again', async () => {
  const plumber = await m.plumber();
  const { owner, providerId } = plumber;
  const soon = m.day(20);
  const old = await m
    .as(owner)
    .addDocument({ providerId, kind: 'trade_licence', fileId: randomUUID(), expiresOn: soon });
  await m.t.advance('5d');
  expect(m.t.published(documentExpiring)).toHaveLength(0);
  await m.t.advance('2d');
  await m.t.advance('2d');
  expect(m.t.published(documentExpiring).map(({ data }) => data)).toMatchObject([
    { providerId, documentId: old.id, kind: 'trade_licence', expiresOn: soon },
  ]);
  expect(await m.as(owner).getProvider({ providerId })).toMatchObject({ state: 'verified' });
  await m.t.advance('13d');
  expect(await m.as(owner).getProvider({ providerId })).toMatchObject({
    state: 'suspended',
    reason: 'document_expired',
  });
  expect(await listed()).not.toContain(plumber.listingId);
  expect(m.t.published(providerSuspended).at(-1)?.data).toMatchObject({ providerId, cause: 'document_expired' });
  await m.as(owner).addDocument({ providerId, kind: 'certificate', fileId: randomUUID() });
  expect(await m.as(owner).getProvider({ providerId })).toMatchObject({ state: 'suspended' });
  await m.as(owner).addDocument({ providerId, kind: 'trade_licence', fileId: randomUUID(), expiresOn: m.day(400) });
  expect(await m.as(owner).getProvider({ providerId })).toMatchObject({ state: 'submitted', reason: null });
  await m.as(owner).removeDocument({ documentId: old.id });
  expect(await reasonOf(m.as(owner).removeDocument({ documentId: old.id }))).toBe('not_found');
  const before = m.released.length;
  await m.t.advance('10m');
  expect(m.released.length).toBe(before + 1);
});

test('no provider keeps papers or windows without end', async () => {
  const { owner, providerId } = await founder();
  const add = () => m.as(owner).addDocument({ providerId, kind: 'certificate', fileId: randomUUID() });
  for (let count = 0; count < 30; count++) await add();
  const before = m.released.length;
  expect(await reasonOf(add())).toBe('too_many_documents');
  expect(m.released.length).toBe(before + 1);
  for (let count = 0; count < 200; count++)
    await m.db.run`
      insert into availability_windows (id, provider_id, kind, weekday, from_minute, to_minute, created_at)
      values (${randomUUID()}, ${providerId}, 'open', 1, 480, 540, ${m.t.clock.now()})`;
  expect(await reasonOf(m.as(owner).addWindow({ providerId, weekday: 1, from: '08:00', to: '09:00' }))).toBe(
    'too_many_windows',
  );
});

test('the calendar shows hours, visits and what is free; days off and bad windows', async () => {
  const plumber = await m.plumber();
  const { owner, providerId } = plumber;
  const bad = [
    { weekday: 1, from: '10:00', to: '09:00' },
    { weekday: 1, from: '10:00' },
    { kind: 'closed' as const, firstDay: '2026-04-01' },
    { kind: 'closed' as const, firstDay: '2026-04-02', lastDay: '2026-04-01' },
    { kind: 'closed' as const, firstDay: '2026-04-01', lastDay: '2026-04-02', weekday: 1 },
  ];
  for (const window of bad)
    expect(await reasonOf(m.as(owner).addWindow({ providerId, ...window }))).toBe('invalid_argument');
  const [day, off] = [m.day(3), m.day(4)];
  await m.booked(plumber);
  const holiday = await m.as(owner).addWindow({ providerId, kind: 'closed', firstDay: off, lastDay: off });
  const calendar = await m.as(owner).getCalendar({ providerId, from: day, to: off });
  expect(calendar.windows).toHaveLength(8);
  expect(calendar.visits).toMatchObject([{ title: 'The tap drips', claimId: null }]);
  const { items, zone } = await m.as(m.ada).listFreeTimes({ providerId, from: day, to: off });
  expect(zone).toBe('Europe/Berlin');
  expect(items.map(({ startsAt, endsAt }) => (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000)).toEqual([2, 8]);
  await m.as(owner).removeWindow({ windowId: holiday.id });
  expect((await m.as(m.ada).listFreeTimes({ providerId, from: day, to: off })).items).toHaveLength(3);
  expect((await m.as(m.ada).listFreeTimes({ providerId, from: '2020-01-01', to: '2020-01-02' })).items).toHaveLength(2);
  expect(await reasonOf(m.as(m.ada).listFreeTimes({ providerId, from: day, to: m.day(90) }))).toBe('invalid_argument');
  expect(await reasonOf(m.as(owner).getCalendar({ providerId, from: off, to: day }))).toBe('invalid_argument');
  const { providerId: draft } = await founder();
  expect(await reasonOf(m.as(m.ada).listFreeTimes({ providerId: draft, from: day, to: off }))).toBe('not_found');
  expect((await m.as(owner).listProviderJobs({ providerId, state: 'booked' })).items).toHaveLength(1);
});
