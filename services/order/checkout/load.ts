// A checkout as it was written down, for whoever takes it over.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { PaymentMethod, PaymentState } from '#services/payment/contract';
import type { Address } from '#services/shipping/contract';
import type { CancelReason } from '../contract/orders.ts';
import type { OrderCtx } from '../definition.ts';
import type { SagaState, Step } from '../domain/saga.ts';
import type { Part } from '../domain/totals.ts';
import type { Checkout, CheckoutLine, Position, Refusal, Use } from './checkout.ts';

const placedShape = {
  checkout_id: col.uuid,
  order_id: col.uuid,
  owner_key: col.uuid,
  number: col.text,
  user_id: col.uuid.orNull,
  cart_id: col.uuid.orNull,
  currency: col.text,
  total: col.bigint,
  applied: col.json<Use[]>(),
  method_id: col.uuid.orNull,
  slot_id: col.uuid.orNull,
  email: col.bytes.orNull,
  address: col.bytes.orNull,
  billing: col.bytes.orNull,
  payment_method: col.bytes.orNull,
  expires_at: col.instant,
  created_at: col.instant,
};

/** The checkouts of these orders, in no order. */
export async function loadCheckouts(ctx: OrderCtx, db: Queries, orderIds: readonly string[]): Promise<Checkout[]> {
  const [placed, lines, parts] = await Promise.all([
    db.many(placedShape)`
      select s.checkout_id, s.order_id, s.owner_key, s.number, o.user_id, o.cart_id, o.currency, o.total, o.applied,
             o.method_id, o.slot_id, o.email, a.address, a.billing, s.payment_method, s.expires_at, s.created_at
      from checkout_sagas s
      join orders o on o.owner_key = s.owner_key and o.id = s.order_id
      left join shipping_addresses a on a.order_id = s.order_id
      where s.order_id = any(${orderIds}::uuid[])`,
    linesOf(db, orderIds),
    partsOf(db, orderIds),
  ]);
  return placed.map(found => ({
    checkoutId: found.checkout_id,
    orderId: found.order_id,
    ownerKey: found.owner_key,
    number: found.number,
    userId: found.user_id,
    cartId: found.cart_id,
    currency: found.currency,
    total: found.total,
    lines: lines.get(found.order_id) ?? [],
    parts: parts.get(found.order_id) ?? [],
    uses: found.applied,
    methodId: found.method_id,
    slotId: found.slot_id,
    address: opened<Address>(ctx, found.address, placeOf.address(found.order_id)),
    billing: opened<Address>(ctx, found.billing, placeOf.billing(found.order_id)),
    // To open it costs more than to read it.
    email: found.address === null ? opened<string>(ctx, found.email, placeOf.email(found.order_id)) : null,
    payment: opened<z.output<typeof PaymentMethod>>(ctx, found.payment_method, placeOf.payment(found.order_id)),
    expiresAt: found.expires_at,
    createdAt: found.created_at,
  }));
}

/** Where sealed values belong. */
export const placeOf = {
  address: (orderId: string) => `shipping_addresses|address|${orderId}`,
  billing: (orderId: string) => `shipping_addresses|billing|${orderId}`,
  email: (orderId: string) => `orders|email|${orderId}`,
  payment: (orderId: string) => `checkout_sagas|payment_method|${orderId}`,
};

const opened = <T>({ cipher }: OrderCtx, sealed: Buffer | null, place: string): T | null =>
  sealed === null ? null : (JSON.parse(cipher.open(sealed, place)) as T);

