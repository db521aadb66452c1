// An order as people see it.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Address } from '#services/shipping/contract';
import { placeOf } from '../checkout/load.ts';
import type { CancelReason, Fulfilment, Note, Order, OrderLine, OrderPart, PartPayment } from '../contract/orders.ts';
import type { OrderState } from '../contract/wire.ts';
import type { OrderCtx } from '../definition.ts';
import { isOpen, isPaid } from '../domain/fulfilment.ts';
import { money } from '../money.ts';

const orderShape = {
  id: col.uuid,
  owner_key: col.uuid,
  user_id: col.uuid.orNull,
  number: col.text,
  state: col.any<OrderState>(),
  currency: col.text,
  subtotal: col.bigint,
  discount: col.bigint,
  shipping: col.bigint,
  tax: col.bigint,
  tax_included: col.bool,
  total: col.bigint,
  refunded: col.bigint,
  email: col.bytes.orNull,
  locale: col.any<'en' | 'de'>(),
  method_id: col.uuid.orNull,
  cancel_reason: col.any<CancelReason>().orNull,
  created_at: col.instant,
  confirmed_at: col.instant.orNull,
  cancelled_at: col.instant.orNull,
  fulfilled_at: col.instant.orNull,
};
const orderRow = row(orderShape, 'o');
export type OrderRow = RowOf<typeof orderShape>;

/** One order or null. */
export const findOrder = (db: Queries, orderId: string): Promise<OrderRow | null> =>
  db.maybe(orderRow)`
    select ${orderRow} from checkout_sagas s join orders o on o.owner_key = s.owner_key and o.id = s.order_id
    where s.order_id = ${orderId}`;

const itemShape = {
  line_id: col.uuid,
  vendor_id: col.uuid,
  product_id: col.uuid,
  variant_id: col.uuid,
  slug: col.text,
  title: col.text,
  variant_title: col.text.orNull,
  sku: col.text.orNull,
  image_url: col.text.orNull,
  quantity: col.int,
  cancelled: col.int,
  unit_price: col.bigint,
  gross: col.bigint,
  discount: col.bigint,
  funded: col.bigint,
  tax: col.bigint,
  tax_rate_ppm: col.int,
  total: col.bigint,
  category_ids: col.uuids,
  ships_from: col.date.orNull,
  awaits: col.bool,
  gift_card: col.bool,
};
const itemRow = row(itemShape);
export type ItemRow = RowOf<typeof itemShape>;

/** The lines of an order, in their order. */
export const itemsOf = (db: Queries, orderId: string): Promise<ItemRow[]> =>
  db.many(itemRow)`select ${itemRow} from order_items where order_id = ${orderId} order by position`;

const partShape = {
  vendor_id: col.uuid,
  fulfilment: col.any<Fulfilment>(),
  shipping: col.bigint,
  shipping_tax: col.bigint,
  shipping_funded: col.bigint,
  tax: col.bigint,
  total: col.bigint,
  funded: col.bigint,
  refunded: col.bigint,
};
const partRow = row(partShape);
export type PartRow = RowOf<typeof partShape>;

/** The parts of an order. */
export const groupsOf = (db: Queries, orderId: string): Promise<PartRow[]> =>
  db.many(partRow)`select ${partRow} from order_groups where order_id = ${orderId} order by vendor_id`;

/** The notes on an order, oldest first. */
export const notesOf = (db: Queries, orderId: string) =>
  db.many({
    id: col.uuid,
    author: col.any<z.output<typeof Note>['author']>(),
    text: col.text,
    created_at: col.instant,
  })`
    select id, author, text, created_at from order_notes where order_id = ${orderId} order by created_at, id`;

const historyOf = (db: Queries, orderId: string) =>
  db.many({ at: col.instant, state: col.any<OrderState>(), reason: col.text.orNull })`
    select at, state, reason from order_status_history where order_id = ${orderId} order by position`;

const addressOf = (db: Queries, orderId: string) =>
  db.maybe({ address: col.bytes })`select address from shipping_addresses where order_id = ${orderId}`;

