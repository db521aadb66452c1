import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userDeleted } from '#services/iam/events';
import { shipmentDelivered } from '#services/shipping/events';
import { keysOf } from '../ids.ts';
import { address, bike, book, type Shop, shop, vendorA, vendorB } from './fixture.ts';

let s: Shop;
beforeAll(async () => {
  s = await shop();
});
afterAll(() => s.close());

async function bought(change: Parameters<Shop['wish']>[0] = {}) {
  const reply = await s.cart.placeOrder(s.wish(change));
  await s.t.settle();
  return reply;
}
const strangers = () => ({
  'a stranger': s.t.as(s.t.person()).order,
  'somebody without an account': s.t.anonymous().order,
  'a vendor of something else': s.t.as(s.t.person(`vendor@vendor:${randomUUID()}`)).order,
  'a manager of a building': s.t.as(s.t.person(`manager@building:${randomUUID()}`)).order,
});

test('an order is seen by its owner, by its token, by staff, and by a vendor its part; by nobody else', async () => {
  const owner = s.t.person();
  const { orderId, orderToken, number } = await bought({ userId: owner.userId });
  const whole = await s.t.as(owner).order.getOrder({ orderId });
  expect(whole).toMatchObject({
    number,
    state: 'confirmed',
    email: 'ada@example.org',
    address,
    subtotal: { amount: '12000' },
    shipping: { amount: '490' },
    total: { amount: '12490' },
    tax: { amount: '1994' },
    taxIncluded: true,
    changeable: true,
    history: [{ state: 'pending' }, { state: 'confirmed' }],
  });
  expect(await s.t.anonymous().order.getOrder({ orderId, orderToken })).toEqual(whole);
  for (const role of ['admin@platform', 'manager@platform'] as const)
    expect(await s.t.as(s.t.person(role)).order.getOrder({ orderId })).toEqual(whole);
  const part = await s.t.as(s.t.person(`vendor@vendor:${vendorA}`)).order.getOrder({ orderId });
  expect(part).toMatchObject({ email: null, address: null, userId: null, total: { amount: '10245' } });
  expect(part.lines.map(line => line.vendorId)).toEqual([vendorA]);
  for (const [who, client] of Object.entries(strangers())) {
    await expect(client.getOrder({ orderId }), who).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.getOrder({ orderId, orderToken: 'AAAA' }), who).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('the parcels of an order are for whoever bought it, and for nobody else', async () => {
  const owner = s.t.person();
  const { orderId, orderToken } = await bought({ userId: owner.userId });
  await s.t.settle();
  const { items } = await s.t.as(owner).order.listParcels({ orderId });
  expect(items).toContainEqual({ shipmentId: orderId, vendorId: vendorA, parcelToken: `token of ${vendorA}` });
  expect((await s.t.anonymous().order.listParcels({ orderId, orderToken })).items).toEqual(items);
  const staff = s.t.as(s.t.person('admin@platform')).order;
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorA}`)).order;
  for (const [who, client] of Object.entries({ ...strangers(), staff, vendor }))
    await expect(client.listParcels({ orderId }), who).rejects.toMatchObject({ code: 'not_found' });
});

test('the invoice’s link is for the owner, the token and staff, and only once it is written', async () => {
  const owner = s.t.person();
  const { orderId, orderToken } = await bought({ userId: owner.userId });
  const link = { number: 'INV-2026-000001', url: `https://agora.example/invoices/${orderId}` };
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorA}`)).order;
  expect(await s.t.as(owner).order.getInvoiceLink({ orderId })).toEqual(link);
  expect(await s.t.anonymous().order.getInvoiceLink({ orderId, orderToken })).toEqual(link);
  expect(await s.t.as(s.t.person('admin@platform')).order.getInvoiceLink({ orderId })).toEqual(link);
  const answer = await s.t.http(`/api/v1/orders/${orderId}/invoice-link`, { headers: { 'x-order-token': orderToken } });
  expect([answer.status, await answer.json()]).toEqual([200, link]);
  for (const [who, client] of Object.entries({ ...strangers(), vendor }))
    for (const wrong of [{ orderId }, { orderId, orderToken: 'AAAA' }, { orderId: randomUUID(), orderToken }])
      await expect(client.getInvoiceLink(wrong), who).rejects.toMatchObject({ code: 'not_found' });
  s.state.payments = 'action_required';
  const open = await s.cart.placeOrder(s.wish());
  s.state.payments = 'authorised';
  const early = { orderId: open.orderId, orderToken: open.orderToken };
  await expect(s.t.anonymous().order.getInvoiceLink(early)).rejects.toMatchObject({
    code: 'failed_precondition',
    extras: { reason: 'no_invoice_yet' },
  });
  s.faults.set('payment', 'down');
  await expect(s.t.anonymous().order.getInvoiceLink({ orderId, orderToken })).rejects.toMatchObject({
    code: 'unavailable',
  });
  s.faults.clear();
});

test('strangers and vendors cancel, change and reorder nothing', async () => {
  const { orderId } = await bought();
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorA}`)).order;
  for (const client of [...Object.values(strangers()), vendor]) {
    await expect(client.cancelOrder({ orderId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.changeAddress({ orderId, address })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.reorder({ orderId })).rejects.toMatchObject({ code: 'not_found' });
  }
  for (const client of Object.values(strangers()))
    await expect(client.addNote({ orderId, text: 'Hello' })).rejects.toMatchObject({ code: 'not_found' });
});

