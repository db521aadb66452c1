import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { costOf, type Method, parcelsOf, quotesOf } from '../domain/quote.ts';
import { indexZones, zoneOf } from '../domain/zone.ts';
import { method, openShop, vendorId, type World } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
});
afterAll(() => w.t.close());

const line = { vendorId, quantity: 1, weightGrams: 500, value: '2000' };
const quote = async (more: object = {}, country = 'DE') => {
  const destination = { country, region: null, postcode: '10439' };
  const { items } = await w.t
    .asService('order')
    .shipping.quoteShipping({ destination, currency: 'EUR', lines: [line], ...more });
  return items;
};

test('the ways to send are shown cheapest first, with days, slots and the parts of the vendors', async () => {
  const items = await quote({ lines: [line, { ...line, vendorId: randomUUID(), weightGrams: 6_000 }] });
  expect(items.map(({ methodId, amount }) => [methodId, amount.amount])).toEqual([
    [method('pickup'), '0'],
    [method('standard'), '1180'],
    [method('express'), '2380'],
  ]);
  expect(items[1]).toMatchObject({
    carrier: 'Agora Parcel',
    parts: [{ vendorId, amount: '490' }, { amount: '690' }],
    earliest: '2026-03-03',
    latest: '2026-03-05',
    slots: [],
  });
  expect(items[2]?.slots[0]).toMatchObject({
    from: '2026-03-03T07:00:00.000Z',
    until: '2026-03-03T11:00:00.000Z',
    left: 20,
  });
});

test('nothing is sent where no zone is, nor in a currency without rates, nor what is too heavy', async () => {
  expect(await quote({}, 'US')).toEqual([]);
  expect(await quote({ currency: 'CHF' })).toEqual([]);
  expect(await quote({ lines: [{ ...line, quantity: 200 }] })).toEqual([]);
});

test('a parcel of some value is sent for nothing, in the value of its own currency', async () => {
  const standard = async (more: object) => (await quote(more)).find(({ methodId }) => methodId === method('standard'));
  expect((await standard({ lines: [{ ...line, value: '10000' }] }))?.amount.amount).toBe('0');
  expect((await standard({ currency: 'JPY' }))?.amount).toEqual({ amount: '784', currency: 'JPY' });
  expect((await standard({ currency: 'KWD' }))?.amount).toEqual({ amount: '1666', currency: 'KWD' });
});

test('a quote asks no database until some seconds are over or something is changed', async () => {
  await quote();
  const rename = (amount: string) =>
    w.t.db('shipping').run`
      update shipping_rates set tiers = ${JSON.stringify([{ from: '0', amount }])}, free_from = null
      where method_id = ${method('pickup')} and currency = 'EUR'`;
  await rename('7');
  expect((await quote())[0]?.amount.amount).toBe('0');
  await w.t.advance('6s');
  expect((await quote())[0]?.amount.amount).toBe('7');
  const rate = { methodId: method('pickup'), currency: 'EUR', tiers: [{ from: '0', amount: '0' }], freeFrom: null };
  await w.t.as(w.admin).shipping.setRate(rate);
  expect((await quote())[0]?.amount.amount).toBe('0');
});

test('a person, a guest and a service without a token are not given quotes or parcels', async () => {
  const input = { destination: { country: 'DE', postcode: '10439' }, currency: 'EUR', lines: [line] };
  await expect(w.t.as(w.recipient).shipping.quoteShipping(input)).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(w.t.anonymous().shipping.quoteShipping(input)).rejects.toMatchObject({ code: 'unauthenticated' });
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
const tiers = fc
  .uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 9n }), { maxLength: 6 })
  .chain(froms =>
    fc
      .array(amount, { minLength: froms.length + 1, maxLength: froms.length + 1 })
      .map(amounts =>
        [0n, ...froms.sort((a, b) => (a < b ? -1 : 1))].map((from, index) => ({ from, amount: amounts[index]! })),
      ),
  );
const rate = fc.record({ tiers, freeFrom: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })) });
const lines = fc.array(
  fc.record({
    vendorId: fc.constantFrom('a', 'b', 'c', 'd'),
    quantity: fc.integer({ min: 1, max: 9_999 }),
    weightGrams: fc.integer({ min: 0, max: 10_000_000 }),
    value: fc.bigInt({ min: 0n, max: 10n ** 17n }).map(String),
  }),
  { minLength: 1, maxLength: 40 },
);
const basis = fc.constantFrom('weight' as const, 'value' as const, 'quantity' as const);

test('the parts of the vendors always sum to the amount, each that of its own parcel', () => {
  fc.assert(
    fc.property(lines, fc.array(fc.tuple(rate, basis), { maxLength: 5 }), (bought, rates) => {
      const methods = rates.map(
        ([each, by], index): Method => ({
          id: String(index),
          name: '',
          carrier: '',
          basis: by,
          taxCategory: 'standard',
          maxWeightGrams: null,
          rates: new Map([['EUR', each]]),
          promise: { earliest: '2026-03-03', latest: '2026-03-04' },
          slots: [],
        }),
      );
      const quotes = quotesOf(methods, 'EUR', bought);
      expect(quotes).toHaveLength(methods.length);
      for (const { methodId, amount, parts } of quotes) {
        expect(parts.reduce((sum, part) => sum + BigInt(part.amount), 0n)).toBe(BigInt(amount.amount));
        const [each, by] = rates[Number(methodId)]!;
        expect(parts.map(part => part.amount)).toEqual(
          parcelsOf(bought).map(parcel => String(costOf(parcel, by, each))),
        );
      }
      const amounts = quotes.map(({ amount }) => BigInt(amount.amount));
      expect(amounts).toEqual(amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    }),
  );
});

test('the most specific area says the zone: postcode before region, region before country, country before all', () => {
  const area = { country: null as string | null, region: null as string | null, postcodePrefix: null as string | null };
  const zones = indexZones([
    { ...area, zoneId: 'world' },
    { ...area, country: 'DE', zoneId: 'de' },
    { ...area, country: 'DE', region: 'BY', zoneId: 'by' },
    { ...area, country: 'DE', postcodePrefix: '104', zoneId: '104' },
    { ...area, country: 'DE', postcodePrefix: '10439', zoneId: '10439' },
    { ...area, country: 'GB', postcodePrefix: 'SW1A', zoneId: 'sw1a' },
  ]);
  const at = (country: string, postcode: string, region: string | null = null) =>
    zoneOf(zones, { country, postcode, region });
  expect(at('DE', '10439', 'BE')).toBe('10439');
  expect(at('DE', '10409', 'BY')).toBe('104');
  expect(at('DE', '80331', 'BY')).toBe('by');
  expect(at('DE', '80331')).toBe('de');
  expect(at('GB', 'sw1 a-1aa')).toBe('sw1a');
  expect(at('FR', '75001')).toBe('world');
  expect(zoneOf(indexZones([]), { country: 'FR', postcode: '75001', region: null })).toBeNull();
});
