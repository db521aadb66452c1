// Every cent accounted for, whatever the cart: by property, in currencies with 0, 2 and 3 decimals, whose minor units are
// all whole numbers here.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, pieceShare } from '../domain/allocation.ts';
import { leftOf, reckonCancellation } from '../domain/cancellation.ts';
import { orderNumber, readNumber } from '../domain/number.ts';
import { sharesOf } from '../domain/shares.ts';
import { divideRounded, type Rounding, rateOf, taxByRules, taxOn } from '../domain/tax.ts';
import { addUp } from '../domain/totals.ts';

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
/** Up to a thousand million of yen, of cents and of fils. */
const amount = fc.bigInt({ min: 0n, max: 1_000_000_000_000n });
const rounding = fc.constantFrom<Rounding>('half_up', 'half_even');
const ratePpm = fc.constantFrom(0, 55_000, 70_000, 77_000, 190_000, 200_000, 725_00);

const cart = fc.record({
  included: fc.boolean(),
  rounding,
  lines: fc.array(
    fc.record({
      vendorId: fc.constantFrom('a', 'b', 'c'),
      quantity: fc.integer({ min: 1, max: 99 }),
      unitPrice: fc.bigInt({ min: 0n, max: 99_999n }),
      offPpm: fc.integer({ min: 0, max: 1_000_000 }),
      funded: fc.boolean(),
      ratePpm,
    }),
    { minLength: 1, maxLength: 8 },
  ),
  shipping: fc.bigInt({ min: 0n, max: 5_000n }),
  shippingOff: fc.boolean(),
});

function reckon({ included, rounding: how, ...given }: typeof cart extends fc.Arbitrary<infer T> ? T : never) {
  const lines = given.lines.map((line, index) => {
    const gross = line.unitPrice * BigInt(line.quantity);
    const discount = (gross * BigInt(line.offPpm)) / 1_000_000n;
    const tax = taxOn(gross - discount, line.ratePpm, included, how);
    return {
      ...line,
      lineId: String(index),
      variantId: String(index),
      gross,
      discount,
      funded: line.funded ? discount : 0n,
      tax,
    };
  });
  const vendors = [...new Set(lines.map(({ vendorId }) => vendorId))];
  const split = allocate(
    given.shipping,
    vendors.map(() => 1n),
  );
  const shipping = vendors.map((vendorId, index) => {
    const gross = split[index]!;
    const discount = given.shippingOff ? gross : 0n;
    const tax = taxOn(gross - discount, 190_000, included, how);
    return { vendorId, gross, discount, funded: discount, tax, ratePpm: 190_000 };
  });
  return { lines, shipping, included, totals: addUp(lines, shipping, included) };
}

test('a sum that is split makes the sum again, and nobody gets a unit more than their share', () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 20 }), (total, weights) => {
      const parts = allocate(total, weights);
      expect(sum(parts)).toBe(total);
      const whole = sum(weights);
      if (whole > 0n)
        parts.forEach((part, index) => {
          const floor = (total * weights[index]!) / whole;
          expect(part === floor || part === floor + 1n).toBe(true);
        });
    }),
  );
  expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(allocate(0n, [])).toEqual([]);
  expect(() => allocate(1n, [])).toThrow();
  expect(() => allocate(-1n, [1n])).toThrow();
});

test('the total is prices less discounts, with shipping and with the taxes that are not in them', () => {
  fc.assert(
    fc.property(cart, given => {
      const { totals, included, lines, shipping } = reckon(given);
      expect(totals.total).toBe(totals.subtotal - totals.discount + totals.shipping + (included ? 0n : totals.tax));
      expect(totals.subtotal).toBe(sum(lines.map(({ gross }) => gross)));
      expect(totals.shipping).toBe(sum(shipping.map(({ gross }) => gross)));
    }),
  );
});

test('the shares of the vendors sum to the total, and so do lines and shipping', () => {
  fc.assert(
    fc.property(cart, given => {
      const { totals } = reckon(given);
      expect(sum(totals.parts.map(({ total }) => total))).toBe(totals.total);
      expect(sum(totals.parts.map(({ tax }) => tax))).toBe(totals.tax);
      expect(sum(totals.lines) + sum(totals.parts.map(({ shipping }) => shipping))).toBe(totals.total);
    }),
  );
});

test('whatever is cancelled in whatever order, all of it gives back exactly what was paid', () => {
  const picks = fc.array(fc.record({ line: fc.nat(), quantity: fc.integer({ min: 1, max: 30 }) }), { maxLength: 30 });
  fc.assert(
    fc.property(cart, picks, (given, wanted) => {
      const { lines, totals } = reckon(given);
      let now = lines.map((line, index) => ({
        ...line,
        categoryIds: index % 2 === 0 ? ['even'] : [],
        cancelled: 0,
        giftCard: false,
        total: totals.lines[index]!,
      }));
      const given_back: { gross: bigint; tax: bigint; funded: bigint }[] = [];
      const cancel = (pieces: { lineId: string; quantity: number }[]) => {
        const done = reckonCancellation(now, totals.parts, pieces);
        expect(sum(done.shares.map(({ gross }) => gross))).toBe(done.amount);
        given_back.push(...done.shares);
        now = now.map(line => ({
          ...line,
          cancelled: line.cancelled + (done.lines.find(({ lineId }) => lineId === line.lineId)?.quantity ?? 0),
        }));
        return done;
      };
      for (const { line, quantity } of wanted) {
        const target = now[line % now.length]!;
        const left = target.quantity - target.cancelled;
        if (left > 0 && leftOf(now).length > 1) cancel([{ lineId: target.lineId, quantity: Math.min(quantity, left) }]);
      }
      expect(cancel(leftOf(now)).whole).toBe(true);
      expect(sum(given_back.map(({ gross }) => gross))).toBe(totals.total);
      expect(sum(given_back.map(({ tax }) => tax))).toBe(totals.tax);
      expect(sum(given_back.map(({ funded }) => funded))).toBe(sum(totals.parts.map(({ funded }) => funded)));
    }),
  );
});

