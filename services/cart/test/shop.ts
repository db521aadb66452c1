// What the tests of cart shop with: an order service that reckons 10.00 a piece and can be told what to answer.

import { CodedError, type ErrorCode } from '#kernel/errors';
import { agora, fake, type Harness } from '#kernel/testing/harness';
import { building } from '#services/building/contract';
import { order } from '#services/order/contract';
import type { CartCtx } from '../definition.ts';
import { flush } from '../keeping/write-behind.ts';
import cart from '../service.ts';

type T = Harness<[typeof cart]>;
type Asked = { checkoutId: string; lines: { lineId: string; variantId: string; quantity: number }[] } & Record<
  string,
  unknown
>;

export const variantId = (n: number): string => `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;
export const methodId = variantId(900);
export const address = {
  name: 'Ada Adler',
  line1: 'Feldweg 1',
  postcode: '10115',
  city: 'Berlin',
  country: 'DE',
};
const euro = (amount: number) => ({ amount: String(amount), currency: 'EUR' });
export const payment = { kind: 'card', token: 'tok_ok' } as const;

/** What the shop answers, and what it was asked. */
const newShop = () => ({
  prices: new Map<string, number>(),
  available: new Map<string, number | null>(),
  gone: new Set<string>(),
  giftCards: new Set<string>(),
  /** Thrown in place of an answer while it is set. */
  quoteFails: null as ErrorCode | null,
  placeFails: null as CodedError | null,
  /** What is waited for before an answer. */
  delay: async () => {},
  quoteDelay: async () => {},
  state: 'confirmed' as 'confirmed' | 'pending' | 'cancelled',
  quotes: [] as Record<string, unknown>[],
  asked: [] as Asked[],
  /** One order for each checkout, as the real one keeps it. */
  orders: new Map<string, string>(),
});
type Shop = ReturnType<typeof newShop>;

const quoteLine = (shop: Shop, { lineId, variantId: id, quantity }: Asked['lines'][number]) => {
  const price = shop.prices.get(id) ?? 1_000;
  return {
    lineId,
    variantId: id,
    productId: id,
    vendorId: variantId(800),
    slug: 'thing',
    title: 'Thing',
    variantTitle: null,
    sku: null,
    imageUrl: null,
    quantity,
    available: shop.available.get(id) ?? null,
    sellable: true,
    shipsFrom: null,
    giftCard: shop.giftCards.has(id),
    unitPrice: euro(price),
    priorPrice: null,
    gross: euro(price * quantity),
    discount: euro(0),
    tax: euro(0),
    taxRatePpm: 0,
    total: euro(price * quantity),
  };
};

const orderOver = (shop: Shop) =>
  fake(order, {
    quoteOrder: async input => {
      if (shop.quoteFails) throw new CodedError(shop.quoteFails, 'told to fail');
      shop.quotes.push(input);
      await shop.quoteDelay();
      const sold = input.lines.filter(line => !shop.gone.has(line.variantId));
      const lines = sold.map(line => quoteLine(shop, line));
      const total = euro(lines.reduce((sum, line) => sum + Number(line.total.amount), 0));
      return {
        currency: 'EUR',
        lines,
        missing: input.lines.filter(line => !sold.includes(line)).map(line => line.variantId),
        subtotal: total,
        discount: euro(0),
        shipping: null,
        tax: euro(0),
        taxIncluded: true,
        total,
        applied: [],
        rejected: input.codes.map(code => ({ code, reason: 'unknown', message: 'There is no such code.' })),
        methods: input.destination ? [quotedMethod] : [],
        needsAddress: lines.some(line => !line.giftCard),
      };
    },
    placeOrder: async input => {
      shop.asked.push(input);
      await shop.delay();
      if (shop.placeFails) throw shop.placeFails;
      const orderId = shop.orders.get(input.checkoutId) ?? input.checkoutId.replace(/^.{8}/, '00000000');
      shop.orders.set(input.checkoutId, orderId);
      return {
        orderId,
        number: `A-${[...shop.orders.keys()].indexOf(input.checkoutId) + 1}`,
        state: shop.state,
        total: input.expectedTotal,
        paymentState: null,
        action: null,
        orderToken: 'token',
        createdAt: '2026-03-02T09:00:00.000Z',
      };
    },
  });

const quotedMethod = {
  methodId,
  name: 'Standard',
  carrier: 'Simulated',
  amount: euro(490),
  parts: [],
  earliest: '2026-03-04',
  latest: '2026-03-06',
  taxCategory: 'standard',
  slots: [],
};

/** Cart beside the shop and a building in which everybody lives. */
export async function openCarts() {
  const shop = newShop();
  const homes = fake(building, { listMemberships: async () => ({ items: [] }) });
  const t: T = await agora({ services: [cart], peers: [orderOver(shop), homes] });
  const ctx = t.ctx('cart') as CartCtx;
  return {
    t,
    shop,
    ctx,
    flush: () => flush(ctx),
    /** As a flush or a restart of Redis leaves them. */
    loseKeys: async (...cartIds: string[]) => {
      for (const id of cartIds) await ctx.keys.delete(id);
    },
    /** The cart of a guest with three pieces of a variant, and what its requests carry. */
    guest: async (items = [{ variantId: variantId(1), quantity: 3 }]) => {
      const { id, token } = await t.anonymous().cart.createCart({ items });
      return { cartId: id, cartToken: token! };
    },
    /** A cart that only needs to be paid. */
    complete: async () => {
      const { id, token } = await t.anonymous().cart.createCart({ items: [{ variantId: variantId(1), quantity: 3 }] });
      const theirs = { cartId: id, cartToken: token! };
      await t.anonymous().cart.setAddress({ ...theirs, email: 'ada@demo.example', address });
      await t.anonymous().cart.chooseShipping({ ...theirs, methodId });
      return theirs;
    },
    paying: { expectedTotal: euro(3_490), payment },
    as: t.anonymous().cart,
  };
}
export type Carts = Awaited<ReturnType<typeof openCarts>>;
