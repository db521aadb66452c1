// The orders of the demo community: what was bought, by whom, and how far it has come.

import { seedId } from '#kernel/seed';
import type { Fulfilment } from '../contract/orders.ts';
import type { OrderState } from '../contract/wire.ts';
import { taxOn } from '../domain/tax.ts';
import { addUp, type Part } from '../domain/totals.ts';

interface Ware {
  vendor: string;
  slug: string;
  title: string;
  variantTitle: string;
  price: bigint;
  ratePpm: number;
  weightGrams: number;
}

/** The first variants of some products of the demo shops, as catalog has them. */
const wares: readonly Ware[] = [
  ware('demo', 'Stoneware Mug', 'White', 1_290n, 190_000, 650),
  ware('demo', 'Bath Towel', 'Sand / S', 1_790n, 190_000, 480),
  ware('demo', 'Wall Shelf', 'Oak', 5_900n, 190_000, 3_200),
  ware('bikes', 'Saddle', 'Silver', 3_900n, 190_000, 420),
  ware('bikes', 'Reflective Vest', 'S', 1_290n, 190_000, 350),
  ware('books', 'Letters for Flat Nine', 'Paperback', 1_290n, 70_000, 380),
  ware('books', 'The Bicycle Book', 'Paperback', 2_690n, 70_000, 520),
];

function ware(
  vendor: string,
  title: string,
  variantTitle: string,
  price: bigint,
  ratePpm: number,
  weightGrams: number,
): Ware {
  return { vendor, slug: title.toLowerCase().replaceAll(' ', '-'), title, variantTitle, price, ratePpm, weightGrams };
}

interface Fate {
  state: OrderState;
  saga: 'completed' | 'cancelled' | 'awaiting_payment' | 'payment_unknown';
  fulfilment: Fulfilment;
  reason: string | null;
  /** Days it was placed before now. */
  age: number;
}

/** None is confirmed and not on its way: it could be cancelled, and no provider ever took the money of a demo order. */
const fates: readonly Fate[] = [
  { state: 'fulfilled', saga: 'completed', fulfilment: 'delivered', reason: null, age: 20 },
  { state: 'fulfilling', saga: 'completed', fulfilment: 'handed_over', reason: null, age: 2 },
  { state: 'fulfilling', saga: 'completed', fulfilment: 'handed_over', reason: null, age: 1 },
  { state: 'fulfilled', saga: 'completed', fulfilment: 'delivered', reason: null, age: 9 },
  { state: 'cancelled', saga: 'cancelled', fulfilment: 'open', reason: 'payment_failed', age: 5 },
  { state: 'fulfilling', saga: 'completed', fulfilment: 'handed_over', reason: null, age: 3 },
  { state: 'cancelled', saga: 'cancelled', fulfilment: 'open', reason: 'payment_expired', age: 12 },
  { state: 'awaiting_payment', saga: 'awaiting_payment', fulfilment: 'open', reason: null, age: 0 },
  { state: 'fulfilled', saga: 'completed', fulfilment: 'delivered', reason: null, age: 4 },
  { state: 'payment_unknown', saga: 'payment_unknown', fulfilment: 'open', reason: null, age: 0 },
];

export interface DemoOrder extends Fate {
  checkoutId: string;
  userId: string;
  resident: number;
  lines: {
    lineId: string;
    variantId: string;
    productId: string;
    vendorId: string;
    slug: string;
    title: string;
    variantTitle: string;
    quantity: number;
    price: bigint;
    gross: bigint;
    tax: bigint;
    ratePpm: number;
    weightGrams: number;
  }[];
  parts: Part[];
  subtotal: bigint;
  shipping: bigint;
  tax: bigint;
  total: bigint;
}

const shippingPrice = 490n;

/** Two orders for each of the first twenty residents. */
export function demoOrders(): DemoOrder[] {
  return Array.from({ length: 40 }, (_, index) => demoOrder(index));
}

function demoOrder(index: number): DemoOrder {
  const resident = (index % 20) + 1;
  const fate = fates[(index + Math.floor(index / 20) * 3) % fates.length]!;
  const chosen = [wares[index % wares.length]!, ...(index % 3 === 0 ? [wares[(index + 3) % wares.length]!] : [])];
  const lines = chosen.map((ware, position) => {
    const quantity = ((index + position) % 3) + 1;
    const gross = ware.price * BigInt(quantity);
    return {
      lineId: seedId(`order-line:${index}:${position}`),
      variantId: seedId(`variant:${ware.slug}:1`),
      productId: seedId(`product:${ware.slug}`),
      vendorId: seedId(`vendor:${ware.vendor}`),
      slug: ware.slug,
      title: ware.title,
      variantTitle: ware.variantTitle,
      quantity,
      price: ware.price,
      gross,
      tax: taxOn(gross, ware.ratePpm, true, 'half_up'),
      ratePpm: ware.ratePpm,
      weightGrams: ware.weightGrams,
    };
  });
  const vendors = [...new Set(lines.map(({ vendorId }) => vendorId))];
  const sending = vendors.map(vendorId => ({
    vendorId,
    gross: shippingPrice,
    discount: 0n,
    funded: 0n,
    tax: taxOn(shippingPrice, 190_000, true, 'half_up'),
    ratePpm: 190_000,
  }));
  const priced = lines.map(({ vendorId, gross, tax }) => ({ vendorId, gross, discount: 0n, funded: 0n, tax }));
  const { subtotal, shipping, tax, total, parts } = addUp(priced, sending, true);
  return {
    ...fate,
    checkoutId: seedId(`checkout:${index + 1}`),
    userId: seedId(`resident:${resident}`),
    resident,
    lines,
    parts,
    subtotal,
    shipping,
    tax,
    total,
  };
}