test('what vendors are owed by the kinds of their goods, with sending apart, sums to their parts', () => {
  fc.assert(
    fc.property(cart, given => {
      const { lines, totals } = reckon(given);
      const sold = lines.map((line, index) => ({
        ...line,
        categoryIds: index % 2 === 0 ? ['even'] : [],
        total: totals.lines[index]!,
      }));
      const shares = sharesOf(sold, totals.parts);
      expect(new Set(shares.map(share => `${share.vendorId} ${share.categoryIds}`)).size).toBe(shares.length);
      for (const { vendorId, total, tax, funded } of totals.parts) {
        const theirs = shares.filter(share => share.vendorId === vendorId);
        expect([sum(theirs.map(({ gross }) => gross)), sum(theirs.map(share => share.tax))]).toEqual([total, tax]);
        expect(sum(theirs.map(share => share.funded))).toBe(funded);
      }
    }),
  );
});

test('ranges of pieces sum to the range they make', () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 999 }), fc.nat(), (total, of, at) => {
      const middle = at % (of + 1);
      expect(pieceShare(total, 0, middle, of) + pieceShare(total, middle, of, of)).toBe(total);
    }),
  );
});

test('more pieces than are left, or of a line there is not, cannot be cancelled', () => {
  const line = {
    lineId: 'x',
    vendorId: 'a',
    variantId: 'v',
    categoryIds: [],
    quantity: 2,
    cancelled: 1,
    total: 3n,
    tax: 0n,
    funded: 0n,
    giftCard: false,
  };
  expect(() => reckonCancellation([line], [], [{ lineId: 'x', quantity: 2 }])).toThrow(/not left/);
  expect(() => reckonCancellation([line], [], [{ lineId: 'y', quantity: 1 }])).toThrow(/no such line/);
});

test('a discount that is more than the price makes no order', () => {
  const line = { vendorId: 'a', gross: 10n, discount: 11n, funded: 0n, tax: 0n };
  expect(() => addUp([line], [], true)).toThrow();
});

test('ties are rounded as the settings say', () => {
  expect(divideRounded(25n, 10n, 'half_up')).toBe(3n);
  expect(divideRounded(25n, 10n, 'half_even')).toBe(2n);
  expect(divideRounded(35n, 10n, 'half_even')).toBe(4n);
  expect(divideRounded(26n, 10n, 'half_even')).toBe(3n);
  expect(divideRounded(24n, 10n, 'half_up')).toBe(2n);
});

test('a contained tax and what is left of the price make the price, and a tax on top is that of the rate', () => {
  expect(taxOn(11_900n, 190_000, true, 'half_up')).toBe(1_900n);
  expect(taxOn(10_000n, 190_000, false, 'half_up')).toBe(1_900n);
  fc.assert(
    fc.property(amount, ratePpm, rounding, (price, rate, how) => {
      const contained = taxOn(price, rate, true, how);
      expect(contained >= 0n && contained <= price).toBe(true);
    }),
  );
});

test('the rate of a region goes before the country, and a category without one has the standard rate', () => {
  const rates = [
    { country: 'US', region: '', category: 'standard', ratePpm: 0 },
    { country: 'US', region: 'CA', category: 'standard', ratePpm: 72_500 },
    { country: 'US', region: 'CA', category: 'food', ratePpm: 0 },
    { country: 'DE', region: '', category: 'books', ratePpm: 70_000 },
  ];
  expect(rateOf(rates, { country: 'US', region: 'CA' }, 'toys')).toBe(72_500);
  expect(rateOf(rates, { country: 'US', region: 'CA' }, 'food')).toBe(0);
  expect(rateOf(rates, { country: 'US', region: 'NY' }, 'toys')).toBe(0);
  expect(rateOf(rates, { country: 'DE', region: null }, 'books')).toBe(70_000);
  expect(rateOf(rates, { country: 'DE', region: null }, 'toys')).toBe(0);
  const rules = { included: new Map([['US', false]]), rates };
  expect(taxByRules(rules, { country: 'US', region: 'CA' }, [{ category: 'toys', amount: 1_000n }], 'half_up')).toEqual(
    {
      included: false,
      lines: [{ ratePpm: 72_500, tax: 73n }],
    },
  );
  expect(taxByRules(rules, { country: 'FR', region: null }, [], 'half_up').included).toBe(true);
});

test('a number that is misread or has two signs swapped is found out', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.nat(7), fc.nat(30), (bytes, at, other) => {
      const number = orderNumber(bytes);
      expect(readNumber(number)).toBe(number);
      expect(readNumber(` ${number.toLowerCase().replaceAll('-', ' ')}`)).toBe(number);
      const signs = number.slice(2).replace('-', '');
      const swapped = [...signs];
      [swapped[at], swapped[(at + 1) % 8]] = [swapped[(at + 1) % 8]!, swapped[at]!];
      if (at < 7 && swapped.join('') !== signs) expect(readNumber(swapped.join(''))).toBeNull();
      const sign = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'[other]!;
      const wrong = signs.slice(0, at) + sign + signs.slice(at + 1);
      if (wrong !== signs) expect(readNumber(wrong)).toBeNull();
    }),
  );
  expect(readNumber('A-1')).toBeNull();
});
