// What messages of the shop speak of, asked of its owners at the moment of sending: totals are those of now, links to
// parcels and addresses of guests are kept nowhere, and what is over by then is not told any more.

import type { Client } from '#kernel/clients/client';
import { CodedError, messageOf } from '#kernel/errors';
import type { order } from '#services/order/contract';
import type { shipping } from '#services/shipping/contract';
import type { NotificationCtx } from '../definition.ts';
import { type Locale, ruleOf } from '../domain/types.ts';
import type { Delivery, Variables } from './rows.ts';

interface Found {
  variables: Variables;
  /** Whom it goes to, where that is somebody without an account; null where they are forgotten. */
  guest: { email: string; locale: Locale } | null;
}
/** `over` where there is nothing to tell any more, `unknown` while its owner cannot say. */
export type Subject = Found | 'over' | 'unknown';

/** A message with what it speaks of. */
export const withSubject = (delivery: Delivery, subject: Subject | undefined): Delivery =>
  typeof subject === 'object' ? { ...delivery, variables: { ...delivery.variables, ...subject.variables } } : delivery;

type OrderNotice = Awaited<ReturnType<Client<typeof order>['getOrderNotice']>>;
type ParcelNotice = Awaited<ReturnType<Client<typeof shipping>['getShipmentNotice']>>;
type Parcel = ParcelNotice | 'over' | 'unknown';
/** Orders by their ids; `over` are those that are not there. */
type Notices = Map<string, OrderNotice | 'over' | 'unknown'>;

/** Asks for what each message speaks of, by the message's id; those that speak of nothing in the shop are left out, and
 * test mails, which have sample data. */
export async function subjectsOf(ctx: NotificationCtx, deliveries: readonly Delivery[]): Promise<Map<string, Subject>> {
  const wanted = deliveries.filter(({ type, test }) => !test && ruleOf(type).about);
  const parcels = await parcelsOf(ctx, wanted);
  const notices = await noticesOf(ctx, [
    ...new Set(wanted.flatMap(each => orderIdOf(each, parcels.get(each.id)) ?? [])),
  ]);
  const subjects = wanted.map(async each => {
    const parcel = parcels.get(each.id);
    if (parcel) return [each.id, parcelOf(each, parcel, notices)] as const;
    return [each.id, await subjectOf(ctx, each, notices)] as const;
  });
  return new Map(await Promise.all(subjects));
}

async function subjectOf(ctx: NotificationCtx, delivery: Delivery, notices: Notices): Promise<Subject> {
  switch (ruleOf(delivery.type).about) {
    case 'product':
      return productOf(ctx, delivery);
    case 'gift_cards':
      return giftCardsOf(ctx, delivery, orderOf(ctx, delivery, notices));
    default:
      return orderOf(ctx, delivery, notices);
  }
}

/** Whatever goes wrong with one message holds up that one alone. */
async function answered<T>(ctx: NotificationCtx, about: string, ask: Promise<T>): Promise<T | 'over' | 'unknown'> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return 'over';
    ctx.log.warn({ reason: messageOf(error), about }, 'what a message speaks of cannot be asked');
    return 'unknown';
  }
}

/** Orders order takes at once. */
const most = 50;

async function noticesOf(ctx: NotificationCtx, orderIds: readonly string[]): Promise<Notices> {
  const notices: Notices = new Map(orderIds.map(orderId => [orderId, 'over']));
  for (let from = 0; from < orderIds.length; from += most)
    for (const [orderId, notice] of await askFor(ctx, orderIds.slice(from, from + most))) notices.set(orderId, notice);
  return notices;
}

/** All at once; each alone where that fails, as it may be for one of them. */
async function askFor(ctx: NotificationCtx, orderIds: string[]): Promise<Notices> {
  const { order } = ctx.clients;
  try {
    const { items } = await order.listOrderNotices({ orderIds });
    return new Map(items.map(notice => [notice.orderId, notice]));
  } catch (error) {
    ctx.log.debug({ reason: messageOf(error), count: orderIds.length }, 'orders are asked for one by one');
    const each = orderIds.map(async orderId => {
      const notice = await answered(ctx, orderId, order.getOrderNotice({ orderId }));
      return [orderId, notice] as const;
    });
    return new Map(await Promise.all(each));
  }
}

