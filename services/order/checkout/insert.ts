// The order comes to be, before anything is paid: order, lines, parts, address, checkout and event in one statement.

import type { ParsedOf } from '#kernel/contract';
import { CodedError } from '#kernel/errors';
import { sha256 } from '#kernel/security/digest';
import { type Fragment, json, sql } from '#kernel/sql/tag';
import { epochMs, instantAt, plus } from '#kernel/time';
import type { order } from '../contract.ts';
import type { OrderCtx } from '../definition.ts';
import { orderNumber } from '../domain/number.ts';
import { timers } from '../domain/saga.ts';
import { orderPlaced } from '../events.ts';
import { derivedId, keysOf } from '../ids.ts';
import { money } from '../money.ts';
import { type Checkout, eventAbout, type Position } from './checkout.ts';
import { placeOf } from './load.ts';
import type { Quote } from './quote.ts';

export type PlaceInput = ParsedOf<(typeof order)['endpoints']['placeOrder']>;

const numberAttempts = 5;

/** Writes a new order. Gives null if there is one of this checkout already. */
export async function insertCheckout(
  ctx: OrderCtx,
  input: PlaceInput,
  quote: Quote,
): Promise<{ checkout: Checkout; position: Position } | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await insertNumbered(ctx, input, quote, attempt);
    } catch (error) {
      // Another order has this number by chance: the next one follows from the same id.
      const taken = error instanceof CodedError && error.extras.reason === 'number_taken';
      if (!taken || attempt === numberAttempts) throw error;
    }
  }
}

async function insertNumbered(ctx: OrderCtx, input: PlaceInput, quote: Quote, attempt: number) {
  const checkout = checkoutOf(ctx, input, quote, attempt);
  const position: Position = {
    state: 'holding_stock',
    savedState: 'holding_stock',
    version: 1,
    attempts: 0,
    undo: [],
    resting: false,
    resumed: false,
    cancelReason: null,
    problem: null,
    paymentState: null,
    actionUrl: null,
    lastError: null,
  };
  const total = money(checkout.total, checkout.currency);
  const event = ctx.publishing(orderPlaced, { ...eventAbout(checkout), total }, sql`select from saga`);
  if ((await write(ctx, checkout, input, quote, event.parts)) === 0) return null;
  event.told();
  return { checkout, position };
}

function checkoutOf(ctx: OrderCtx, input: PlaceInput, quote: Quote, attempt: number): Checkout {
  const { checkoutId, userId } = input;
  const { orderId } = keysOf(checkoutId);
  const createdAt = ctx.now();
  return {
    checkoutId,
    orderId,
    ownerKey: userId ?? orderId,
    number: orderNumber(sha256(`${orderId}:${attempt}`)),
    userId,
    cartId: input.cartId,
    currency: input.currency,
    total: quote.totals.total,
    lines: quote.lines.map(({ lineId, variantId, quantity, offer }, index) => ({
      lineId,
      productId: offer.productId,
      variantId,
      vendorId: offer.vendorId,
      title: offer.title,
      variantTitle: offer.variantTitle,
      quantity,
      cancelled: 0,
      total: quote.totals.lines[index]!,
      tax: quote.priced[index]!.tax,
      funded: quote.priced[index]!.funded,
      categoryIds: offer.categoryIds,
      taxRatePpm: quote.priced[index]!.ratePpm,
      weightGrams: offer.weightGrams,
      ships: offer.requiresShipping,
      shipsFrom: offer.shipsFrom,
      awaits: offer.shipsFrom !== null,
      giftCard: offer.giftCard,
    })),
    parts: quote.totals.parts,
    uses: quote.applied.map(({ promotionId, couponId, amount }) => ({ promotionId, couponId, amount })),
    methodId: input.methodId,
    slotId: input.slotId,
    address: input.address,
    billing: input.billingAddress,
    email: input.email,
    payment: input.payment,
    expiresAt: plus(createdAt, `${ctx.config.holdMinutes}m`),
    createdAt,
  };
}

const germanSpeaking = new Set(['DE', 'AT', 'CH', 'LI']);

