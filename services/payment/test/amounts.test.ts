import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalText, least, portion, sum } from '../domain/amounts.ts';
import { capturePostings, refundPostings } from '../domain/entries.ts';
import {
  type CapturedShare,
  type CommissionRule,
  refundedShares,
  remainingShares,
  ruleFor,
  type Share,
  sharesOf,
} from '../domain/shares.ts';
import { giveBack, takeFrom } from '../domain/sources.ts';

const at = '2026-03-02T09:00:00.000Z';
const currencies = fc.constantFrom('JPY', 'EUR', 'KWD');
const vendorIds = ['a', 'b', 'c', 'd'];

const parts = fc
  .tuple(fc.bigInt(0n, 10_000_000n), fc.integer({ min: 0, max: 100 }), fc.bigInt(0n, 5_000n))
  .map(([gross, taxPercent, funded]) => ({ gross, tax: (gross * BigInt(taxPercent)) / 100n, funded }));
const payment = fc.record({
  currency: currencies,
  parts: fc.array(parts, { minLength: 1, maxLength: 4 }),
  ratePpm: fc.integer({ min: 0, max: 1_000_000 }),
});

const rule = (ratePpm: number, more: Partial<CommissionRule> = {}): CommissionRule => ({
  id: 'rule',
  version: 1,
  scope: 'platform',
  vendorId: null,
  categoryId: null,
  ratePpm,
  withdrawn: false,
  validFrom: at,
  ...more,
});
const inputs = (given: { gross: bigint; tax: bigint; funded: bigint }[], currency: string) =>
  given.map(({ gross, tax, funded }, index) => ({
    vendorId: vendorIds[index]!,
    deposit: false,
    categoryIds: [] as string[],
    gross: { amount: String(gross), currency },
    tax: { amount: String(tax), currency },
    platformFunded: { amount: String(funded), currency },
  }));
const total = (given: { gross: bigint }[]) => sum(given.map(({ gross }) => gross));
const zero = { gross: 0n, tax: 0n, funded: 0n, commission: 0n };

test('whatever is captured, the postings sum to zero and commission is within what a vendor earns', () => {
  fc.assert(
    fc.property(payment, fc.bigInt(0n, 10_000_000n), ({ currency, parts: given, ratePpm }, credit) => {
      const amount = total(given);
      const shares = sharesOf(inputs(given, currency), amount, currency, [rule(ratePpm)], at);
      const fromCard = least(credit, amount);
      const sources = fromCard < amount ? [{ kind: 'gift_card' as const, id: 'g', amount: amount - fromCard }] : [];
      const funds = { provider: 'sandbox', card: fromCard, sources };
      expect(sum(capturePostings(funds, shares).map(posting => posting.amount))).toBe(0n);
      expect(sum(refundPostings(funds, shares).map(posting => posting.amount))).toBe(0n);
      for (const { gross, tax, funded, commission } of shares)
        expect(commission >= 0n && commission <= gross - tax + funded).toBe(true);
    }),
  );
});

test('refunds in any number of parts give back exactly what one refund would', () => {
  fc.assert(
    fc.property(payment, fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }), (made, percents) => {
      const { currency, parts: given, ratePpm } = made;
      const shares = sharesOf(inputs(given, currency), total(given), currency, [rule(ratePpm)], at);
      let captured: CapturedShare[] = shares.map(share => ({ ...share, back: { ...zero } }));
      for (const percent of percents) {
        const part = captured.map(({ gross, tax, funded, back }) => ({
          gross: ((gross - back.gross) * BigInt(percent)) / 100n,
          tax: ((tax - back.tax) * BigInt(percent)) / 100n,
          funded: ((funded - back.funded) * BigInt(percent)) / 100n,
        }));
        // Rounding down leaves no tax above its gross.
        const safe = part.map(each => ({ ...each, tax: least(each.tax, each.gross) }));
        captured = counted(captured, refundedShares(inputs(safe, currency), total(safe), currency, captured));
      }
      captured = counted(captured, remainingShares(captured));
      for (const { back, gross, tax, funded, commission } of captured)
        expect(back).toEqual({ gross, tax, funded, commission });
    }),
  );
});