test('my orders are listed newest first, page by page, and those of others not at all', async () => {
  const owner = s.t.person();
  const mine = [];
  for (let count = 0; count < 3; count++) {
    s.t.clock.advance('1s');
    mine.unshift((await bought({ userId: owner.userId })).orderId);
  }
  const client = s.t.as(owner).order;
  const first = await client.listMyOrders({ limit: 2 });
  const second = await client.listMyOrders({ limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(mine);
  expect(first.items[0]).toMatchObject({ title: 'Bike', pieces: 3, total: { amount: '12490' } });
  // Those of one moment too.
  await s.db.run`update orders set created_at = ${s.t.clock.now()} where owner_key = ${owner.userId}`;
  const { items, nextCursor } = await client.listMyOrders({ limit: 2 });
  const rest = await client.listMyOrders({ limit: 2, cursor: nextCursor! });
  expect([...items, ...rest.items].map(({ id }) => id)).toEqual(mine.toSorted().reverse());
  expect((await client.listMyOrders({ state: 'cancelled' })).items).toEqual([]);
  expect((await s.t.as(s.t.person()).order.listMyOrders({})).items).toEqual([]);
});

test('staff find orders by number, also mistyped in case, by buyer and by state', async () => {
  const owner = s.t.person();
  const { orderId, number } = await bought({ userId: owner.userId });
  const admin = s.t.as(s.t.person('admin@platform')).order;
  expect((await admin.listOrders({ number: number.toLowerCase() })).items.map(({ id }) => id)).toEqual([orderId]);
  expect((await admin.listOrders({ userId: owner.userId })).items).toHaveLength(1);
  expect((await admin.listOrders({ state: 'confirmed', limit: 1 })).nextCursor).not.toBeNull();
  await expect(admin.listOrders({ number: 'A-2222-2223' })).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('a vendor has a board of its own paid parts', async () => {
  const before = s.t.clock.now();
  const { orderId, number } = await bought();
  s.state.payments = 'declined';
  const unpaid = s.wish();
  await s.cart.placeOrder(unpaid).catch(() => {});
  s.state.payments = 'authorised';
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorB}`)).order;
  const { orderId: unpaidId } = keysOf(unpaid.checkoutId);
  await expect(vendor.getVendorOrder({ vendorId: vendorB, orderId: unpaidId })).rejects.toMatchObject({
    code: 'not_found',
  });
  const board = await vendor.listVendorOrders({ vendorId: vendorB, limit: 1 });
  expect(board.items).toMatchObject([
    { orderId, number, payment: 'paid', fulfilment: 'open', pieces: 2, title: 'Book', total: { amount: '2245' } },
  ]);
  expect(board.items[0]!.createdAt > before).toBe(true);
  const next = await vendor.listVendorOrders({ vendorId: vendorB, fulfilment: 'open', cursor: board.nextCursor! });
  expect(next.items.map(item => item.orderId)).not.toContain(orderId);
  expect(await vendor.getVendorOrder({ vendorId: vendorB, orderId })).toMatchObject({
    shipping: { amount: '245' },
    lines: [{ title: 'Book', quantity: 2 }],
  });
  await expect(vendor.getVendorOrder({ vendorId: vendorA, orderId })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  await expect(vendor.getVendorOrder({ vendorId: vendorB, orderId: randomUUID() })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a vendor refuses what it cannot send, of its own lines alone, and the buyer gets that money back', async () => {
  const lines = [
    { lineId: randomUUID(), variantId: bike, quantity: 1 },
    { lineId: randomUUID(), variantId: book, quantity: 2 },
  ];
  const { orderId, orderToken } = await bought({ lines });
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorB}`)).order;
  const refuse = (lineId: string, quantity: number) =>
    vendor.refuseLines({ vendorId: vendorB, orderId, lines: [{ lineId, quantity }], reason: 'Out of print' });
  await expect(refuse(lines[0]!.lineId, 1)).rejects.toMatchObject({ code: 'not_found' });
  await expect(refuse(lines[1]!.lineId, 3)).rejects.toMatchObject({ extras: { reason: 'not_so_many' } });
  expect(await refuse(lines[1]!.lineId, 2)).toMatchObject({
    payment: 'refunded',
    fulfilment: 'cancelled',
    notes: ['Out of print'],
  });
  await s.t.settle();
  expect([...s.refunds.values()].at(-1)!.amount).toBe(2_245n);
  const seen = await s.t.anonymous().order.getOrder({ orderId, orderToken });
  expect(seen).toMatchObject({ state: 'confirmed', notes: [{ author: 'vendor', text: 'Out of print' }] });
});

test('notes are written by buyer and vendor, and the one given at checkout is the first', async () => {
  const { orderId, orderToken } = await bought({ note: 'Ring twice' });
  await s.t.anonymous().order.addNote({ orderId, orderToken, text: 'Or knock' });
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorA}`)).order;
  const { notes } = await vendor.addNote({ orderId, text: 'We will' });
  expect(notes.map(({ author, text }) => `${author}: ${text}`)).toEqual([
    'customer: Ring twice',
    'customer: Or knock',
    'vendor: We will',
  ]);
});

test('reordering gives what can be had again, and names what cannot', async () => {
  const { orderId, orderToken } = await bought();
  s.products.get(book)!.sellable = false;
  const again = await s.t.anonymous().order.reorder({ orderId, orderToken });
  s.products.get(book)!.sellable = true;
  expect(again).toEqual({
    lines: [{ variantId: bike, title: 'Bike', quantity: 1 }],
    gone: [{ variantId: book, title: 'Book' }],
  });
});

test('a message about an order knows where it goes; only services may ask', async () => {
  const { orderId, orderToken, number } = await bought();
  expect(await s.t.asService('notification').order.getOrderNotice({ orderId })).toMatchObject({
    email: 'ada@example.org',
    locale: 'de',
    number,
    total: { amount: '12490' },
    orderToken,
    lines: [{ title: 'Bike' }, { title: 'Book' }],
  });
  await expect(s.t.asService('notification').order.getOrderNotice({ orderId: randomUUID() })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(s.t.as(s.t.person('admin@platform')).order.getOrderNotice({ orderId })).rejects.toMatchObject({
    code: 'permission_denied',
  });
});

test('messages about many orders are asked for at once; one that is not there does not fail the others', async () => {
  const [first, second] = [
    await bought(),
    await bought({
      lines: [{ lineId: randomUUID(), variantId: book, quantity: 2 }],
      expectedTotal: { amount: '2490', currency: 'EUR' },
    }),
  ];
  const ask = s.t.asService('notification').order;
  const { items } = await ask.listOrderNotices({ orderIds: [first.orderId, randomUUID(), second.orderId] });
  expect(items.toSorted((a, b) => a.lines.length - b.lines.length)).toEqual([
    await ask.getOrderNotice({ orderId: second.orderId }),
    await ask.getOrderNotice({ orderId: first.orderId }),
  ]);
  expect(items.map(({ lines }) => lines.map(({ title }) => title)).toSorted()).toEqual([['Bike', 'Book'], ['Book']]);
  await expect(ask.listOrderNotices({ orderIds: Array.from({ length: 51 }, randomUUID) })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  await expect(
    s.t.as(s.t.person('admin@platform')).order.listOrderNotices({ orderIds: [first.orderId] }),
  ).rejects.toMatchObject({ code: 'permission_denied' });
});

test('a deleted account is forgotten by orders that are over, once and twice, and by the others when they are', async () => {
  const owner = s.t.person();
  const over = await bought({ userId: owner.userId, note: 'My name is Ada' });
  const open = await bought({ userId: owner.userId });
  const deliver = async (orderId: string) => {
    for (const vendorId of [vendorA, vendorB])
      await s.t.deliver(shipmentDelivered, { shipmentId: randomUUID(), orderId, vendorId, lines: [] });
  };
  await deliver(over.orderId);
  await s.t.deliver(userDeleted, { userId: owner.userId });
  await s.t.redeliver();
  const admin = s.t.as(s.t.person('admin@platform')).order;
  expect(await admin.getOrder({ orderId: over.orderId })).toMatchObject({
    userId: null,
    email: null,
    address: null,
    notes: [{ text: '' }],
    total: { amount: '12490' },
  });
  expect((await s.t.asService('notification').order.getOrderNotice({ orderId: over.orderId })).email).toBeNull();
  expect((await admin.getOrder({ orderId: open.orderId })).email).toBe('ada@example.org');
  await deliver(open.orderId);
  await s.t.advance('1 day');
  expect(await admin.getOrder({ orderId: open.orderId })).toMatchObject({ userId: null, email: null, address: null });
  expect(await s.db.many({ user_id: col.uuid })`select user_id from forgotten_users`).toEqual([]);
});

test('what is personal lies sealed in every row, and stands in no event', async () => {
  await bought({ billingAddress: { ...address, name: 'Bruno Billing' } });
  const rows = await s.db.many({ text: col.text })`
    select t::text as text from orders t union all select t::text from shipping_addresses t
    union all select t::text from checkout_sagas t`;
  const events = JSON.stringify(s.t.published());
  for (const secret of ['ada@example.org', 'Lindenstra', 'Bruno', 'tok_visa']) {
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
    expect(events).not.toContain(secret);
  }
  // How it was paid is gone once it is.
  expect(await s.db.run`select from checkout_sagas where state = 'completed' and payment_method is not null`).toBe(0);
  expect(JSON.stringify(s.state.invoices.at(-1))).toContain('Bruno Billing');
});
