import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bike, book, type Shop, shop, tenPercentOff, vendorA, vendorB } from './fixture.ts';
import { methodId } from './goods-peers.ts';

let s: Shop;
beforeAll(async () => {
  s = await shop();
});
afterAll(() => s.close());
afterEach(() => {
  s.state.discounts = null;
  s.state.shippingPrice = '490';
});

type Wanted = Parameters<Shop['cart']['quoteOrder']>[0];
const wanted = (change: Partial<Wanted> = {}): Wanted => ({
  currency: 'EUR',
  userId: null,
  codes: [],
  lines: [
    { lineId: randomUUID(), variantId: bike, quantity: 1 },
    { lineId: randomUUID(), variantId: book, quantity: 2 },
  ],
  destination: { country: 'DE', postcode: '10969' },
  methodId,
  ...change,
});

test('without a destination there is no shipping yet, and taxes are those of the shop', async () => {
  s.calls.length = 0;
  const quote = await s.cart.quoteOrder(wanted({ destination: null, methodId: null }));
  expect(s.calls).toEqual(['catalog.getOffers', 'discount.evaluateDiscounts']);
  expect(quote).toMatchObject({
    subtotal: { amount: '12000' },
    shipping: null,
    total: { amount: '12000' },
    tax: { amount: '1916' },
    methods: [],
  });
});

test('with a destination the ways to send it are named, and cost something once one is chosen', async () => {
  const open = await s.cart.quoteOrder(wanted({ methodId: null }));
  expect([open.shipping, open.total.amount, open.methods.length]).toEqual([null, '12000', 1]);
  const chosen = await s.cart.quoteOrder(wanted());
  expect([chosen.shipping?.amount, chosen.total.amount]).toEqual(['490', '12490']);
});

test('an empty cart costs nothing and asks nobody', async () => {
  s.calls.length = 0;
  expect(await s.cart.quoteOrder(wanted({ lines: [] }))).toMatchObject({ total: { amount: '0' }, shipping: null });
  expect(s.calls).toEqual([]);
});

test('what is gone is named, and does not count', async () => {
  const gone = randomUUID();
  const quote = await s.cart.quoteOrder(
    wanted({ lines: [{ lineId: randomUUID(), variantId: gone, quantity: 1 }, ...wanted().lines] }),
  );
  expect([quote.missing, quote.total.amount]).toEqual([[gone], '12490']);
});

test('discounts are taken off the lines, and what the platform pays of them is owed to the vendors', async () => {
  s.state.discounts = tenPercentOff;
  const quote = await s.cart.quoteOrder(wanted());
  expect(quote).toMatchObject({ discount: { amount: '1200' }, total: { amount: '11290' }, applied: [{ code: 'TEN' }] });
  expect(quote.lines.map(line => line.total.amount)).toEqual(['9000', '1800']);
  const { orderId } = await s.cart.placeOrder(s.wish({ expectedTotal: quote.total }));
  for (const [vendorId, funded] of [
    [vendorA, '1000'],
    [vendorB, '200'],
  ] as const) {
    const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorId}`)).order;
    const part = await vendor.getVendorOrder({ vendorId, orderId });
    expect(part.platformFunded.amount).toBe(funded);
  }
});

test('of what a vendor gives the platform pays nothing', async () => {
  s.state.discounts = (total, lines) => {
    const found = tenPercentOff(total, lines);
    return { ...found, applied: found.applied.map(each => ({ ...each, fundedBy: 'vendor' })) };
  };
  const { orderId } = await s.cart.placeOrder(s.wish({ expectedTotal: { amount: '11290', currency: 'EUR' } }));
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorA}`)).order;
  const part = await vendor.getVendorOrder({ vendorId: vendorA, orderId });
  expect(part.platformFunded.amount).toBe('0');
});