async function parcelsOf(ctx: NotificationCtx, deliveries: readonly Delivery[]): Promise<Map<string, Parcel>> {
  const ofParcels = deliveries.filter(({ type }) => ruleOf(type).about === 'parcel');
  const parcels = ofParcels.map(async ({ id, variables }) => {
    const { shipmentId } = variables as { shipmentId: string };
    return [id, await answered(ctx, shipmentId, ctx.clients.shipping.getShipmentNotice({ shipmentId }))] as const;
  });
  return new Map(await Promise.all(parcels));
}

/** The order a message needs to know, if any. */
function orderIdOf({ type, variables }: Delivery, parcel: Parcel | undefined): string | null {
  if (parcel) return typeof parcel === 'object' ? parcel.orderId : null;
  const { about } = ruleOf(type);
  return about === 'order' || about === 'gift_cards' ? (variables as { orderId: string }).orderId : null;
}

const guestOf = ({ email, locale }: OrderNotice, { guestOrderId }: Delivery) =>
  guestOrderId !== null && email !== null ? { email, locale } : null;

const contentsOf = (items: readonly { title: string; quantity: number }[]): string =>
  items.map(({ quantity, title }) => `${quantity} × ${title}`).join(', ');

function orderOf(ctx: NotificationCtx, delivery: Delivery, notices: Notices): Subject {
  const { orderId } = delivery.variables as { orderId: string };
  const notice = notices.get(orderId)!;
  if (typeof notice === 'string') return notice;
  if (delivery.type === 'payment.failed' && !isUnpaid(notice)) return 'over';
  const { number, total, lines, orderToken } = notice;
  const token = delivery.guestOrderId ? `?token=${encodeURIComponent(orderToken)}` : '';
  const left = lines.map(({ title, quantity, cancelled }) => ({ title, quantity: quantity - cancelled }));
  const contents = contentsOf(left.filter(({ quantity }) => quantity > 0));
  const variables = { number, total, contents, link: `${ctx.publicUrl}/orders/${orderId}${token}` };
  return { variables, guest: guestOf(notice, delivery) };
}

/** Gift cards with their codes, in an e-mail: whatever else a template says is kept, or shown on a locked screen. */
async function giftCardsOf(ctx: NotificationCtx, { channel, variables }: Delivery, order: Subject): Promise<Subject> {
  if (typeof order === 'string') return order;
  const { orderId } = variables as { orderId: string };
  const cards = await answered(ctx, orderId, ctx.clients.payment.getGiftCardCodes({ orderId }));
  if (typeof cards === 'string') return cards;
  if (cards.items.length === 0) return 'over';
  const codes = cards.items.map(({ code, last4, value }) => ({
    code: channel === 'email' ? code : `…${last4}`,
    value,
  }));
  return { ...order, variables: { ...order.variables, codes } };
}

/** Whether the payer can still do something about it. */
export const isUnpaid = ({ state }: Pick<OrderNotice, 'state'>): boolean =>
  state === 'awaiting_payment' || state === 'payment_unknown';

function parcelOf(delivery: Delivery, parcel: Parcel, notices: Notices): Subject {
  if (typeof parcel === 'string') return parcel;
  if (isOver(delivery, parcel)) return 'over';
  const notice = notices.get(parcel.orderId)!;
  if (typeof notice === 'string') return notice;
  const { carrier, trackingNumber, waitsAt, url, items } = parcel;
  const about = { carrier, trackingNumber, waitsAt, coded: waitsAt !== 'carrier', contents: contentsOf(items) };
  return { variables: { ...about, number: notice.number, link: url }, guest: guestOf(notice, delivery) };
}

/** A message that waited, perhaps through the night, is not to send anybody to an empty locker. */
function isOver({ type }: Delivery, { state }: ParcelNotice): boolean {
  if (type === 'shipment.handed_over') return state === 'delivered' || state === 'failed';
  return type === 'shipment.ready_for_pickup' && state !== 'ready_for_pickup';
}

async function productOf(ctx: NotificationCtx, delivery: Delivery): Promise<Subject> {
  const { vendorId, productId } = delivery.variables as { vendorId: string; productId: string };
  const product = await answered(ctx, productId, ctx.clients.catalog.getOwnProduct({ vendorId, productId }));
  if (typeof product === 'string') return product;
  return { variables: { title: product.title, slug: product.slug }, guest: null };
}
