// When people leave, and who sees what: each event also when it comes twice.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { userDeleted } from '#services/iam/events';
import { jobCancelled, marketplaceMoveOutHandled, providerSuspended, quoteClosed } from '../events.ts';
import { calm, faults } from './books.ts';
import { eur, type Market, market, type Plumber, reasonOf } from './fixture.ts';

let m: Market;
let plumber: Plumber;
beforeAll(async () => {
  m = await market();
  plumber = await m.plumber();
});
afterAll(() => m.close());

const jobOf = (jobId: string) => m.as(m.admin).getJob({ jobId });
const slot = (days: number, from = '10:00', to = '11:00') => ({
  slots: [{ start: `${m.day(days)}T${from}`, end: `${m.day(days)}T${to}` }],
});

/** All answer as if there were nothing. They are asked at once, so that no refusal goes unheard. */
async function allHidden(asked: Promise<unknown>[]): Promise<void> {
  expect(new Set(await Promise.all(asked.map(reasonOf)))).toEqual(new Set(['not_found']));
}

async function newcomer() {
  const person = m.resident();
  const home = { userId: person.userId, buildingId: m.buildingId, unitId: randomUUID() };
  await m.t.deliver(residentVerified, home);
  return { person, home };
}

test('whoever moves out sees nothing more, and what is to come ends by the terms; told twice it is the same', async () => {
  const { person: dora, home } = await newcomer();
  const open = await m.ask(dora, [plumber.listingId]);
  const quote = await m.offer(plumber, open.id, slot(9));
  const later = await m.booked(plumber, dora, slot(5));
  const soon = await m.booked(plumber, dora, slot(1, '09:00', '09:30'));
  const unpaid = await m.accepted(plumber, dora, slot(6));
  await m.t.deliver(unitVacated, { ...home, moveOutId: randomUUID(), leftBuilding: false });
  expect(m.t.published(marketplaceMoveOutHandled).at(-1)?.data).toMatchObject({ ended: { requests: 0, jobs: 0 } });
  expect((await jobOf(later.jobId)).state).toBe('booked');
  const moveOutId = randomUUID();
  await m.t.deliver(unitVacated, { ...home, moveOutId, leftBuilding: true });
  await m.t.deliver(residentUnverified, { ...home, leftBuilding: true });
  await m.t.redeliver();
  await calm(m, 1);
  const told = m.t.published(marketplaceMoveOutHandled).filter(({ data }) => data.moveOutId === moveOutId);
  expect(told).toMatchObject([{ data: { ended: { requests: 1, jobs: 3 } } }]);
  expect(await jobOf(later.jobId)).toMatchObject({ state: 'cancelled', settlement: { refund: eur(11_900) } });
  expect(await jobOf(soon.jobId)).toMatchObject({ state: 'cancelled', settlement: { refund: eur(9_520) } });
  expect(await jobOf(unpaid.jobId)).toMatchObject({ state: 'lapsed', cancelReason: 'moved_out' });
  expect(m.t.published(jobCancelled).at(-1)?.data).toMatchObject({ reason: 'moved_out' });
  expect(m.t.published(quoteClosed).at(-1)?.data).toMatchObject({ quoteId: quote.id, reason: 'declined' });
  const states = await m.db.many({ state: col.text })`select state from quote_requests where user_id = ${dora.userId}`;
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['cancelled']));

  const gone = { ...dora, grants: [] };
  expect((await m.as(gone).listMyJobs({})).items).toEqual([]);
  expect((await m.as(gone).listMyQuoteRequests({})).items).toEqual([]);
  await allHidden([
    m.as(gone).getJob({ jobId: later.jobId }),
    m.as(gone).getQuoteRequest({ requestId: open.id }),
    m.as(gone).listQuoteMessages({ quoteId: quote.id }),
    m.as(gone).cancelJob({ jobId: later.jobId }),
  ]);
  expect(await faults(m)).toEqual([]);
});

test('the last word about a home counts, in whichever order words come', async () => {
  const { person, home } = await newcomer();
  await m.t.deliver(residentUnverified, { ...home, leftBuilding: false });
  expect(await reasonOf(m.ask(person, [plumber.listingId]))).toBe('not_verified');
  await m.t.deliver(residentVerified, home);
  expect(await reasonOf(m.ask(person, [plumber.listingId]))).toBe('done');
});

