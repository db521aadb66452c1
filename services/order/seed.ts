// The demo's tax table and orders.

import { sha256 } from '#kernel/security/digest';
import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { epochMs, instantAt, minus, plus } from '#kernel/time';
import { placeOf } from './checkout/load.ts';
import { taxesOf } from './checkout/taxes.ts';
import type { OrderCtx } from './definition.ts';
import { type DemoOrder, demoOrders } from './demo/orders.ts';
import { demoTaxes } from './demo/taxes.ts';
import { orderNumber } from './domain/number.ts';
import { keysOf } from './ids.ts';

/** Fills the database with the demo's taxes and orders; does nothing where they are. */
export async function seed(ctx: OrderCtx): Promise<void> {
  const orders = demoOrders();
  await ctx.db.transaction(async tx => {
    await writeTaxes(tx);
    const first = keysOf(orders[0]!.checkoutId).orderId;
    if ((await tx.run`select from checkout_sagas where order_id = ${first}`) > 0) return;
    await writeOrders(ctx, tx, orders);
  });
  taxesOf(ctx).rules.forget();
}

async function writeTaxes(tx: Tx): Promise<void> {
  const rates = demoTaxes.flatMap(({ country, rates: of }) =>
    of.map(([region, category, ratePpm]) => ({ country, region, category, rate_ppm: ratePpm })),
  );
  await tx.run`
    insert into tax_countries (country, included)
    select * from unnest(${demoTaxes.map(({ country }) => country)}::text[],
                         ${demoTaxes.map(({ included }) => included)}::boolean[])
    on conflict do nothing`;
  await tx.run`
    insert into tax_rates (country, region, category, rate_ppm)
    select * from jsonb_to_recordset(${json(rates)}::jsonb) as r (country text, region text, category text, rate_ppm int)
    on conflict do nothing`;
}

const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

interface Times {
  created: string;
  /** Of those that wait to be paid. */
  dueAt: string | null;
}

function timesOf(ctx: OrderCtx, { saga, age }: DemoOrder, index: number): Times {
  const open = saga === 'awaiting_payment' || saga === 'payment_unknown';
  if (open) return { created: ctx.now(), dueAt: plus(ctx.now(), '15m') };
  return { created: instantAt(epochMs(minus(ctx.now(), `${age}d`)) - (index + 1) * 60_000), dueAt: null };
}

const addressOf = ({ resident }: DemoOrder) => ({
  name: `Resident ${resident}`,
  company: null,
  line1: 'Lindenstraße 12',
  line2: null,
  postcode: '10969',
  city: 'Berlin',
  region: null,
  country: 'DE',
  phone: null,
  unitId: seedId(`unit:${resident}`),
  handover: 'door',
  note: null,
});

const paymentStates = {
  completed: 'captured',
  awaiting_payment: 'action_required',
  payment_unknown: 'unknown',
  cancelled: 'declined',
};

function placedRow(ctx: OrderCtx, order: DemoOrder, { created, dueAt }: Times) {
  const { orderId } = keysOf(order.checkoutId);
  const seal = (value: unknown, place: string) => hex(ctx.cipher.seal(JSON.stringify(value), place));
  return {
    id: orderId,
    owner_key: order.userId,
    user_id: order.userId,
    checkout_id: order.checkoutId,
    number: orderNumber(sha256(`${orderId}:0`)),
    state: order.state,
    subtotal: String(order.subtotal),
    shipping: String(order.shipping),
    tax: String(order.tax),
    total: String(order.total),
    email: seal(`resident${order.resident}@demo.example`, placeOf.email(orderId)),
    address: seal(addressOf(order), placeOf.address(orderId)),
    method_id: seedId('shipping-method:standard'),
    cancel_reason: order.reason,
    created_at: created,
    confirmed_at: order.saga === 'completed' ? created : null,
    cancelled_at: order.state === 'cancelled' ? created : null,
    fulfilled_at: order.state === 'fulfilled' ? plus(created, '2d') : null,
    saga: order.saga,
    due_at: dueAt,
    expires_at: plus(created, '15m'),
    payment_state: paymentStates[order.saga],
  };
}

