import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { method, openShop, order, vendorId, type World } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
});
afterAll(() => w.t.close());

const api = () => w.t.as(w.admin).shipping;
const zone = {
  name: 'Switzerland',
  timeZone: 'Europe/Zurich',
  weekdays: [1, 2, 3, 4, 5, 6],
  holidays: ['2026-08-01'],
  areas: [{ country: 'CH' }],
};
const fields = {
  name: 'Post',
  carrierId: seedId('carrier:simulated'),
  kind: 'delivery' as const,
  basis: 'quantity' as const,
  taxCategory: 'standard',
  cutoff: '15:30',
  handlingDays: 1,
  minDays: 1,
  maxDays: 2,
  maxWeightGrams: 30_000,
};
const quote = async (country: string, currency = 'CHF') =>
  (
    await w.t.asService('order').shipping.quoteShipping({
      destination: { country, postcode: '8001' },
      currency,
      lines: [{ vendorId, quantity: 2, weightGrams: 100, value: '5000' }],
    })
  ).items;

test('an administrator opens a zone, and what is changed is offered at once', async () => {
  const { id: zoneId } = await api().createZone({ code: 'ch', ...zone });
  const { id: methodId } = await api().createMethod({ zoneId, code: 'post', ...fields });
  await expect(api().createMethod({ zoneId, code: 'post', ...fields })).rejects.toMatchObject({
    code: 'already_exists',
    extras: { reason: 'code_taken' },
  });
  expect(await quote('CH')).toEqual([]);
  const tiers = [
    { from: '0', amount: '700' },
    { from: '2', amount: '900' },
  ];
  await api().setRate({ methodId, currency: 'CHF', tiers, freeFrom: null });
  expect(await quote('CH')).toMatchObject([{ name: 'Post', amount: { amount: '900' }, earliest: '2026-03-04' }]);
  await api().setRate({ methodId, currency: 'CHF', tiers, freeFrom: '5000' });
  expect(await quote('CH')).toMatchObject([{ amount: { amount: '0' } }]);
  const changed = await api().updateMethod({ methodId, ...fields, name: 'Die Post', handlingDays: 0 });
  expect(changed).toMatchObject({ name: 'Die Post', cutoff: '15:30', rates: [{ currency: 'CHF', freeFrom: '5000' }] });
  expect(await quote('CH')).toMatchObject([{ name: 'Die Post', earliest: '2026-03-03' }]);
  expect(await api().updateZone({ zoneId, ...zone, holidays: ['2026-03-03'] })).toMatchObject({ code: 'ch' });
  expect(await quote('CH')).toMatchObject([{ earliest: '2026-03-04' }]);
  await api().removeRate({ methodId, currency: 'CHF' });
  expect(await quote('CH')).toEqual([]);
  await expect(api().removeRate({ methodId, currency: 'CHF' })).rejects.toMatchObject({ code: 'not_found' });
  await api().setRate({ methodId, currency: 'CHF', tiers, freeFrom: null });
  expect(await api().archiveMethod({ methodId })).toMatchObject({ archivedAt: expect.any(String) });
  expect(await quote('CH')).toEqual([]);
  expect((await api().listMethods({ zoneId })).items).toHaveLength(1);
});

test('an area belongs to one zone, until that is archived', async () => {
  await expect(api().createZone({ code: 'de2', ...zone, areas: [{ country: 'DE' }] })).rejects.toMatchObject({
    code: 'already_exists',
    extras: { reason: 'area_taken' },
  });
  await expect(api().createZone({ code: 'de', ...zone, areas: [{ country: 'NO' }] })).rejects.toMatchObject({
    extras: { reason: 'code_taken' },
  });
  const { id: zoneId } = await api().createZone({
    code: 'no',
    ...zone,
    areas: [{ country: 'NO', postcodePrefix: '0' }],
  });
  expect(await api().archiveZone({ zoneId })).toMatchObject({ areas: [], archivedAt: expect.any(String) });
  expect(await api().updateZone({ zoneId, ...zone })).toMatchObject({ areas: [] });
  await api().createZone({ code: 'no2', ...zone, areas: [{ country: 'NO', postcodePrefix: '0' }] });
});