const counted = (captured: CapturedShare[], refunded: readonly Share[]): CapturedShare[] =>
  captured.map(share => {
    const same = (each: Share) => each.vendorId === share.vendorId && each.ruleId === share.ruleId;
    const part = refunded.find(same) ?? zero;
    const { back } = share;
    return {
      ...share,
      back: {
        gross: back.gross + part.gross,
        tax: back.tax + part.tax,
        funded: back.funded + part.funded,
        commission: back.commission + part.commission,
      },
    };
  });

test('more than is left of a share is refused', () => {
  const [share] = sharesOf(inputs([{ gross: 100n, tax: 0n, funded: 0n }], 'EUR'), 100n, 'EUR', [], at);
  const captured = [{ ...share!, back: { ...zero, gross: 60n } }];
  const ask = (gross: bigint) =>
    refundedShares(inputs([{ gross, tax: 0n, funded: 0n }], 'EUR'), gross, 'EUR', captured);
  expect(ask(40n)).toHaveLength(1);
  expect(() => ask(41n)).toThrow('more than is left');
});

test('what is taken from gift cards goes back to them after the card, each cent once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt(0n, 5_000n), { maxLength: 4 }),
      fc.bigInt(1n, 12_000n),
      fc.array(fc.bigInt(1n, 4_000n), { maxLength: 8 }),
      (balances, amount, refunds) => {
        const named = balances.map((balance, index) => ({ kind: 'gift_card' as const, id: String(index), balance }));
        const taken = takeFrom(named, amount);
        let card = amount - sum(taken.map(each => each.amount));
        expect(card >= 0n).toBe(true);
        const sources = taken.map((each, position) => ({ position, amount: each.amount, refunded: 0n }));
        let left = amount;
        for (const asked of [...refunds, amount]) {
          const refund = least(asked, left);
          const back = giveBack(refund, card, sources);
          expect(back.card + sum(back.sources.map(each => each.amount))).toBe(refund);
          card -= back.card;
          for (const part of back.sources) sources[part.position]!.refunded += part.amount;
          left -= refund;
        }
        expect(left).toBe(0n);
        expect(sources.every(source => source.refunded === source.amount)).toBe(true);
      },
    ),
  );
});

test('the newest valid rule of the vendor counts, else the newest of the platform, else none', () => {
  const rules = [
    rule(1, { version: 1 }),
    rule(2, { version: 2 }),
    rule(3, { version: 3, validFrom: '2026-03-02T09:01:00.000Z' }),
    rule(4, { id: 'own', scope: 'vendor', vendorId: 'a' }),
  ];
  const ruleOf = (vendorId: string, now: string) => ruleFor(rules, { vendorId, categoryIds: ['x'] }, now);
  expect(ruleOf('a', at)?.ratePpm).toBe(4);
  expect(ruleOf('b', at)?.ratePpm).toBe(2);
  expect(ruleOf('b', '2026-03-02T09:01:00.000Z')?.ratePpm).toBe(3);
  expect(ruleFor([], { vendorId: 'b', categoryIds: [] }, at)).toBe(null);
});

