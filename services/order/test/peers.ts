// The services an order has to do with, as far as it can tell: they keep stock, coupon uses, money and parcels in memory by
// the words of their contracts, and can be told to fail, to hang, and to lose their answers.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import type { Offer } from '#services/catalog/contract';
import type { PaymentState } from '#services/payment/contract';
import type { Address } from '#services/shipping/contract';
import { catalogPeer, discountPeer, shippingPeer } from './goods-peers.ts';
import { paymentPeer } from './payment-peer.ts';

type Faults = Map<string, 'down' | 'hang' | 'lose'>;
export type HoldState = 'held' | 'confirmed' | 'released';

export interface StockHold {
  state: HoldState;
  items: { variantId: string; quantity: number }[];
  expiresAt: string;
}
export interface Payment {
  state: z.output<typeof PaymentState>;
  orderId: string;
  amount: bigint;
  currency: string;
  captured: bigint;
  refunded: bigint;
  reason: string | null;
}

export interface Product extends Partial<Offer> {
  variantId: string;
  amount: string;
  stock: number | null;
}

/** What the four keep, and what a test tells them. */
export function makeWorld(now: () => string) {
  const faults: Faults = new Map();
  const calls: string[] = [];
  /** Never answered until `close`. */
  const hung = Promise.withResolvers<never>();
  hung.promise.catch(() => {});

  /** Does what is asked, unless the test has told otherwise. */
  async function served<T>(name: string, work: () => T): Promise<T> {
    calls.push(name);
    const fault = faults.get(name) ?? faults.get(name.split('.')[0]!);
    if (fault === 'down') fail('unavailable', `${name} is down`, { reason: 'away' });
    if (fault === 'hang') return hung.promise;
    const done = work();
    if (fault === 'lose') fail('unavailable', `${name} lost its answer`);
    return done;
  }
  const serve =
    <I, T>(name: string, work: (input: I) => T) =>
    (input: I) =>
      served(name, () => work(input));

  return {
    now,
    faults,
    calls,
    serve,
    close: () => hung.reject(new Error('closed')),
    products: new Map<string, Product>(),
    stockHolds: new Map<string, StockHold>(),
    useHolds: new Map<string, { state: HoldState; uses: number; expiresAt: string }>(),
    returns: new Map<string, StockHold['items']>(),
    payments: new Map<string, Payment>(),
    /** By order. */
    giftCards: new Map<string, { lineId: string; value: bigint; left: bigint; withdrawn: boolean }[]>(),
    refunds: new Map<string, { paymentId: string; amount: bigint; shares: unknown[] }>(),
    shipments: new Map<string, { vendorId: string; lines: { lineId: string; quantity: number }[] }[]>(),
    addresses: new Map<string, Address>(),
    state: {
      /** What the provider says to the next authorisations. */
      payments: 'authorised' as z.output<typeof PaymentState>,
      captures: 'captured' as z.output<typeof PaymentState>,
      usesLeft: Number.POSITIVE_INFINITY,
      discounts: null as null | ((total: bigint, lines: { lineId: string; gross: bigint }[]) => unknown),
      shippingPrice: '490',
      /** Places left in the only slot. */
      slotLeft: 3,
      refunds: 'succeeded' as 'succeeded' | 'failed',
      handedOver: false,
      /** The number of an order that shipping refuses, and of one over which it fails with all that come along. */
      refusesToSend: null as string | null,
      stumblesOver: null as string | null,
      invoices: [] as unknown[],
    },
  };
}
export type World = ReturnType<typeof makeWorld>;

/** Builds the four, and what a test looks at in them. */
export function peers(now: () => string) {
  const world = makeWorld(now);
  return {
    ...world,
    ...counting(world),
    list: [catalogPeer(world), discountPeer(world), shippingPeer(world), paymentPeer(world)],
  };
}
export type Peers = ReturnType<typeof peers>;

/** Whether a hold has ended by itself. */
export const isOver = ({ now }: World, hold: { state: HoldState; expiresAt: string }): boolean =>
  hold.state === 'held' && hold.expiresAt <= now();

/** How many pieces of a variant are held and sold. */
export function counting(world: World) {
  const { stockHolds, returns } = world;
  const piecesOf = (items: StockHold['items'], variantId: string) =>
    items.reduce((sum, item) => sum + (item.variantId === variantId ? item.quantity : 0), 0);
  const inState = (state: HoldState) =>
    [...stockHolds.values()].filter(hold => hold.state === state && !isOver(world, hold)).flatMap(hold => hold.items);
  return {
    heldOf: (variantId: string) => piecesOf(inState('held'), variantId),
    soldOf: (variantId: string) =>
      piecesOf(inState('confirmed'), variantId) - piecesOf([...returns.values()].flat(), variantId),
  };
}
