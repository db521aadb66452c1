// A shop to order in.

import { randomUUID } from 'node:crypto';
import type { ParsedOf } from '#kernel/contract';
import { col } from '#kernel/sql/columns';
import { agora } from '#kernel/testing/harness';
import type { order } from '../contract.ts';
import service from '../service.ts';
import { methodId } from './goods-peers.ts';
import { type Peers, peers } from './peers.ts';

export const vendorA = '00000000-0000-4000-8000-0000000000a1';
export const vendorB = '00000000-0000-4000-8000-0000000000b1';
export const bike = '00000000-0000-4000-8000-000000000001';
export const book = '00000000-0000-4000-8000-000000000002';

type Place = ParsedOf<(typeof order)['endpoints']['placeOrder']>;

export const address = {
  name: 'Ada Adler',
  company: null,
  line1: 'Lindenstraße 12',
  line2: null,
  postcode: '10969',
  city: 'Berlin',
  region: null,
  country: 'DE',
  phone: null,
  unitId: null,
  handover: 'door' as const,
  note: null,
};

/** Opens a shop with a bike of 100.00 and a book of 10.00 at two vendors. */
export async function shop(config: Record<string, string> = {}) {
  let clock = () => '2026-03-02T09:00:00.000Z';
  const around = peers(() => clock());
  const t = await agora({ services: [service], peers: around.list, config });
  clock = () => t.clock.now();
  around.products.set(bike, { variantId: bike, amount: '10000', stock: 100, vendorId: vendorA, title: 'Bike' });
  around.products.set(book, { variantId: book, amount: '1000', stock: null, vendorId: vendorB, title: 'Book' });
  await t.as(t.person('admin@platform')).order.setTaxRules({
    country: 'DE',
    included: true,
    rates: [
      { category: 'standard', ratePpm: 190_000 },
      { category: 'books', ratePpm: 70_000 },
    ],
  });
  const cart = t.asService('cart').order;
  return {
    t,
    cart,
    ...around,
    db: t.db('order'),
    /** A checkout of one bike and two books; `change` says what is different. */
    wish: (change: Partial<Place> = {}): Place => ({
      checkoutId: randomUUID(),
      cartId: null,
      currency: 'EUR',
      userId: null,
      buildingIds: [],
      codes: [],
      email: 'ada@example.org',
      lines: [
        { lineId: randomUUID(), variantId: bike, quantity: 1 },
        { lineId: randomUUID(), variantId: book, quantity: 2 },
      ],
      address,
      billingAddress: null,
      methodId,
      slotId: null,
      expectedTotal: { amount: '12490', currency: 'EUR' },
      preorderUntil: null,
      payment: { kind: 'card', token: 'tok_visa', giftCards: [], storeCredit: false },
      note: null,
      ...change,
    }),
    close: async () => {
      around.close();
      await t.close();
    },
  };
}
export type Shop = Awaited<ReturnType<typeof shop>>;

/** Where every checkout stands. */
export const sagas = ({ db }: Pick<Shop, 'db'>) =>
  db.many({ order_id: col.uuid, state: col.text, order_state: col.text, cancel_reason: col.text.orNull })`
    select s.order_id, s.state, o.state as order_state, o.cancel_reason
    from checkout_sagas s join orders o on o.id = s.order_id order by s.created_at`;

/** What must hold of every order once all is over, whatever went wrong on the way. */
export async function debris(shopped: Shop): Promise<string[]> {
  const found: string[] = [];
  const all = await sagas(shopped);
  for (const saga of all) {
    if (saga.state !== 'completed' && saga.state !== 'cancelled') found.push(`${saga.order_id} is ${saga.state}`);
    const paid = [...shopped.payments.values()].filter(({ orderId }) => orderId === saga.order_id);
    const kept = paid.filter(payment => payment.captured > payment.refunded);
    const open = paid.filter(({ state }) => state !== 'captured' && state !== 'voided' && state !== 'declined');
    if (open.length > 0) found.push(`a payment is ${open[0]!.state}`);
    if (saga.state === 'completed' && kept.length !== 1) found.push(`${kept.length} payments for one order`);
    if (saga.state === 'cancelled' && kept.length > 0) found.push('paid, and no order');
    if (saga.state === 'completed' && !shopped.shipments.has(saga.order_id)) found.push('sold and not sent');
    if (saga.state === 'cancelled' && shopped.shipments.has(saga.order_id)) found.push('sent and not sold');
  }
  const driven = await shopped.db.run`
    select from checkout_sagas where state in ('completed', 'cancelled') and due_at is not null`;
  if (driven > 0) found.push('over, and driven on');
  const confirmed = all.filter(({ state }) => state === 'completed').length;
  const states = (holds: Peers['stockHolds'] | Peers['useHolds']) => [...holds.values()].map(({ state }) => state);
  if (states(shopped.stockHolds).filter(state => state === 'confirmed').length !== confirmed)
    found.push('stock sold is not stock ordered');
  if (states(shopped.stockHolds).includes('held')) found.push('stock is still held');
  if (states(shopped.useHolds).includes('held')) found.push('a coupon is still held');
  return found;
}

/** Takes ten percent off the lines, paid by the platform, by a promotion with uses. */
export const tenPercentOff = (total: bigint, lines: { lineId: string; gross: bigint }[]) => {
  const promotionId = '00000000-0000-4000-8000-0000000000d1';
  const off = lines.map(({ lineId, gross }) => ({ lineId, amount: String(gross / 10n) }));
  const amount = String(off.reduce((sum, line) => sum + BigInt(line.amount), 0n));
  return {
    lines: off.map(line => ({ ...line, parts: [{ promotionId, amount: line.amount }] })),
    shipping: [],
    applied:
      total > 0n
        ? [{ promotionId, couponId: null, code: 'TEN', name: 'Ten', amount, fundedBy: 'platform' as const }]
        : [],
    rejected: [],
  };
};
