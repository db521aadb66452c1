// Gift cards and preorders through all the services they concern, from the cart to the mail.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { agora, fake } from '#kernel/testing/harness';
import { building } from '#services/building/contract';
import cart from '#services/cart/service';
import catalog from '#services/catalog/service';
import { community } from '#services/community/contract';
import discount from '#services/discount/service';
import { iam } from '#services/iam/contract';
import { media } from '#services/media/contract';
import notification from '#services/notification/service';
import order from '#services/order/service';
import payment from '#services/payment/service';
import shipping from '#services/shipping/service';

const services = [catalog, cart, order, payment, discount, shipping, notification] as const;
const nobody = async () => ({ items: [] });
const open = () =>
  agora({
    services,
    peers: [
      fake(building, { listMemberships: nobody }),
      fake(iam, { getUsers: nobody }),
      fake(media, { signFiles: nobody }),
      fake(community, {}),
    ],
    config: { AGORA_PAYMENT_SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks' },
  });
let t: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  t = await open();
  for (const { definition, seed } of services) await seed?.(t.ctx(definition.contract.service) as never);
  await t.settle();
});
afterAll(() => t.close());

const email = 'ada@post.example';
const address = { name: 'Ada Adler', line1: 'Feldweg 1', postcode: '10115', city: 'Berlin', country: 'DE' };
const methodId = seedId('shipping-method:standard');
const variant = (slug: string, nth = 1) => seedId(`variant:${slug}:${nth}`);
const shop = () => t.anonymous();

/** Buys something as a guest, for what the cart says it costs. */
async function buy(items: { variantId: string; quantity: number }[], more: object = {}) {
  const { id: cartId, token } = await shop().cart.createCart({ items });
  const theirs = { cartId, cartToken: token! };
  if ('address' in more) {
    await shop().cart.setAddress({ ...theirs, email, address });
    await shop().cart.chooseShipping({ ...theirs, methodId });
  }
  const { totals } = await shop().cart.getCart(theirs);
  const payment = { kind: 'card' as const, token: 'tok_ok' };
  const placed = await shop().cart.checkout({ ...theirs, email, expectedTotal: totals!.total, payment, ...more });
  await t.settle();
  return { ...placed, get: () => shop().order.getOrder({ orderId: placed.orderId, orderToken: placed.orderToken }) };
}
const mails = async () =>
  await t.db('notification').many({ subject: col.text, text: col.text })`
    select subject, text from mailbox where recipient = ${email} order by created_at, id`;
const differences = async () => (await t.as(t.person('admin@platform')).payment.reconcile({})).differences;

test('a gift card is bought without an address, comes by mail, pays for something, and the rest goes back', async () => {
  const bought = await buy([{ variantId: variant('gift-card', 2), quantity: 1 }]);
  expect(await bought.get()).toMatchObject({ state: 'fulfilled', total: { amount: '5000' } });
  await t.settle();
  const code = /([A-Z2-9]{4}-){3}[A-Z2-9]{4}/.exec((await mails()).map(({ text }) => text).join())![0];
  const balance = async () => Number((await shop().payment.checkGiftCard({ code })).balance.amount);
  expect(await balance()).toBe(5_000);
  const payment = { kind: 'card' as const, token: 'tok_ok', giftCards: [code] };
  await expect(buy([{ variantId: variant('gift-card'), quantity: 1 }], { payment })).rejects.toMatchObject({
    extras: { reason: 'gift_card_for_gift_card' },
  });
  const { total } = await buy([{ variantId: variant('plum-jam'), quantity: 1 }], { address, methodId, payment });
  const left = 5_000 - Number(total.amount);
  expect(await balance()).toBe(left);
  const { orderId, orderToken } = bought;
  await shop().order.cancelOrder({ orderId, orderToken });
  await t.settle();
  expect(await balance()).toBe(0);
  expect(await bought.get()).toMatchObject({ state: 'cancelled', refunded: { amount: String(left) } });
  expect(await differences()).toEqual([]);
});

test('a preorder promises a day, waits, is told of another one, and is sent when its stock is there', async () => {
  const items = [{ variantId: variant('folding-trailer'), quantity: 2 }];
  const { id, token } = await shop().cart.createCart({ items });
  const [item] = (await shop().cart.getCart({ cartId: id, cartToken: token! })).items;
  const preorderUntil = item!.line!.shipsFrom!;
  await expect(buy(items, { address, methodId })).rejects.toMatchObject({ extras: { reason: 'on_preorder' } });
  const placed = await buy(items, { address, methodId, preorderUntil });
  const { orderId } = placed;
  const parcels = async () => (await t.asService('order').shipping.listOrderShipments({ orderId })).items;
  expect(await placed.get()).toMatchObject({ state: 'confirmed', lines: [{ waits: true, shipsFrom: preorderUntil }] });
  expect(await parcels()).toEqual([]);
  const vendor = t.as(t.person(`vendor@vendor:${seedId('vendor:bikes')}`)).catalog;
  const { variantId } = items[0]!;
  await vendor.setPreorder({ variantId, availableFrom: `${Number(preorderUntil.slice(0, 4)) + 1}-01-15`, limit: 20 });
  await t.advance('2s');
  expect((await mails()).map(({ subject }) => subject).join()).toContain('Ein anderer Tag');
  const change = { variantId, locationId: seedId('location:bikes'), reason: 'delivery' as const };
  await vendor.adjustStock({ ...change, change: 3 });
  await t.advance('3s');
  expect((await placed.get()).lines).toMatchObject([{ waits: false, shipsFrom: preorderUntil }]);
  expect(await parcels()).toHaveLength(1);
  const trailer = await shop().catalog.getProduct({ product: 'folding-trailer' });
  expect(trailer.variants[0]).toMatchObject({ available: 1 });
});