test('what cannot be reckoned with is refused', async () => {
  const refused = { code: 'invalid_argument' };
  const bad = [
    { ...zone, timeZone: 'Mars/Olympus' },
    { ...zone, weekdays: [] },
    { ...zone, areas: [{ country: null, region: 'BY' }] },
  ];
  for (const each of bad) await expect(api().createZone({ code: 'bad', ...each })).rejects.toMatchObject(refused);
  const zoneId = seedId('shipping-zone:de');
  const backwards = { zoneId, code: 'x', ...fields, minDays: 3, maxDays: 2 };
  await expect(api().createMethod(backwards)).rejects.toMatchObject(refused);
  const rate = { methodId: method('standard'), currency: 'EUR', freeFrom: null };
  for (const froms of [['1'], ['0', '5', '5'], ['0', '9', '5']])
    await expect(api().setRate({ ...rate, tiers: froms.map(from => ({ from, amount: '1' })) })).rejects.toMatchObject(
      refused,
    );
  const night = { weekday: 1, from: '22:00', until: '06:00', capacity: 1 };
  await expect(api().setWindows({ methodId: method('standard'), windows: [night] })).rejects.toMatchObject(refused);
});

test('what does not exist is not found', async () => {
  const gone = { code: 'not_found' };
  const nowhere = randomUUID();
  await expect(api().updateZone({ zoneId: nowhere, ...zone })).rejects.toMatchObject(gone);
  await expect(api().archiveZone({ zoneId: nowhere })).rejects.toMatchObject(gone);
  await expect(api().createMethod({ zoneId: nowhere, code: 'x', ...fields })).rejects.toMatchObject(gone);
  const unknown = { zoneId: seedId('shipping-zone:de'), code: 'x', ...fields, carrierId: nowhere };
  await expect(api().createMethod(unknown)).rejects.toMatchObject(gone);
  await expect(api().updateMethod({ methodId: nowhere, ...fields })).rejects.toMatchObject(gone);
  const tiers = [{ from: '0', amount: '1' }];
  await expect(api().setRate({ methodId: nowhere, currency: 'EUR', tiers, freeFrom: null })).rejects.toMatchObject(
    gone,
  );
  await expect(api().setWindows({ methodId: nowhere, windows: [] })).rejects.toMatchObject(gone);
  await expect(api().updateSlot({ slotId: nowhere, capacity: 1 })).rejects.toMatchObject(gone);
  await expect(api().updateCarrier({ carrierId: nowhere, name: 'x' })).rejects.toMatchObject(gone);
});

test('slots are made for two weeks and again each day, in pages, and never below what is taken', async () => {
  const methodId = method('standard');
  const windows = [{ weekday: 1, from: '08:00', until: '12:00', capacity: 2 }];
  expect(await api().setWindows({ methodId, windows })).toMatchObject({ windows });
  const slots = async () => (await api().listSlots({ methodId, limit: 1 })).items[0]!;
  const first = await api().listSlots({ methodId, limit: 1 });
  expect(first.items).toMatchObject([{ from: '2026-03-09T07:00:00.000Z', capacity: 2, taken: 0 }]);
  expect((await api().listSlots({ methodId, limit: 1, cursor: first.nextCursor! })).items[0]?.from).toBe(
    '2026-03-16T07:00:00.000Z',
  );
  const { id: slotId } = await slots();
  await order(w, { methodId, slotId });
  await order(w, { methodId, slotId });
  await expect(api().updateSlot({ slotId, capacity: 1 })).rejects.toMatchObject({ extras: { reason: 'slot_taken' } });
  expect(await api().updateSlot({ slotId, capacity: 3 })).toMatchObject({ capacity: 3, taken: 2 });
  await w.t.advance('7 days');
  const all = (await api().listSlots({ methodId })).items.map(({ from }) => from);
  expect(all).toContain('2026-03-23T07:00:00.000Z');
  await api().setWindows({ methodId, windows: [] });
});

test('a carrier that is archived is offered no more', async () => {
  const made = await api().createCarrier({ code: 'bike', kind: 'own', name: 'Bike', callbackUrl: null });
  await expect(api().createCarrier({ code: 'bike', kind: 'own', name: 'B', callbackUrl: null })).rejects.toMatchObject({
    extras: { reason: 'code_taken' },
  });
  expect(await api().updateCarrier({ carrierId: made.id, archived: true })).toMatchObject({
    name: 'Bike',
    archivedAt: expect.any(String),
  });
  const offered = async () => (await quote('DE', 'EUR')).map(({ methodId }) => methodId);
  expect(await offered()).toContain(method('pickup'));
  await api().updateCarrier({ carrierId: seedId('carrier:own'), archived: true });
  expect(await offered()).not.toContain(method('pickup'));
});

test('only administrators set shipping up', async () => {
  for (const someone of [w.vendor, w.recipient])
    await expect(w.t.as(someone).shipping.createZone({ code: 'x', ...zone })).rejects.toMatchObject({
      code: 'permission_denied',
    });
  await expect(w.t.anonymous().shipping.listZones({})).rejects.toMatchObject({ code: 'unauthenticated' });
});