/** What of a part is paid: it follows from the order's state and what was taken back. */
export function partPayment(state: OrderState, { total, refunded }: Pick<PartRow, 'total' | 'refunded'>): PartPayment {
  if (refunded > 0n) return refunded === total ? 'refunded' : 'partially_refunded';
  if (state === 'cancelled') return 'not_paid';
  return isPaid(state) ? 'paid' : 'open';
}

/** A line as it goes over the wire. */
export const toLine = (row: ItemRow, currency: string): z.output<typeof OrderLine> => ({
  lineId: row.line_id,
  vendorId: row.vendor_id,
  productId: row.product_id,
  variantId: row.variant_id,
  slug: row.slug,
  title: row.title,
  variantTitle: row.variant_title,
  sku: row.sku,
  imageUrl: row.image_url,
  quantity: row.quantity,
  cancelled: row.cancelled,
  shipsFrom: row.ships_from,
  waits: row.awaits && row.quantity > row.cancelled,
  giftCard: row.gift_card,
  unitPrice: money(row.unit_price, currency),
  gross: money(row.gross, currency),
  discount: money(row.discount, currency),
  tax: money(row.tax, currency),
  taxRatePpm: row.tax_rate_ppm,
  total: money(row.total, currency),
});

const toPart = (row: PartRow, state: OrderState, currency: string): z.output<typeof OrderPart> => ({
  vendorId: row.vendor_id,
  payment: partPayment(state, row),
  fulfilment: row.fulfilment,
  shipping: money(row.shipping, currency),
  tax: money(row.tax, currency),
  total: money(row.total, currency),
  refunded: money(row.refunded, currency),
});

/** An order with all that belongs to it; for vendors their parts alone, with the sums of those, and nothing of the buyer. */
export async function viewOrder(
  ctx: OrderCtx,
  db: Queries,
  order: OrderRow,
  vendorIds: readonly string[] | null,
): Promise<Order> {
  const [items, groups, notes, history, address] = [
    await itemsOf(db, order.id),
    await groupsOf(db, order.id),
    await notesOf(db, order.id),
    await historyOf(db, order.id),
    vendorIds === null ? await addressOf(db, order.id) : null,
  ];
  const { id, currency, state } = order;
  const seen = ({ vendor_id }: { vendor_id: string }) => vendorIds === null || vendorIds.includes(vendor_id);
  const lines = items.filter(seen);
  const parts = groups.filter(seen);
  return {
    id,
    number: order.number,
    userId: vendorIds === null ? order.user_id : null,
    state,
    currency,
    lines: lines.map(line => toLine(line, currency)),
    parts: parts.map(part => toPart(part, state, currency)),
    ...sumsOf(order, lines, parts, vendorIds === null),
    taxIncluded: order.tax_included,
    email:
      order.email && vendorIds === null
        ? (JSON.parse(ctx.cipher.open(order.email, placeOf.email(id))) as string)
        : null,
    address: address && (JSON.parse(ctx.cipher.open(address.address, placeOf.address(id))) as Address),
    notes: notes.map(({ created_at, ...note }) => ({ ...note, createdAt: created_at })),
    history,
    cancelReason: order.cancel_reason,
    changeable: isOpen(
      state,
      parts.map(({ fulfilment }) => fulfilment),
    ),
    createdAt: order.created_at,
    confirmedAt: order.confirmed_at,
    cancelledAt: order.cancelled_at,
    fulfilledAt: order.fulfilled_at,
  };
}

function sumsOf(order: OrderRow, lines: readonly ItemRow[], parts: readonly PartRow[], whole: boolean) {
  const { currency } = order;
  const sum = <T>(rows: readonly T[], of: (row: T) => bigint) => rows.reduce((total, each) => total + of(each), 0n);
  const amounts = whole
    ? order
    : {
        subtotal: sum(lines, line => line.gross),
        discount: sum(lines, line => line.discount),
        shipping: sum(parts, part => part.shipping),
        tax: sum(parts, part => part.tax),
        total: sum(parts, part => part.total),
        refunded: sum(parts, part => part.refunded),
      };
  return {
    subtotal: money(amounts.subtotal, currency),
    discount: money(amounts.discount, currency),
    shipping: money(amounts.shipping, currency),
    tax: money(amounts.tax, currency),
    total: money(amounts.total, currency),
    refunded: money(amounts.refunded, currency),
  };
}