test('a rule for a category counts before that for all goods, the narrowest first, and the vendor’s before the platform’s', () => {
  const named = (id: string, more: Partial<CommissionRule>) => rule(1, { id, ...more });
  const ofVendor = { scope: 'vendor', vendorId: 'a' } as const;
  const all = [
    named('vendor, narrow', { ...ofVendor, categoryId: 'narrow' }),
    named('vendor, wide', { ...ofVendor, categoryId: 'wide' }),
    named('vendor', ofVendor),
    named('narrow', { categoryId: 'narrow' }),
    named('wide', { categoryId: 'wide' }),
    named('platform', {}),
  ];
  const goods = { vendorId: 'a', categoryIds: ['narrow', 'wide'] };
  for (const [index, { id }] of all.entries()) expect(ruleFor(all.slice(index), goods, at)?.id).toBe(id);
  expect(ruleFor(all, { vendorId: 'b', categoryIds: ['wide'] }, at)?.id).toBe('wide');
  expect(ruleFor(all, { vendorId: 'b', categoryIds: [] }, at)?.id).toBe('platform');
});

const goodsIn = fc.array(
  fc.record({
    vendorId: fc.constantFrom('a', 'b'),
    deposit: fc.boolean(),
    categoryIds: fc.subarray(['x', 'y', 'z']),
    parts,
  }),
  { minLength: 1, maxLength: 8 },
);

test('goods of several categories are charged by their rules, deposits by none, and give back all of it piece by piece', () => {
  const rules = [
    rule(100_000),
    rule(50_000, { id: 'x', categoryId: 'x' }),
    rule(333_333, { id: 'a-y', scope: 'vendor', vendorId: 'a', categoryId: 'y' }),
  ];
  fc.assert(
    fc.property(goodsIn, given => {
      const unique = [
        ...new Map(given.map(each => [`${each.vendorId} ${each.deposit} ${each.categoryIds}`, each])).values(),
      ];
      const asked = unique.map(({ parts: part, ...goods }) => ({ ...inputs([part], 'EUR')[0]!, ...goods }));
      const shares = sharesOf(asked, total(unique.map(each => each.parts)), 'EUR', rules, at);
      for (const { vendorId, deposit, ruleId, commission, gross, tax, funded } of shares) {
        const ruleOf = (each: (typeof unique)[number]) => (each.deposit ? null : ruleFor(rules, each, at)!.id);
        const ofRule = unique.filter(
          each => each.vendorId === vendorId && each.deposit === deposit && ruleOf(each) === ruleId,
        );
        const base = sum(ofRule.map(({ parts: part }) => part.gross - part.tax + part.funded));
        expect(base).toBe(gross - tax + funded);
        expect(commission).toBe(portion(base, BigInt(rules.find(({ id }) => id === ruleId)?.ratePpm ?? 0), 1_000_000n));
      }
      let captured: CapturedShare[] = shares.map(share => ({ ...share, back: { ...zero } }));
      for (const [index, each] of asked.entries())
        captured = counted(captured, refundedShares([each], unique[index]!.parts.gross, 'EUR', captured));
      for (const { back, gross, tax, funded, commission } of captured)
        expect(back).toEqual({ gross, tax, funded, commission });
      const stranger = { ...asked[0]!, categoryIds: ['elsewhere'] };
      expect(() => refundedShares([stranger], unique[0]!.parts.gross, 'EUR', captured)).toThrow('more than is left');
    }),
  );
});

test('a vendor is named twice only with other categories', () => {
  const [one] = inputs([{ gross: 5n, tax: 0n, funded: 0n }], 'EUR');
  expect(() => sharesOf([one!, one!], 10n, 'EUR', [], at)).toThrow('once');
  expect(sharesOf([one!, { ...one!, categoryIds: ['x'] }], 10n, 'EUR', [], at)).toMatchObject([{ gross: 10n }]);
});

test('portions round half up, and amounts read with the decimals of their currency', () => {
  expect([portion(5n, 1n, 2n), portion(1n, 1n, 3n), portion(2n, 1n, 3n)]).toEqual([3n, 0n, 1n]);
  expect(['EUR', 'JPY', 'KWD'].map(currency => decimalText(1234n, currency))).toEqual([
    '12.34 EUR',
    '1234 JPY',
    '1.234 KWD',
  ]);
  expect(decimalText(-5n, 'EUR')).toBe('-0.05 EUR');
});