/** The rows of an order, amounts as text. */
function rowsOf(ctx: OrderCtx, order: DemoOrder, index: number) {
  const { orderId } = keysOf(order.checkoutId);
  const times = timesOf(ctx, order, index);
  const items = order.lines.map((line, position) => ({
    order_id: orderId,
    line_id: line.lineId,
    position,
    vendor_id: line.vendorId,
    product_id: line.productId,
    variant_id: line.variantId,
    slug: line.slug,
    title: line.title,
    variant_title: line.variantTitle,
    quantity: line.quantity,
    unit_price: String(line.price),
    gross: String(line.gross),
    tax: String(line.tax),
    tax_rate_ppm: line.ratePpm,
    weight_grams: line.weightGrams,
  }));
  const groups = order.parts.map(part => ({
    order_id: orderId,
    vendor_id: part.vendorId,
    owner_key: order.userId,
    shipping: String(part.shipping),
    shipping_tax: String(part.shippingTax),
    shipping_rate_ppm: part.shippingRatePpm,
    total: String(part.total),
    tax: String(part.tax),
    fulfilment: order.fulfilment,
    created_at: times.created,
  }));
  return { placed: placedRow(ctx, order, times), items, groups };
}

async function writeOrders(ctx: OrderCtx, tx: Tx, orders: readonly DemoOrder[]): Promise<void> {
  const rows = orders.map((order, index) => rowsOf(ctx, order, index));
  const placed = json(rows.map(row => row.placed));
  await tx.run`
    with given as (
      select * from jsonb_to_recordset(${placed}::jsonb) as o (
        id uuid, owner_key uuid, user_id uuid, checkout_id uuid, number text, state text, subtotal bigint,
        shipping bigint, tax bigint, total bigint, email bytea, address bytea, method_id uuid, cancel_reason text,
        created_at timestamptz, confirmed_at timestamptz, cancelled_at timestamptz, fulfilled_at timestamptz, saga text,
        due_at timestamptz, expires_at timestamptz, payment_state text)),
    sagas as (
      insert into checkout_sagas (order_id, owner_key, checkout_id, number, state, version, due_at, cancel_reason,
                                  payment_state, expires_at, created_at)
      select id, owner_key, checkout_id, number, saga, 1, due_at, cancel_reason, payment_state, expires_at, created_at
      from given),
    addresses as (insert into shipping_addresses (order_id, address) select id, address from given),
    history as (
      insert into order_status_history (order_id, at, state, reason)
      select id, ${ctx.now()}::timestamptz, state, cancel_reason from given)
    insert into orders (id, owner_key, user_id, number, state, currency, subtotal, discount, shipping, tax, tax_included,
                        total, email, locale, method_id, applied, cancel_reason, created_at, confirmed_at, cancelled_at,
                        fulfilled_at)
    select id, owner_key, user_id, number, state, 'EUR', subtotal, 0, shipping, tax, true, total, email, 'de', method_id,
           '[]', cancel_reason, created_at, confirmed_at, cancelled_at, fulfilled_at
    from given`;
  await tx.run`
    insert into order_items (order_id, line_id, position, vendor_id, product_id, variant_id, slug, title, variant_title,
                             quantity, unit_price, gross, discount, funded, tax, tax_rate_ppm, total, weight_grams, ships)
    select order_id, line_id, position, vendor_id, product_id, variant_id, slug, title, variant_title, quantity, unit_price,
           gross, 0, 0,
           tax, tax_rate_ppm, gross, weight_grams, true
    from jsonb_to_recordset(${json(rows.flatMap(row => row.items))}::jsonb) as i (
      order_id uuid, line_id uuid, position int, vendor_id uuid, product_id uuid, variant_id uuid, slug text, title text,
      variant_title text, quantity int, unit_price bigint, gross bigint, tax bigint, tax_rate_ppm int, weight_grams int)`;
  await tx.run`
    insert into order_groups (order_id, vendor_id, owner_key, shipping, shipping_tax, shipping_rate_ppm, shipping_funded,
                              total, tax, funded, fulfilment, created_at)
    select order_id, vendor_id, owner_key, shipping, shipping_tax, shipping_rate_ppm, 0, total, tax, 0, fulfilment,
           created_at
    from jsonb_to_recordset(${json(rows.flatMap(row => row.groups))}::jsonb) as g (
      order_id uuid, vendor_id uuid, owner_key uuid, shipping bigint, shipping_tax bigint, shipping_rate_ppm int,
      total bigint, tax bigint, fulfilment text, created_at timestamptz)`;
}