test('of a deleted resident nothing is left but that something was done, also when told twice', async () => {
  const { person: dora, home } = await newcomer();
  const done = await m.done(plumber, dora, slot(2));
  await m.as(dora).disputeJob({ jobId: done.jobId, text: 'My cat is afraid of the new tap' });
  await m.as(dora).confirmJob({ jobId: done.jobId });
  await calm(m, 1);
  await m.as(dora).claimWarranty({ jobId: done.jobId, text: 'My cat again' });
  const { id: requestId } = await m.ask(dora, [plumber.listingId], {
    description: 'Ring at Dora’s',
    fileIds: [randomUUID()],
  });
  const quote = await m.offer(plumber, requestId, slot(3));
  await m.as(dora).sendQuoteMessage({ quoteId: quote.id, text: 'Dora here' });
  const { userId } = dora;
  const kept = await m.t.asService('profile').marketplace.exportPersonalData({ userId });
  expect(Object.entries(kept).map(([what, rows]) => [what, rows.length > 0])).toEqual(
    expect.arrayContaining(
      ['homes', 'quoteRequests', 'messages', 'jobs', 'warrantyClaims', 'disputes'].map(what => [what, true]),
    ),
  );
  expect(JSON.stringify(kept)).not.toContain('bill_to');
  await m.t.deliver(userDeleted, { userId });
  await m.t.redeliver();
  // Their home ends by it, which is told later.
  await m.t.deliver(residentVerified, home);
  await m.t.deliver(unitVacated, { ...home, moveOutId: randomUUID(), leftBuilding: true });
  await calm(m, 1);
  const left = await m.t.asService('profile').marketplace.exportPersonalData({ userId });
  expect(Object.values(left).flat()).toEqual([]);
  const texts = await m.db.one({ said: col.text })`
    select concat((select string_agg(text, '') from disputes), (select string_agg(text, '') from quote_messages),
                  (select string_agg(description, '') from quote_requests), (select string_agg(note, '') from job_history),
                  (select string_agg(text, '') from warranty_claims)) as said`;
  expect(texts.said).not.toMatch(/cat|Dora/);
  expect(await jobOf(done.jobId)).toMatchObject({ state: 'completed', userId: null });
  const before = m.released.length;
  await m.t.advance('10m');
  expect(m.released.length).toBe(before + 1);
  expect(await faults(m)).toEqual([]);
});

test('a provider whose account is deleted gives back what is to come, takes no work, and says nothing of itself', async () => {
  const leaving = await m.plumber();
  const { owner, providerId } = leaving;
  const { jobId } = await m.booked(leaving, m.ada, slot(1, '09:00', '09:30'));
  const { id: requestId } = await m.ask(m.ada, [leaving.listingId]);
  const quote = await m.offer(leaving, requestId, slot(3));
  const kept = await m.t.asService('profile').marketplace.exportPersonalData({ userId: owner.userId });
  expect(kept.providers).toMatchObject([{ phone: '+4930123456' }]);
  expect(kept.documents).toHaveLength(2);
  await m.t.deliver(userDeleted, { userId: owner.userId });
  await m.t.redeliver();
  await calm(m, 1);
  expect(await jobOf(jobId)).toMatchObject({ state: 'cancelled', settlement: { refund: eur(11_900) } });
  expect((await m.as(m.ada).getQuoteRequest({ requestId })).quotes).toMatchObject([
    { id: quote.id, state: 'withdrawn' },
  ]);
  expect(await m.as(m.admin).getProvider({ providerId })).toMatchObject({ name: '—', phone: null, state: 'suspended' });
  expect(await reasonOf(m.as(m.admin).decideProvider({ providerId, decision: 'verify' }))).toBe('wrong_state');
  expect(m.t.published(providerSuspended).at(-1)?.data).toMatchObject({ cause: 'account_deleted', ownerId: null });
  const left = await m.t.asService('profile').marketplace.exportPersonalData({ userId: owner.userId });
  expect(Object.values(left).flat()).toEqual([]);
  expect(await faults(m)).toEqual([]);
});

test('what is others’ is not even hinted at', async () => {
  const { jobId, requestId, quoteId } = await m.booked(plumber, m.ada, slot(4));
  const rival = await m.plumber();
  const { providerId } = plumber;
  const days = { from: m.day(0), to: m.day(1) };
  for (const person of [m.ben, m.stranger, rival.owner]) {
    const as = m.as(person);
    await allHidden([
      as.getJob({ jobId }),
      as.payJob({ jobId, method: { kind: 'card', token: 'tok_visa' } }),
      as.cancelJob({ jobId }),
      as.previewCancellation({ jobId }),
      as.finishJob({ jobId }),
      as.confirmJob({ jobId }),
      as.disputeJob({ jobId, text: 'Mine' }),
      as.listJobFiles({ jobId }),
      as.listJobHistory({ jobId }),
      as.claimWarranty({ jobId, text: 'Mine' }),
      as.listWarrantyClaims({ jobId }),
      as.getQuoteRequest({ requestId }),
      as.listRequestFiles({ requestId }),
      as.acceptQuote({ quoteId, start: '2026-03-05T10:00' }),
      as.declineQuote({ quoteId }),
      as.withdrawQuote({ quoteId }),
      as.getEarnings({ providerId }),
      as.getCalendar({ providerId, ...days }),
      as.listProviderJobs({ providerId }),
      as.listProviderRequests({ providerId }),
      as.listProviderListings({ providerId }),
      as.listDocuments({ providerId }),
      as.addWindow({ providerId, weekday: 1, from: '08:00', to: '09:00' }),
      as.updateListing({ listingId: plumber.listingId, state: 'paused' }),
      as.submitProvider({ providerId }),
      as.updateProvider({ providerId, name: 'Mine' }),
    ]);
  }
  await allHidden([m.as(m.ada).finishJob({ jobId }), m.as(plumber.owner).confirmJob({ jobId })]);
  expect(await reasonOf(m.as(m.stranger).decideDispute({ jobId, decision: 'refund' }))).toBe('not_found');
  expect(await reasonOf(m.managed.confirmJob({ jobId }))).toBe('not_found');
  expect((await m.managed.listBuildingJobs({ buildingId: m.buildingId, state: 'booked' })).items).toMatchObject([
    { id: jobId },
  ]);
});