function write(ctx: OrderCtx, checkout: Checkout, input: PlaceInput, quote: Quote, event: Fragment): Promise<number> {
  const { orderId, ownerKey, createdAt: now, parts } = checkout;
  const { totals } = quote;
  const seal = (value: unknown, place: string) => ctx.cipher.seal(JSON.stringify(value), place);
  return ctx.db.together(orderId).run`
    with saga as (
      insert into checkout_sagas (order_id, owner_key, checkout_id, number, state, version, driver, due_at,
                                  payment_method, expires_at, created_at)
      values (${orderId}, ${ownerKey}, ${checkout.checkoutId}, ${checkout.number}, 'holding_stock', 1, ${ctx.id()},
              ${instantAt(epochMs(now) + timers.leaseMs)}, ${seal(input.payment, placeOf.payment(orderId))},
              ${checkout.expiresAt}, ${now})
      on conflict (order_id) do nothing
      returning order_id),
    placed as (
      insert into orders (id, owner_key, user_id, cart_id, number, state, currency, subtotal, discount, shipping, tax,
                          tax_included, total, email, locale, method_id, slot_id, applied, created_at)
      select order_id, ${ownerKey}, ${checkout.userId}::uuid, ${checkout.cartId}::uuid, ${checkout.number}, 'pending',
             ${checkout.currency}, ${totals.subtotal}::bigint, ${totals.discount}::bigint, ${totals.shipping}::bigint,
             ${totals.tax}::bigint, ${quote.taxIncluded}::boolean, ${totals.total}::bigint,
             ${seal(input.email, placeOf.email(orderId))}::bytea, ${germanSpeaking.has(input.address?.country ?? ctx.config.taxCountry) ? 'de' : 'en'},
             ${checkout.methodId}::uuid, ${checkout.slotId}::uuid, ${json(checkout.uses)}::jsonb, ${now}::timestamptz
      from saga),
    lines as (
      insert into order_items (order_id, line_id, position, vendor_id, product_id, variant_id, slug, title, variant_title,
                               sku, image_url, quantity, unit_price, gross, discount, funded, tax, tax_rate_ppm, total,
                               weight_grams, ships, category_ids, ships_from, awaits, gift_card)
      select s.order_id, i.* from saga s, jsonb_to_recordset(${json(itemsOf(checkout, quote))}::jsonb) as i (
        line_id uuid, position int, vendor_id uuid, product_id uuid, variant_id uuid, slug text, title text,
        variant_title text, sku text, image_url text, quantity int, unit_price bigint, gross bigint, discount bigint,
        funded bigint, tax bigint, tax_rate_ppm int, total bigint, weight_grams int, ships boolean,
        category_ids uuid[], ships_from date, awaits boolean, gift_card boolean)),
    parts as (
      insert into order_groups (order_id, owner_key, created_at, vendor_id, shipping, shipping_tax, shipping_rate_ppm,
                                shipping_funded, total, tax, funded)
      select s.order_id, ${ownerKey}::uuid, ${now}::timestamptz, p.*
      from saga s, unnest(
        ${parts.map(part => part.vendorId)}::uuid[], ${parts.map(part => part.shipping)}::bigint[],
        ${parts.map(part => part.shippingTax)}::bigint[], ${parts.map(part => part.shippingRatePpm)}::int[],
        ${parts.map(part => part.shippingFunded)}::bigint[], ${parts.map(part => part.total)}::bigint[],
        ${parts.map(part => part.tax)}::bigint[], ${parts.map(part => part.funded)}::bigint[]) as p),
    address as (
      insert into shipping_addresses (order_id, address, billing)
      select order_id, ${input.address && seal(input.address, placeOf.address(orderId))}::bytea,
             ${input.billingAddress && seal(input.billingAddress, placeOf.billing(orderId))}::bytea
      from saga where ${input.address !== null}::boolean),
    noted as (
      insert into order_notes (id, order_id, author, author_id, text, created_at)
      select ${derivedId(checkout.checkoutId, 'note')}::uuid, order_id, 'customer', ${checkout.userId}::uuid,
             ${input.note}::text, ${now}::timestamptz from saga where ${input.note}::text is not null),
    ${event}
    insert into order_status_history (order_id, at, state)
    select order_id, ${now}::timestamptz, 'pending' from saga`;
}

/** Amounts as text, which jsonb_to_recordset reads as bigint without passing through a float. */
const itemsOf = ({ lines }: Checkout, quote: Quote) =>
  lines.map((line, index) => {
    const { offer, gross } = quote.lines[index]!;
    const priced = quote.priced[index]!;
    return {
      line_id: line.lineId,
      position: index,
      vendor_id: line.vendorId,
      product_id: line.productId,
      variant_id: line.variantId,
      slug: offer.slug,
      title: line.title,
      variant_title: line.variantTitle,
      sku: offer.sku,
      image_url: offer.imageUrl,
      quantity: line.quantity,
      unit_price: offer.price.amount,
      gross: String(gross),
      discount: String(priced.discount),
      funded: String(line.funded),
      tax: String(line.tax),
      tax_rate_ppm: line.taxRatePpm,
      total: String(line.total),
      weight_grams: line.weightGrams,
      ships: line.ships,
      category_ids: line.categoryIds,
      ships_from: line.shipsFrom,
      awaits: line.awaits,
      gift_card: line.giftCard,
    };
  });
