// The shop's services around notification: fakes that the tests write into.

import { randomUUID } from 'node:crypto';
import { fail } from '#kernel/errors';
import { fake } from '#kernel/testing/harness';
import { catalog } from '#services/catalog/contract';
import { order } from '#services/order/contract';
import { payment } from '#services/payment/contract';
import { shipping } from '#services/shipping/contract';

export interface OrderState {
  orderId: string;
  number: string;
  userId: string | null;
  email: string | null;
  locale: 'en' | 'de';
  state: 'confirmed' | 'awaiting_payment' | 'cancelled';
}

const euros = (amount: string) => ({ amount, currency: 'EUR' });

function noticeOf(found: OrderState) {
  const line = { lineId: found.orderId, vendorId: found.orderId, variantTitle: null, total: euros('4990') };
  return {
    ...found,
    total: euros('4990'),
    refunded: euros('0'),
    lines: [{ ...line, title: 'Bicycle bell', quantity: 3, cancelled: 1 }],
    orderToken: 'token-of-the-order',
  };
}

/** Orders, parcels and gift cards as their owners would tell of them. */
export function shopNeighbours() {
  const orders = new Map<string, OrderState>();
  const parcels = new Map<string, { orderId: string; state: 'in_transit' | 'ready_for_pickup' | 'delivered' }>();
  const codes = new Map<string, string[]>();
  const state = { down: false, asked: [] as string[][], broken: null as string | null };
  const up = () => void (state.down && fail('unavailable', 'the shop is away'));
  const breaksOver = (orderIds: string[]) => {
    if (state.broken && orderIds.includes(state.broken)) throw new Error('order broke over one');
  };
  const peers = [
    fake(order, {
      async getOrderNotice({ orderId }) {
        up();
        breaksOver([orderId]);
        return noticeOf(orders.get(orderId) ?? fail('not_found', 'no such order'));
      },
      async listOrderNotices({ orderIds }) {
        up();
        state.asked.push(orderIds);
        breaksOver(orderIds);
        return { items: orderIds.flatMap(orderId => orders.get(orderId) ?? []).map(noticeOf) };
      },
    }),
    fake(shipping, {
      async getShipmentNotice({ shipmentId }) {
        up();
        const { orderId, state: parcelState } = parcels.get(shipmentId) ?? fail('not_found', 'no such parcel');
        return {
          shipmentId,
          orderId,
          userId: null,
          state: parcelState,
          carrier: 'Agora Parcel',
          trackingNumber: '300000000000000001',
          waitsAt: 'locker',
          url: `https://agora.example/track/${shipmentId}`,
          items: [{ title: 'Bicycle bell', quantity: 2 }],
        };
      },
    }),
    fake(payment, {
      async getGiftCardCodes({ orderId }) {
        up();
        const value = euros('2500');
        return { items: (codes.get(orderId) ?? []).map(code => ({ code, last4: code.slice(-4), value })) };
      },
    }),
    fake(catalog, {
      async getOwnProduct({ vendorId, productId }) {
        up();
        return ownProduct(vendorId, productId);
      },
    }),
  ];
  return {
    orders,
    parcels,
    codes,
    shop: state,
    shopPeers: peers,
    /** An order of somebody, or of a guest with an address. */
    newOrder(about: Partial<OrderState> = {}): OrderState {
      const orderId = randomUUID();
      const made = { orderId, number: 'A-1042', userId: null, email: null, locale: 'en', state: 'confirmed' } as const;
      orders.set(orderId, { ...made, ...about });
      return orders.get(orderId)!;
    },
  };
}

const ownProduct = (vendorId: string, id: string) => ({
  id,
  slug: 'bicycle-bell',
  title: 'Bicycle bell',
  description: '',
  brand: null,
  vendor: { id: vendorId, slug: 'demo', name: 'Agora Demo Shop' },
  categories: [],
  tags: [],
  options: [],
  attributes: {},
  giftCard: false,
  seoTitle: null,
  seoDescription: null,
  images: [],
  publishedAt: null,
  updatedAt: '2026-03-02T09:00:00.000Z',
  state: 'active' as const,
  version: 1,
  variants: [],
});