test('free shipping is a discount on it, funded by whoever gives it', async () => {
  const promotionId = randomUUID();
  s.state.discounts = () => ({
    lines: [],
    shipping: [
      { vendorId: vendorA, amount: '245' },
      { vendorId: vendorB, amount: '245' },
    ],
    applied: [{ promotionId, couponId: null, code: 'FREESHIP', name: 'Free', amount: '490', fundedBy: 'platform' }],
    rejected: [],
  });
  const quote = await s.cart.quoteOrder(wanted());
  expect(quote).toMatchObject({
    shipping: { amount: '490' },
    discount: { amount: '490' },
    total: { amount: '12000' },
    tax: { amount: '1916' },
  });
  const { orderId } = await s.cart.placeOrder(s.wish({ expectedTotal: quote.total }));
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorA}`)).order;
  expect(await vendor.getVendorOrder({ vendorId: vendorA, orderId })).toMatchObject({
    shipping: { amount: '0' },
    platformFunded: { amount: '245' },
  });
});

test('where a discount makes sending dearer, discounts are reckoned with that price', async () => {
  s.state.discounts = (total, lines) => {
    s.state.shippingPrice = '690';
    return tenPercentOff(total, lines);
  };
  s.calls.length = 0;
  expect((await s.cart.quoteOrder(wanted())).total.amount).toBe('11490');
  expect(s.calls.filter(name => name === 'discount.evaluateDiscounts')).toHaveLength(2);
});

test('taxes come on top where prices do not contain them, by region, and people can read the rules', async () => {
  const admin = s.t.as(s.t.person('admin@platform')).order;
  const rules = {
    country: 'US',
    included: false,
    rates: [
      { region: null, category: 'standard', ratePpm: 0 },
      { region: 'CA', category: 'standard', ratePpm: 72_500 },
    ],
  };
  expect(await admin.setTaxRules(rules)).toEqual(rules);
  const quote = await s.cart.quoteOrder(wanted({ destination: { country: 'US', region: 'CA', postcode: '94016' } }));
  expect(quote).toMatchObject({ taxIncluded: false, subtotal: { amount: '12000' }, tax: { amount: '906' } });
  expect(quote.total.amount).toBe(String(12_000 + 490 + 906));
  expect((await s.t.anonymous().order.listTaxRules({})).items.map(({ country }) => country)).toEqual(['DE', 'US']);
  const twice = { ...rules, rates: [rules.rates[0]!, rules.rates[0]!] };
  await expect(admin.setTaxRules(twice)).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(s.t.as(s.t.person()).order.setTaxRules(rules)).rejects.toMatchObject({ code: 'permission_denied' });
});

test('an outside provider is asked for the taxes, and where it is not there nothing is quoted', async () => {
  const asked: { body: Record<string, unknown>; key: string | undefined }[] = [];
  let status = 200;
  let missing = 0;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', chunk => (text += chunk));
    request.on('end', () => {
      const body = JSON.parse(text);
      asked.push({ body, key: request.headers.authorization });
      const lines = body.lines.slice(missing).map(() => ({ ratePpm: 100_000, tax: '7' }));
      response.writeHead(status).end(JSON.stringify({ included: false, lines }));
    });
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const other = await shop({
    TAX_PROVIDER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/taxes`,
    TAX_PROVIDER_KEY: 'key-1',
    AGORA_ORDER_TAX_PROVIDER_INSECURE: 'true',
  });
  const quote = await other.cart.quoteOrder(wanted());
  expect(quote).toMatchObject({ taxIncluded: false, tax: { amount: '28' }, total: { amount: '12518' } });
  expect(asked[0]).toMatchObject({
    key: 'Bearer key-1',
    body: { country: 'DE', postcode: '10969', currency: 'EUR', lines: { length: 4 } },
  });
  expect(await other.cart.quoteOrder(wanted({ lines: [] }))).toMatchObject({ total: { amount: '0' } });
  missing = 1;
  await expect(other.cart.quoteOrder(wanted())).rejects.toMatchObject({ code: 'unavailable' });
  missing = 0;
  status = 500;
  await expect(other.cart.quoteOrder(wanted())).rejects.toMatchObject({ code: 'unavailable' });
  await expect(other.cart.placeOrder(other.wish())).rejects.toMatchObject({ code: 'unavailable' });
  server.closeAllConnections();
  server.close();
  await other.close();
});

test('amounts in currencies of no and of three decimals add up the same', async () => {
  for (const currency of ['JPY', 'KWD']) {
    const quote = await s.cart.quoteOrder(wanted({ currency }));
    expect(quote.total).toEqual({ amount: '12490', currency });
    const reply = await s.cart.placeOrder(s.wish({ currency, expectedTotal: quote.total }));
    expect(reply.total).toEqual({ amount: '12490', currency });
  }
});
