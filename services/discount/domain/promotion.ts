// What a promotion takes off, and of what: one promotion looked at by itself.

import type { Benefit, Rule } from '../contract/wire.ts';
import { allocate, least, moneyText, partOf, sumOf } from './money.ts';

/** A line of what is bought; all of its pieces cost the same. */
export interface Line {
  lineId: string;
  productId: string;
  vendorId: string;
  categoryIds: readonly string[];
  quantity: number;
  unitPrice: bigint;
}

/** A promotion that may be used, and the coupon it came by. */
export interface Candidate {
  promotionId: string;
  couponId: string | null;
  code: string | null;
  name: string;
  vendorId: string | null;
  fundedBy: 'platform' | 'vendor';
  benefit: Benefit;
  rules: readonly Rule[];
  currency: string | null;
  stacking: 'stackable' | 'exclusive' | 'best_of';
  priority: number;
}

export interface Purchase {
  currency: string;
  lines: readonly Line[];
  /** What sending costs by vendor; empty while that is not known. */
  shipping: readonly { vendorId: string; amount: bigint }[];
  /** How many orders the buyer has; null for a guest. */
  orders: number | null;
}

/** What is left to pay of each line and of each vendor's shipping, in their order. */
export interface Left {
  lines: bigint[];
  shipping: bigint[];
}

export interface Refusal {
  reason: string;
  message: string;
}
const refusal = (reason: string, message: string): Refusal => ({ reason, message });

/** The lines a promotion is for, as numbers of their places. */
function inScope({ vendorId, rules }: Candidate, lines: readonly Line[]): number[] {
  const covers = (rule: Rule, line: Line): boolean => {
    if (rule.kind === 'products') return rule.ids.includes(line.productId);
    if (rule.kind === 'vendors') return rule.ids.includes(line.vendorId);
    if (rule.kind === 'categories') return rule.ids.some(id => line.categoryIds.includes(id));
    return true;
  };
  return lines.flatMap((line, index) =>
    (vendorId === null || line.vendorId === vendorId) && rules.every(rule => covers(rule, line)) ? [index] : [],
  );
}

const grossOf = ({ unitPrice, quantity }: Line): bigint => unitPrice * BigInt(quantity);

/** Why a promotion does not count for a purchase, or null where it does. */
export function refusalOf(candidate: Candidate, { currency, lines, orders }: Purchase): Refusal | null {
  if (candidate.currency !== null && candidate.currency !== currency)
    return refusal('not_applicable', `This is for orders in ${candidate.currency}.`);
  const scope = inScope(candidate, lines).map(index => lines[index]!);
  if (scope.length === 0) return refusal('not_applicable', 'Nothing in the cart is part of this offer.');
  for (const rule of candidate.rules) {
    if (rule.kind === 'first_order') {
      if (orders === null) return refusal('sign_in_required', 'Sign in to use this: it is for a first order.');
      if (orders > 0) return refusal('not_first_order', 'This is for a first order only.');
    }
    if (rule.kind === 'min_subtotal' && sumOf(scope.map(grossOf)) < BigInt(rule.amount))
      return refusal(
        'below_minimum',
        `This counts from ${moneyText(rule.amount, currency)}; add something to the cart.`,
      );
    if (rule.kind === 'min_quantity' && scope.reduce((sum, { quantity }) => sum + quantity, 0) < rule.quantity)
      return refusal('below_minimum', `This counts from ${rule.quantity} pieces; add something to the cart.`);
  }
  return null;
}

/** What a promotion takes off what is left, by line and by shipping; never more than is left. */
export function takenOff(candidate: Candidate, purchase: Purchase, left: Left): Left {
  const { benefit } = candidate;
  const none: Left = { lines: left.lines.map(() => 0n), shipping: left.shipping.map(() => 0n) };
  const scope = inScope(candidate, purchase.lines);
  switch (benefit.kind) {
    case 'percentage': {
      const amounts = only(left.lines, scope);
      return { ...none, lines: allocate(capped(partOf(sumOf(amounts), benefit.percentPpm), benefit.atMost), amounts) };
    }
    case 'amount': {
      const amounts = only(left.lines, scope);
      return { ...none, lines: allocate(least(BigInt(benefit.amount), sumOf(amounts)), amounts) };
    }
    case 'free_shipping': {
      const vendors = new Set(scope.map(index => purchase.lines[index]!.vendorId));
      const amounts = left.shipping.map((amount, index) =>
        vendors.has(purchase.shipping[index]!.vendorId) ? amount : 0n,
      );
      return { ...none, shipping: allocate(capped(sumOf(amounts), benefit.atMost), amounts) };
    }
    case 'buy_get':
      return { ...none, lines: cheapestOff(benefit, candidate, purchase.lines, scope, left.lines) };
  }
}

const only = (amounts: readonly bigint[], places: readonly number[]): bigint[] =>
  amounts.map((amount, index) => (places.includes(index) ? amount : 0n));
const capped = (amount: bigint, atMost: string | null): bigint =>
  atMost === null ? amount : least(amount, BigInt(atMost));

/** Of so many bought so many are reduced, the cheapest first; those of other products where the rules name them. */
function cheapestOff(
  { buy, get, percentPpm, times }: Extract<Benefit, { kind: 'buy_get' }>,
  { rules, vendorId }: Candidate,
  lines: readonly Line[],
  scope: readonly number[],
  left: readonly bigint[],
): bigint[] {
  const named = rules.find(rule => rule.kind === 'get_products');
  const given = named
    ? lines.flatMap(({ productId, vendorId: seller }, index) =>
        named.ids.includes(productId) && (vendorId === null || seller === vendorId) ? [index] : [],
      )
    : scope;
  const bought = named ? scope.filter(index => !given.includes(index)) : scope;
  const pieces = bought.reduce((sum, index) => sum + lines[index]!.quantity, 0);
  const earned = Math.floor(pieces / (named ? buy : buy + get));
  let reduced = Math.min(earned, times ?? earned) * get;
  const off = lines.map(() => 0n);
  const cheapestFirst = given.toSorted((a, b) => {
    const [one, other] = [lines[a]!.unitPrice, lines[b]!.unitPrice];
    return one === other ? a - b : one < other ? -1 : 1;
  });
  for (const index of cheapestFirst) {
    const { quantity, unitPrice } = lines[index]!;
    const count = Math.min(quantity, reduced);
    off[index] = least(partOf(unitPrice * BigInt(count), percentPpm), left[index]!);
    reduced -= count;
  }
  return off;
}

/** Whether it is for shipping whose price is not known yet: it counts, and what it gives will be seen. */
export const awaitsShipping = ({ benefit }: Candidate, { shipping }: Purchase): boolean =>
  benefit.kind === 'free_shipping' && shipping.length === 0;
