// The visit: reminders, the pass that holds for the booked time alone, and the warranty that stays with the home.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantAt } from '#kernel/time';
import { residentVerified, unitVacated } from '#services/building/events';
import { jobReminderDue, warrantyClaimed, warrantyClosed, warrantyScheduled } from '../events.ts';
import { calm, faults } from './books.ts';
import { eur, type Market, market, type Plumber, reasonOf } from './fixture.ts';

let m: Market;
let plumber: Plumber;
beforeAll(async () => {
  m = await market();
  plumber = await m.plumber();
});
afterAll(() => m.close());

const enter = (code: string, person = m.manager) => m.as(person).checkVisitorPass({ buildingId: m.buildingId, code });
const slotIn = (days: number) => ({ slots: [{ start: `${m.day(days)}T10:00`, end: `${m.day(days)}T12:00` }] });

test('the pass opens the house in the booked time alone, to the moment, and only in this building', async () => {
  const { jobId } = await m.booked(plumber, m.ada, slotIn(3));
  const { visitorPass, startsAt, endsAt } = await m.as(plumber.owner).getJob({ jobId });
  const code = visitorPass!;
  expect(await reasonOf(enter(code))).toBe('pass_not_valid_now');
  m.t.clock.set(instantAt(Date.parse(startsAt) - 2));
  expect(await reasonOf(enter(code))).toBe('pass_not_valid_now');
  const support = m.t.person(`support@building:${m.buildingId}`);
  const first = await enter(code, support);
  expect(first).toMatchObject({ jobId, provider: 'Rohr & Sohn', unit: 'A 12', validUntil: endsAt });
  m.t.clock.advance('1m');
  expect(await enter(code)).toEqual(first);
  expect((await m.as(m.ada).listJobHistory({ jobId })).items.map(({ what }) => what)).toContain('visitor_entered');
  expect(await reasonOf(enter('AAAAAAAA'))).toBe('not_found');
  const buildingId = m.stranger.grants[0]!.scope.slice('building:'.length);
  expect(await reasonOf(m.as(m.stranger).checkVisitorPass({ buildingId, code }))).toBe('not_found');
  m.t.clock.set(endsAt);
  expect(await reasonOf(enter(code))).toBe('pass_not_valid_now');
});

test('the pass of a job that is cancelled opens nothing any more', async () => {
  const { jobId } = await m.booked(plumber, m.ada, slotIn(3));
  const { visitorPass, startsAt } = await m.as(m.ada).getJob({ jobId });
  await m.as(m.ada).cancelJob({ jobId });
  expect((await m.as(m.ada).getJob({ jobId })).visitorPass).toBeNull();
  m.t.clock.set(startsAt);
  expect(await reasonOf(enter(visitorPass!))).toBe('not_found');
});

test('both are reminded a day before, once, unless it was only just booked', async () => {
  const { jobId } = await m.booked(plumber, m.ada, slotIn(4));
  await m.booked(plumber, m.ben, { slots: [{ start: `${m.day(1)}T08:00`, end: `${m.day(1)}T09:00` }] });
  await m.t.advance('60h');
  const before = m.t.published(jobReminderDue).length;
  expect(before).toBe(0);
  await m.t.advance('24h');
  await m.t.advance('1h');
  expect(m.t.published(jobReminderDue).map(({ data }) => data.jobId)).toEqual([jobId]);
});

