import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, type Outcome } from '../domain/engine.ts';
import { allocate, moneyText, partOf, sumOf } from '../domain/money.ts';
import type { Candidate, Line, Purchase } from '../domain/promotion.ts';

const vendors = ['v1', 'v2'];
const products = ['p1', 'p2', 'p3'];
const categories = ['c1', 'c2'];

const someLines = fc
  .array(
    fc.record({
      productId: fc.constantFrom(...products),
      vendorId: fc.constantFrom(...vendors),
      categoryIds: fc.subarray(categories),
      quantity: fc.integer({ min: 1, max: 9 }),
      unitPrice: fc.bigInt({ min: 0n, max: 99_999n }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map(lines => lines.map((line, index): Line => ({ ...line, lineId: `l${index}` })));

const amount = fc.bigInt({ min: 0n, max: 50_000n }).map(String);
const percent = fc.integer({ min: 1, max: 1_000_000 });
const someBenefit = fc.oneof(
  fc.record({ kind: fc.constant('percentage' as const), percentPpm: percent, atMost: fc.option(amount) }),
  fc.record({ kind: fc.constant('amount' as const), amount }),
  fc.record({ kind: fc.constant('free_shipping' as const), atMost: fc.option(amount) }),
  fc.record({
    kind: fc.constant('buy_get' as const),
    buy: fc.integer({ min: 1, max: 3 }),
    get: fc.integer({ min: 1, max: 2 }),
    percentPpm: percent,
    times: fc.option(fc.integer({ min: 1, max: 2 })),
  }),
);
const someRule = fc.oneof(
  fc.record({ kind: fc.constant('min_subtotal' as const), amount }),
  fc.record({ kind: fc.constant('min_quantity' as const), quantity: fc.integer({ min: 1, max: 10 }) }),
  fc.constant({ kind: 'first_order' as const }),
  fc.record({ kind: fc.constant('products' as const), ids: fc.subarray(products, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('categories' as const), ids: fc.subarray(categories, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('vendors' as const), ids: fc.subarray(vendors, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('get_products' as const), ids: fc.subarray(products, { minLength: 1 }) }),
);
const someCandidates = fc
  .array(
    fc.record({
      vendorId: fc.option(fc.constantFrom(...vendors)),
      benefit: someBenefit,
      rules: fc.array(someRule, { maxLength: 2 }),
      stacking: fc.constantFrom('stackable' as const, 'stackable' as const, 'exclusive' as const, 'best_of' as const),
      priority: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 5 },
  )
  .map(found =>
    found.map(
      (each, index): Candidate => ({
        ...each,
        promotionId: `promotion${index}`,
        couponId: null,
        code: index % 2 === 0 ? `CODE${index}` : null,
        name: 'A promotion',
        fundedBy: 'platform',
        currency: null,
      }),
    ),
  );
const somePurchase = fc.record({
  currency: fc.constant('EUR'),
  lines: someLines,
  shipping: fc
    .subarray(vendors)
    .chain(some =>
      fc.tuple(
        ...some.map(vendorId =>
          fc.record({ vendorId: fc.constant(vendorId), amount: fc.bigInt({ min: 0n, max: 999n }) }),
        ),
      ),
    ),
  orders: fc.option(fc.integer({ min: 0, max: 1 })),
});

const byName = (outcome: Outcome) =>
  outcome.uses
    .map(({ candidate, amount: off, lines, shipping }) => ({ id: candidate.promotionId, off, lines, shipping }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
const offLine = ({ uses }: Outcome, lineId: string): bigint =>
  sumOf(uses.flatMap(({ lines }) => lines.filter(line => line.lineId === lineId).map(line => line.amount)));
const worth = ({ uses }: Outcome): bigint => sumOf(uses.map(({ amount: off }) => off));

test('shares sum to the total, and none is more than its weight', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1 }), percent, (weights, ppm) => {
      const total = partOf(sumOf(weights), ppm);
      const shares = allocate(total, weights);
      expect(sumOf(shares)).toBe(total);
      for (const [index, share] of shares.entries()) {
        expect(share >= 0n && share <= weights[index]!).toBe(true);
        // No share is a whole unit away from its exact part.
        const distance = share * sumOf(weights) - total * weights[index]!;
        expect((distance < 0n ? -distance : distance) <= sumOf(weights)).toBe(true);
      }
    }),
  );
});

test('no line and no shipping ever costs less than nothing, and parts sum to what is taken off', () => {
  fc.assert(
    fc.property(somePurchase, someCandidates, (purchase, candidates) => {
      const outcome = evaluate(purchase, candidates);
      for (const { lineId, unitPrice, quantity } of purchase.lines)
        expect(offLine(outcome, lineId) <= unitPrice * BigInt(quantity)).toBe(true);
      for (const { vendorId, amount: price } of purchase.shipping) {
        const off = outcome.uses.flatMap(use => use.shipping.filter(each => each.vendorId === vendorId));
        expect(sumOf(off.map(each => each.amount)) <= price).toBe(true);
      }
      for (const use of outcome.uses) {
        expect(sumOf([...use.lines, ...use.shipping].map(each => each.amount))).toBe(use.amount);
        expect(use.amount >= 0n).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('neither the order of the lines nor that of the promotions matters', () => {
  const turned = fc.tuple(somePurchase, someCandidates, fc.nat()).map(([purchase, candidates, turn]) => {
    const rotate = <T>(items: readonly T[]) => items.map((_, index) => items[(index + turn) % items.length]!);
    return { purchase, candidates, rotate };
  });
  fc.assert(
    fc.property(turned, ({ purchase, candidates, rotate }) => {
      const other: Purchase = { ...purchase, lines: rotate(purchase.lines), shipping: rotate(purchase.shipping) };
      expect(byName(evaluate(other, rotate(candidates)))).toEqual(byName(evaluate(purchase, candidates)));
    }),
    { numRuns: 300 },
  );
});

test('every promotion is either used or refused with a reason, never both', () => {
  fc.assert(
    fc.property(somePurchase, someCandidates, (purchase, candidates) => {
      const { uses, refused } = evaluate(purchase, candidates);
      const names = [...uses, ...refused].map(({ candidate }) => candidate.promotionId);
      expect(names.toSorted()).toEqual(candidates.map(({ promotionId }) => promotionId).toSorted());
    }),
  );
});

test('one of the best never leaves the customer with less than the stackable ones would', () => {
  fc.assert(
    fc.property(somePurchase, someCandidates, (purchase, candidates) => {
      const mild = candidates.filter(({ stacking }) => stacking !== 'exclusive');
      const stackable = mild.filter(({ stacking }) => stacking === 'stackable');
      expect(worth(evaluate(purchase, mild)) >= worth(evaluate(purchase, stackable))).toBe(true);
    }),
  );
});

const line = (lineId: string, unitPrice: bigint, quantity = 1, more: Partial<Line> = {}): Line => ({
  lineId,
  productId: lineId,
  vendorId: 'v1',
  categoryIds: [],
  quantity,
  unitPrice,
  ...more,
});
const promotion = (promotionId: string, more: Partial<Candidate>): Candidate => ({
  promotionId,
  couponId: null,
  code: promotionId,
  name: promotionId,
  vendorId: null,
  fundedBy: 'platform',
  benefit: { kind: 'percentage', percentPpm: 100_000, atMost: null },
  rules: [],
  currency: null,
  stacking: 'stackable',
  priority: 0,
  ...more,
});
const buying = (...lines: Line[]): Purchase => ({ currency: 'EUR', lines, shipping: [], orders: 0 });

test('ten percent of 0.05, 0.05 and 0.05 is two cents, on the first two lines', () => {
  const outcome = evaluate(buying(line('a', 5n), line('b', 5n), line('c', 5n)), [promotion('TEN', {})]);
  expect(outcome.uses[0]!.lines).toEqual([
    { lineId: 'a', amount: 1n },
    { lineId: 'b', amount: 1n },
  ]);
});

test('buy two, get one: the cheapest third piece is free, whichever line it is on', () => {
  const threeForTwo = promotion('3FOR2', {
    benefit: { kind: 'buy_get', buy: 2, get: 1, percentPpm: 1_000_000, times: null },
  });
  const outcome = evaluate(buying(line('dear', 900n, 2), line('cheap', 100n, 4)), [threeForTwo]);
  expect(outcome.uses).toMatchObject([{ amount: 200n, lines: [{ lineId: 'cheap', amount: 200n }] }]);
});

test('buy a bicycle, get a helmet for half: the helmet is reduced and does not count as bought', () => {
  const withHelmet = promotion('HELMET', {
    rules: [
      { kind: 'products', ids: ['bicycle'] },
      { kind: 'get_products', ids: ['helmet'] },
    ],
    benefit: { kind: 'buy_get', buy: 1, get: 1, percentPpm: 500_000, times: null },
  });
  const outcome = evaluate(buying(line('bicycle', 90_000n), line('helmet', 5_000n, 3)), [withHelmet]);
  expect(outcome.uses).toMatchObject([{ amount: 2_500n, lines: [{ lineId: 'helmet', amount: 2_500n }] }]);
});

test('an exclusive one stands alone by priority; the others are not combinable', () => {
  const outcome = evaluate(buying(line('a', 1_000n)), [
    promotion('HALF', { benefit: { kind: 'percentage', percentPpm: 500_000, atMost: null } }),
    promotion('WEAK', { stacking: 'exclusive', priority: 1 }),
    promotion('STRONG', { stacking: 'exclusive', benefit: { kind: 'amount', amount: '900' } }),
  ]);
  expect(outcome.uses).toMatchObject([{ candidate: { code: 'WEAK' }, amount: 100n }]);
  expect(outcome.refused.map(({ refusal }) => refusal.reason)).toEqual(['not_combinable', 'not_combinable']);
});

test('stackable ones take off what the former left, by priority', () => {
  const half: Candidate['benefit'] = { kind: 'percentage', percentPpm: 500_000, atMost: null };
  const outcome = evaluate(buying(line('a', 1_000n)), [
    promotion('FIRST', { benefit: { kind: 'amount', amount: '400' }, priority: 1 }),
    promotion('SECOND', { benefit: half }),
    promotion('CAPPED', { benefit: { ...half, atMost: '50' }, priority: -1 }),
  ]);
  expect(outcome.uses.map(({ amount: off }) => off)).toEqual([400n, 300n, 50n]);
});

test('amounts are written with the decimals of their currency', () => {
  expect([moneyText('3000', 'EUR'), moneyText('5', 'EUR'), moneyText('3000', 'JPY'), moneyText('1', 'KWD')]).toEqual([
    '30.00 EUR',
    '0.05 EUR',
    '3000 JPY',
    '0.001 KWD',
  ]);
});
