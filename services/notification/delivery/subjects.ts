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

/** Asks for what each message speaks of, by the message's id; those that speak of nothing in the shop are left out, and
 * test mails, which have sample data. */
export async function subjectsOf(ctx: NotificationCtx, deliveries: readonly Delivery[]): Promise<Map<string, Subject>> {
  const wanted = deliveries.filter(({ type, test }) => !test && ruleOf(type).about);
  return new Map(await Promise.all(wanted.map(async each => [each.id, await subjectOf(ctx, each)] as const)));
}

/** Whatever goes wrong with one message holds up that one alone. */
async function subjectOf(ctx: NotificationCtx, delivery: Delivery): Promise<Subject> {
  try {
    const { about } = ruleOf(delivery.type);
    if (about === 'product') return await productOf(ctx, delivery);
    return about === 'parcel' ? await parcelOf(ctx, delivery) : await orderOf(ctx, delivery);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return 'over';
    ctx.log.warn({ reason: messageOf(error), delivery: delivery.id }, 'what a message speaks of cannot be asked');
    return 'unknown';
  }
}

type OrderNotice = Awaited<ReturnType<Client<typeof order>['getOrderNotice']>>;
type ParcelNotice = Awaited<ReturnType<Client<typeof shipping>['getShipmentNotice']>>;

const guestOf = ({ email, locale }: OrderNotice, { guestOrderId }: Delivery) =>
  guestOrderId !== null && email !== null ? { email, locale } : null;

const contentsOf = (items: readonly { title: string; quantity: number }[]): string =>
  items.map(({ quantity, title }) => `${quantity} × ${title}`).join(', ');

async function orderOf(ctx: NotificationCtx, delivery: Delivery): Promise<Subject> {
  const { orderId } = delivery.variables as { orderId: string };
  const notice = await ctx.clients.order.getOrderNotice({ orderId });
  if (delivery.type === 'payment.failed' && !isUnpaid(notice)) return 'over';
  const { number, total, lines, orderToken } = notice;
  const token = delivery.guestOrderId ? `?token=${encodeURIComponent(orderToken)}` : '';
  const left = lines.map(({ title, quantity, cancelled }) => ({ title, quantity: quantity - cancelled }));
  const contents = contentsOf(left.filter(({ quantity }) => quantity > 0));
  const variables = { number, total, contents, link: `${ctx.publicUrl}/orders/${orderId}${token}` };
  return { variables, guest: guestOf(notice, delivery) };
}

/** Whether the payer can still do something about it. */
export const isUnpaid = ({ state }: Pick<OrderNotice, 'state'>): boolean =>
  state === 'awaiting_payment' || state === 'payment_unknown';

async function parcelOf(ctx: NotificationCtx, delivery: Delivery): Promise<Subject> {
  const { shipmentId } = delivery.variables as { shipmentId: string };
  const parcel = await ctx.clients.shipping.getShipmentNotice({ shipmentId });
  if (isOver(delivery, parcel)) return 'over';
  const notice = await ctx.clients.order.getOrderNotice({ orderId: parcel.orderId });
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
  const { title, slug } = await ctx.clients.catalog.getOwnProduct({ vendorId, productId });
  return { variables: { title, slug }, guest: null };
}