test('within the warranty it is repaired again at no charge; the claim has a visit of its own with a pass', async () => {
  const { jobId } = await m.done(plumber, m.ada, slotIn(3));
  const claim = (person = m.ada) =>
    m.as(person).claimWarranty({ jobId, text: 'It drips again', fileIds: [randomUUID()] });
  expect(await reasonOf(claim())).toBe('no_warranty');
  await m.as(m.ada).confirmJob({ jobId });
  await calm(m, 1);
  expect(await reasonOf(claim(m.ben))).toBe('not_found');
  const made = await claim();
  expect(made).toMatchObject({ state: 'open', visit: null, fileIds: [expect.any(String)] });
  expect(await reasonOf(claim())).toBe('claim_open');

  const claimId = made.id;
  const visit = (days: number, hour = '10:00', to = '11:00') =>
    m.as(plumber.owner).scheduleWarranty({ claimId, start: `${m.day(days)}T${hour}`, end: `${m.day(days)}T${to}` });
  expect(await reasonOf(visit(2, '07:00', '09:00'))).toBe('outside_hours');
  await m.accepted(plumber, m.ben, slotIn(5));
  expect(await reasonOf(visit(5))).toBe('slot_taken');
  expect(
    await reasonOf(m.as(m.ada).scheduleWarranty({ claimId, start: '2026-05-05T10:00', end: '2026-05-05T11:00' })),
  ).toBe('not_found');
  await visit(6);
  const planned = await visit(7);
  expect(planned).toMatchObject({ state: 'scheduled', visitorPass: expect.stringMatching(/^\w{8}$/) });
  m.t.clock.set(planned.visit!.startsAt);
  expect(await enter(planned.visitorPass!)).toMatchObject({ jobId, validUntil: planned.visit!.endsAt });
  const settled = await m.as(plumber.owner).finishWarranty({ claimId, answer: 'A new seal', fileIds: [randomUUID()] });
  expect(settled).toMatchObject({ state: 'resolved', answer: 'A new seal', visit: null, visitorPass: null });
  expect(await reasonOf(m.as(plumber.owner).finishWarranty({ claimId, answer: 'Again' }))).toBe('wrong_state');
  await m.t.settle();
  const told = [warrantyClaimed, warrantyScheduled, warrantyClosed].map(event => m.t.published(event).at(-1)?.data);
  for (const data of told) expect(data).toMatchObject({ claimId, jobId, claimedBy: m.ada.userId });
  expect(told[2]).toMatchObject({ outcome: 'resolved' });
  const second = await claim();
  expect(await m.as(m.ada).withdrawWarranty({ claimId: second.id })).toMatchObject({ state: 'withdrawn' });
  expect((await m.as(plumber.owner).listWarrantyClaims({ jobId })).items).toHaveLength(2);
  expect(await m.as(m.ada).getJob({ jobId })).toMatchObject({ settlement: { earned: eur(11_900) } });
  expect(await faults(m)).toEqual([]);
  await m.t.advance('365d');
  expect(await reasonOf(claim())).toBe('warranty_over');
});

test('the warranty and what was shown of the work stay with the home for whoever lives there later', async () => {
  const { jobId } = await m.done(plumber, m.ada, slotIn(3));
  const complaint = randomUUID();
  await m.as(m.ada).disputeJob({ jobId, text: 'It drips', fileIds: [complaint] });
  await m.as(m.ada).confirmJob({ jobId });
  await calm(m, 1);
  const seen = await m.as(m.ada).listJobFiles({ jobId });
  expect(seen.items).toMatchObject([{ fileId: complaint, side: 'resident', claimId: null }]);
  const unitId = m.homes.ada;
  const about = { userId: m.ada.userId, buildingId: m.buildingId, unitId };
  await m.t.deliver(unitVacated, { ...about, moveOutId: randomUUID(), leftBuilding: true });
  expect(await reasonOf(m.as(m.ada).listUnitJobs({ unitId }))).toBe('not_found');
  const eve = m.resident();
  expect(await reasonOf(m.as(eve).listUnitJobs({ unitId }))).toBe('not_found');
  await m.t.deliver(residentVerified, { ...about, userId: eve.userId });
  const { items } = await m.as(eve).listUnitJobs({ unitId, limit: 1 });
  expect(items).toMatchObject([{ jobId, warrantyUntil: expect.any(String) }]);
  expect((await m.managed.listUnitJobs({ unitId })).items.length).toBeGreaterThan(0);
  expect((await m.as(eve).listJobFiles({ jobId })).items).toEqual([]);
  expect(await reasonOf(m.as(eve).getJob({ jobId }))).toBe('not_found');
  expect(await m.as(eve).claimWarranty({ jobId, text: 'It drips on me' })).toMatchObject({ state: 'open' });
  expect((await m.as(eve).listWarrantyClaims({ jobId })).items).toHaveLength(1);
  expect(await reasonOf(m.as(eve).listUnitJobs({ unitId: randomUUID() }))).toBe('not_found');
});