async function linesOf(db: Queries, orderIds: readonly string[]): Promise<Map<string, CheckoutLine[]>> {
  const rows = await db.many({
    order_id: col.uuid,
    line_id: col.uuid,
    product_id: col.uuid,
    variant_id: col.uuid,
    vendor_id: col.uuid,
    title: col.text,
    variant_title: col.text.orNull,
    quantity: col.int,
    cancelled: col.int,
    total: col.bigint,
    tax: col.bigint,
    funded: col.bigint,
    category_ids: col.uuids,
    tax_rate_ppm: col.int,
    weight_grams: col.int,
    ships: col.bool,
    ships_from: col.date.orNull,
    awaits: col.bool,
    gift_card: col.bool,
  })`
    select order_id, line_id, product_id, variant_id, vendor_id, title, variant_title, quantity, cancelled, total, tax,
           funded, category_ids, tax_rate_ppm, weight_grams, ships, ships_from, awaits, gift_card
    from order_items where order_id = any(${orderIds}::uuid[]) order by order_id, position`;
  const lines = rows.map(row => ({
    orderId: row.order_id,
    line: {
      lineId: row.line_id,
      productId: row.product_id,
      variantId: row.variant_id,
      vendorId: row.vendor_id,
      title: row.title,
      variantTitle: row.variant_title,
      quantity: row.quantity,
      cancelled: row.cancelled,
      total: row.total,
      tax: row.tax,
      funded: row.funded,
      categoryIds: row.category_ids,
      taxRatePpm: row.tax_rate_ppm,
      weightGrams: row.weight_grams,
      ships: row.ships,
      shipsFrom: row.ships_from,
      awaits: row.awaits,
      giftCard: row.gift_card,
    },
  }));
  return grouped(lines, ({ line }) => line);
}

async function partsOf(db: Queries, orderIds: readonly string[]): Promise<Map<string, Part[]>> {
  const rows = await db.many({
    order_id: col.uuid,
    vendor_id: col.uuid,
    shipping: col.bigint,
    shipping_tax: col.bigint,
    shipping_rate_ppm: col.int,
    shipping_funded: col.bigint,
    total: col.bigint,
    tax: col.bigint,
    funded: col.bigint,
  })`
    select order_id, vendor_id, shipping, shipping_tax, shipping_rate_ppm, shipping_funded, total, tax, funded
    from order_groups where order_id = any(${orderIds}::uuid[]) order by order_id, vendor_id`;
  const parts = rows.map(row => ({
    orderId: row.order_id,
    part: {
      vendorId: row.vendor_id,
      shipping: row.shipping,
      shippingTax: row.shipping_tax,
      shippingRatePpm: row.shipping_rate_ppm,
      shippingFunded: row.shipping_funded,
      total: row.total,
      tax: row.tax,
      funded: row.funded,
    },
  }));
  return grouped(parts, ({ part }) => part);
}

const grouped = <R extends { orderId: string }, T>(rows: readonly R[], show: (row: R) => T): Map<string, T[]> =>
  new Map([...Map.groupBy(rows, row => row.orderId)].map(([orderId, found]) => [orderId, found.map(show)]));

const positionShape = {
  order_id: col.uuid,
  state: col.any<SagaState>(),
  version: col.int,
  attempts: col.int,
  undo: col.any<Step[]>(),
  driver: col.uuid.orNull,
  cancel_reason: col.any<CancelReason>().orNull,
  problem: col.json<Refusal>().orNull,
  payment_state: col.any<z.output<typeof PaymentState>>().orNull,
  action_url: col.text.orNull,
  last_error: col.text.orNull,
};
/** The columns that say where a checkout stands. */
export const positionRow = row(positionShape, 's');

export const toPosition = (row: RowOf<typeof positionShape>): Position => ({
  state: row.state,
  savedState: row.state,
  version: row.version,
  attempts: row.attempts,
  undo: row.undo,
  resting: row.driver === null,
  resumed: true,
  cancelReason: row.cancel_reason,
  problem: row.problem,
  paymentState: row.payment_state,
  actionUrl: row.action_url,
  lastError: row.last_error,
});

/** Where the checkout of an order stands, and the order's checkout; null if there is none. */
export async function findCheckout(
  ctx: OrderCtx,
  orderId: string,
): Promise<{ checkout: Checkout; position: Position } | null> {
  const position = await findPosition(ctx.db, orderId);
  const [checkout] = position ? await loadCheckouts(ctx, ctx.db, [orderId]) : [];
  return position && checkout ? { checkout, position } : null;
}

export async function findPosition(db: Queries, orderId: string): Promise<Position | null> {
  const found = await db.maybe(positionRow)`
    select ${positionRow} from checkout_sagas s where order_id = ${orderId}`;
  return found && toPosition(found);
}
