// What it costs to send things: each vendor sends a parcel of their own, and the parts of all sum to the amount.

import type { z } from 'zod';
import type { Basis } from '../contract/setup-wire.ts';
import type { ParcelLine, ShippingQuote } from '../contract/wire.ts';
import type { DeliveryPromise } from './promise.ts';

export interface Tier {
  from: bigint;
  amount: bigint;
}
export interface Rate {
  /** With rising `from`, the first of 0. */
  tiers: readonly Tier[];
  /** The value of a parcel from which it costs nothing. */
  freeFrom: bigint | null;
}
export interface Slot {
  id: string;
  from: string;
  until: string;
  left: number;
  /** The day it begins on, in the zone. */
  day: string;
}
export interface Method {
  id: string;
  name: string;
  carrier: string;
  basis: Basis;
  taxCategory: string;
  maxWeightGrams: number | null;
  /** By currency. */
  rates: ReadonlyMap<string, Rate>;
  promise: DeliveryPromise;
  /** By their beginning. */
  slots: readonly Slot[];
}

type Line = z.output<typeof ParcelLine>;

export interface ParcelToSend {
  vendorId: string;
  quantity: bigint;
  weight: bigint;
  value: bigint;
}

/** The parcel of each vendor, in the order in which they first come. */
export function parcelsOf(lines: readonly Line[]): ParcelToSend[] {
  const parcels = new Map<string, ParcelToSend>();
  for (const { vendorId, quantity, weightGrams, value } of lines) {
    let parcel = parcels.get(vendorId);
    if (!parcel) parcels.set(vendorId, (parcel = { vendorId, quantity: 0n, weight: 0n, value: 0n }));
    parcel.quantity += BigInt(quantity);
    parcel.weight += BigInt(quantity) * BigInt(weightGrams);
    parcel.value += BigInt(value);
  }
  return [...parcels.values()];
}

/** What a parcel costs: the amount of the last tier it reaches, nothing from the value that sets it free. */
export function costOf(parcel: ParcelToSend, basis: Basis, { tiers, freeFrom }: Rate): bigint {
  if (freeFrom !== null && parcel.value >= freeFrom) return 0n;
  const measure = parcel[basis];
  let amount = 0n;
  for (const tier of tiers) {
    if (tier.from > measure) break;
    amount = tier.amount;
  }
  return amount;
}

const mostSlots = 60;

/** The ways to send the lines by these methods in a currency, cheapest first, of those the sooner. */
export function quotesOf(methods: readonly Method[], currency: string, lines: readonly Line[]): ShippingQuote[] {
  const parcels = parcelsOf(lines);
  const offered = methods.flatMap(method => {
    const rate = method.rates.get(currency);
    const { maxWeightGrams: most } = method;
    if (!rate || (most !== null && parcels.some(({ weight }) => weight > BigInt(most)))) return [];
    const parts = parcels.map(parcel => ({ vendorId: parcel.vendorId, amount: costOf(parcel, method.basis, rate) }));
    return [{ method, parts, amount: parts.reduce((sum, part) => sum + part.amount, 0n) }];
  });
  return offered
    .sort(
      (a, b) =>
        order(a.amount, b.amount) ||
        order(a.method.promise.latest, b.method.promise.latest) ||
        order(a.method.id, b.method.id),
    )
    .map(({ method, parts, amount }) => ({
      methodId: method.id,
      name: method.name,
      carrier: method.carrier,
      amount: { amount: String(amount), currency },
      parts: parts.map(part => ({ vendorId: part.vendorId, amount: String(part.amount) })),
      ...method.promise,
      taxCategory: method.taxCategory,
      slots: freeSlots(method),
    }));
}

/** A slot before the goods can be there is none. */
const freeSlots = ({ slots, promise }: Method) =>
  slots
    .filter(({ left, day }) => left > 0 && day >= promise.earliest)
    .slice(0, mostSlots)
    .map(({ id, from, until, left }) => ({ id, from, until, left }));

const order = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
