// The whole money path, with the real services of it: what fakes cannot tell.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { agora } from '#kernel/testing/harness';
import building from '#services/building/service';
import catalog from '#services/catalog/service';
import discount from '#services/discount/service';
import media from '#services/media/service';
import payment from '#services/payment/service';
import shipping from '#services/shipping/service';
import service from '../service.ts';
import { address } from './fixture.ts';

const services = [building, catalog, discount, media, service, payment, shipping] as const;
// The simulated carrier would call back at an address that nobody serves here.
const open = () => agora({ services, config: { AGORA_SHIPPING_CARRIER_PACE: '86400' } });
let t: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  t = await open();
  for (const each of services) await each.seed?.(t.ctx(each.definition.contract.service) as never);
  await t.settle();
});
afterAll(() => t.close());

const mug = seedId('variant:stoneware-mug:1');
const saddle = seedId('variant:saddle:1');
const methodId = seedId('shipping-method:standard');

async function wish(token: string, codes: string[] = []) {
  const lines = [
    { lineId: randomUUID(), variantId: mug, quantity: 1 },
    { lineId: randomUUID(), variantId: saddle, quantity: 1 },
  ];
  const wanted = { currency: 'EUR', userId: null, codes, lines };
  const { country, postcode } = address;
  const quote = await t.asService('cart').order.quoteOrder({ ...wanted, destination: { country, postcode }, methodId });
  return {
    ...wanted,
    checkoutId: randomUUID(),
    cartId: null,
    email: 'ada@example.org',
    address,
    billingAddress: null,
    methodId,
    slotId: null,
    expectedTotal: quote.total,
    payment: { kind: 'card' as const, token },
    note: null,
  };
}
const available = async (variantId: string) => {
  const asked = { items: [{ variantId, quantity: 1 }], currency: 'EUR', userId: null };
  return (await t.asService('order').catalog.getOffers(asked)).items[0]!.available;
};
const twoMinutes = async () => {
  for (let passed = 0; passed < 120; passed += 30) await t.advance('30s');
};
const stockUp = async () => {
  for (const variant of [mug, saddle])
    await t.db('catalog').run`update inventory set on_hand = 50 where variant_id = ${variant}`;
};

test('an order is bought, cancelled, and everything is as before', async () => {
  await stockUp();
  const before = [await available(mug), await available(saddle)];
  const reply = await t.asService('cart').order.placeOrder(await wish('tok_visa', ['SAVE5']));
  expect(reply).toMatchObject({ state: 'confirmed', paymentState: 'captured' });
  // Offers are kept for two seconds.
  await t.advance('2s');
  expect([await available(mug), await available(saddle)]).toEqual(before.map(count => count! - 1));
  const { orderId, orderToken, total } = reply;
  const { items } = await t.asService('order').shipping.listOrderShipments({ orderId });
  expect(items).toHaveLength(2);
  const parcels = await t.anonymous().order.listParcels({ orderId, orderToken });
  expect(parcels.items.map(({ shipmentId }) => shipmentId)).toEqual(items.map(({ shipmentId }) => shipmentId));
  for (const { shipmentId, parcelToken } of parcels.items)
    expect((await t.anonymous().shipping.getParcel({ shipmentId, parcelToken })).id).toBe(shipmentId);
  await t.anonymous().order.cancelOrder({ orderId, orderToken });
  await t.settle();
  await t.advance('1m');
  expect([await available(mug), await available(saddle)]).toEqual(before);
  expect((await t.anonymous().order.getOrder({ orderId, orderToken })).refunded).toEqual(total);
});

test('what a category costs its vendor is posted by the rule of the category, and goes back by it', async () => {
  await stockUp();
  const admin = t.as(t.person('admin@platform')).payment;
  const asked = { items: [{ variantId: mug, quantity: 1 }], currency: 'EUR', userId: null };
  const [offer] = (await t.asService('order').catalog.getOffers(asked)).items;
  const categoryId = offer!.categoryIds.at(-1)!;
  const { id } = await admin.setCommissionRule({ vendorId: offer!.vendorId, categoryId, ratePpm: 500_000 });
  await t.advance('2m');
  const wanted = await wish('tok_visa');
  const { orderId, orderToken } = await t.asService('cart').order.placeOrder(wanted);
  const posted = async () => {
    const { items } = await admin.listJournal({ limit: 1 });
    return items[0]!.postings.flatMap(({ account, amount, rule }) =>
      account === 'commission' && rule?.id === id ? [BigInt(amount.amount)] : [],
    );
  };
  const [line] = (await t.anonymous().order.getOrder({ orderId, orderToken })).lines;
  const earned = BigInt(line!.total.amount) - BigInt(line!.tax.amount);
  expect(await posted()).toEqual([-(earned + 1n) / 2n]);
  await t.anonymous().order.cancelOrder({ orderId, orderToken, lines: [{ lineId: line!.lineId, quantity: 1 }] });
  await t.settle();
  expect(await posted()).toEqual([(earned + 1n) / 2n]);
});

test('an order goes elsewhere with its labelled parcels', async () => {
  await stockUp();
  const { orderId, orderToken } = await t.asService('cart').order.placeOrder(await wish('tok_visa'));
  await t.settle();
  const next = { ...address, line1: 'Marktplatz 9', postcode: '10115' };
  const changed = await t.anonymous().order.changeAddress({ orderId, orderToken, address: next });
  expect(changed.address).toEqual(next);
  await t.settle();
  const { items } = await t.asService('order').shipping.listOrderShipments({ orderId });
  expect(items.map(({ state }) => state)).toEqual(['labelled', 'labelled']);
  expect((await t.asService('order').shipping.getOrderAddress({ orderId })).address).toEqual(next);
  expect((await t.anonymous().order.getOrder({ orderId, orderToken })).address).toEqual(next);
});

test('a declined payment leaves stock and coupons as they were', async () => {
  await stockUp();
  const before = await available(mug);
  await expect(
    t.asService('cart').order.placeOrder(await wish('tok_insufficient_funds', ['SAVE5'])),
  ).rejects.toMatchObject({ extras: { reason: 'payment_declined' } });
  await t.settle();
  expect(await available(mug)).toBe(before);
});

test.each([
  'tok_timeout_success',
  'tok_lost_reply',
  'tok_webhooks_tripled',
  'tok_webhooks_none',
  'tok_capture_timeout',
])('with %s the order is confirmed within two minutes', async token => {
  await stockUp();
  const { orderId, orderToken } = await t.asService('cart').order.placeOrder(await wish(token));
  await twoMinutes();
  expect((await t.anonymous().order.getOrder({ orderId, orderToken })).state).not.toMatch(/pending|payment|cancelled/);
});

test.each(['tok_timeout_failure', 'tok_capture_refused'])('with %s nothing is kept', async token => {
  await stockUp();
  const before = await available(mug);
  const placed = await t
    .asService('cart')
    .order.placeOrder(await wish(token))
    .catch(() => null);
  await twoMinutes();
  expect(await available(mug)).toBe(before);
  if (placed) {
    const { orderId, orderToken } = placed;
    expect((await t.anonymous().order.getOrder({ orderId, orderToken })).state).toBe('cancelled');
  }
});
