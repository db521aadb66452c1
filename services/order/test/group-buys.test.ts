import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plus } from '#kernel/time';
import { userDeleted } from '#services/iam/events';
import { isComplete, priceAt } from '../domain/group-buy.ts';
import { groupBuyLapsed, groupBuyPledgeFailed, groupBuySucceeded, orderConfirmed } from '../events.ts';
import { address, bike, debris, type Shop, shop } from './fixture.ts';
import { methodId } from './goods-peers.ts';
import { neighbours, pledgesOf } from './neighbours.ts';

let s: Shop;
let n: ReturnType<typeof neighbours>;
beforeAll(async () => {
  s = await shop();
  n = neighbours(s);
  s.products.get(bike)!.stock = 100_000;
});
afterAll(() => s.close());

const closed = { code: 'failed_precondition', extras: { reason: 'group_buy_closed' } };
const absent = { code: 'not_found' };
const told = (event: Parameters<Shop['t']['published']>[0], groupBuyId: string) =>
  s.t
    .published(event)
    .filter(({ subject }) => subject === groupBuyId)
    .map(({ data }) => data);

test('at the target each pledge becomes an order at the price of the group, once', async () => {
  const { id, price, target, state } = await n.open();
  expect([price.amount, target, state]).toEqual(['8000', 3, 'open']);
  const [ada, bo] = [n.resident(), n.resident()];
  expect(await n.join(id, ada)).toMatchObject({ pieces: 1, mine: { quantity: 1, state: 'pledged' } });
  await s.t.settle();
  expect((await pledgesOf(s, id)).map(({ orders }) => orders)).toEqual([[]]);
  const done = await n.join(id, bo, { quantity: 2, note: 'Ring twice', billingAddress: address });
  expect(done).toMatchObject({ state: 'succeeded', pieces: 3, price: { amount: '8000' } });
  await s.t.settle();
  expect(await pledgesOf(s, id)).toMatchObject([
    { state: 'ordered', sealed: false, orders: [{ state: 'confirmed', total: 8_490 }] },
    { state: 'ordered', sealed: false, orders: [{ state: 'confirmed', total: 16_490 }] },
  ]);
  const { mine } = await s.t.as(bo).order.getGroupBuy({ groupBuyId: id });
  const order = await s.t.as(bo).order.getOrder({ orderId: mine!.orderId! });
  expect(order.lines).toMatchObject([{ quantity: 2, unitPrice: { amount: '8000' } }]);
  expect(order.notes).toMatchObject([{ text: 'Ring twice' }]);
  expect(told(groupBuySucceeded, id)).toMatchObject([
    { pieces: 3, pledges: [{ userId: ada.userId }, { userId: bo.userId }] },
  ]);
  await s.t.redeliver();
  await s.t.advance('1m');
  expect(await debris(s)).toEqual([]);
  await expect(n.join(id)).rejects.toMatchObject(closed);
  await expect(s.t.as(ada).order.leaveGroupBuy({ groupBuyId: id })).rejects.toMatchObject(closed);
  await expect(s.t.as(n.vendor).order.withdrawGroupBuy({ groupBuyId: id })).rejects.toMatchObject(closed);
});

test('where too few take part by the deadline it lapses, and nobody is charged', async () => {
  const { id } = await n.open();
  const ada = n.resident();
  await n.join(id, ada, { quantity: 2 });
  const payments = s.payments.size;
  s.t.clock.advance('7d');
  await expect(n.join(id)).rejects.toMatchObject(closed);
  await s.t.settle();
  await s.t.advance('1m');
  expect(await pledgesOf(s, id)).toMatchObject([{ state: 'lapsed', sealed: false, orders: [] }]);
  expect(await s.t.as(ada).order.getGroupBuy({ groupBuyId: id })).toMatchObject({
    state: 'lapsed',
    reason: 'target_missed',
    mine: { state: 'lapsed', orderId: null },
  });
  expect(s.payments.size).toBe(payments);
  expect(told(groupBuyLapsed, id)).toMatchObject([{ reason: 'target_missed', pledges: [{ userId: ada.userId }] }]);
});

test('with tiers it goes on beyond the target, and everybody pays the price of the last one reached', async () => {
  const tiers = [
    { quantity: 5, amount: '7000' },
    { quantity: 8, amount: '6000' },
  ];
  const { id } = await n.open({ tiers });
  await n.join(id, n.resident(), { quantity: 3 });
  const more = await n.join(id, n.resident(), { quantity: 2 });
  expect(more).toMatchObject({ state: 'open', pieces: 5, price: { amount: '7000' } });
  await s.t.advance('8d');
  expect((await pledgesOf(s, id)).map(({ orders }) => orders)).toEqual([
    [{ state: 'confirmed', total: 21_490 }],
    [{ state: 'confirmed', total: 14_490 }],
  ]);
  const last = await n.open({ tiers });
  expect(await n.join(last.id, n.resident(), { quantity: 9 })).toMatchObject({
    state: 'succeeded',
    price: { amount: '6000' },
  });
  await s.t.settle();
  expect([isComplete([{ quantity: 3, amount: '1' }], 2), priceAt([{ quantity: 3, amount: '1' }], 2)]).toEqual([
    false,
    null,
  ]);
});

test('whoever leaves in time is not counted, and can come again', async () => {
  const { id } = await n.open();
  const ada = n.resident();
  await n.join(id, ada, { quantity: 2 });
  await expect(n.join(id, ada)).rejects.toMatchObject({
    code: 'already_exists',
    extras: { reason: 'joined_already' },
  });
  expect(await s.t.as(ada).order.leaveGroupBuy({ groupBuyId: id })).toMatchObject({ pieces: 0, mine: null });
  await expect(s.t.as(ada).order.leaveGroupBuy({ groupBuyId: id })).rejects.toMatchObject(absent);
  expect((await n.join(id, ada)).pieces).toBe(1);
  expect((await pledgesOf(s, id)).map(({ state, sealed }) => [state, sealed])).toEqual([
    ['left', false],
    ['pledged', true],
  ]);
});

test('of many who join at once all that came in time are in, and the group buy succeeds once', async () => {
  const { id } = await n.open();
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => n.join(id)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const each of outcomes) if (each.status === 'rejected') expect(each.reason).toMatchObject(closed);
  await s.t.settle();
  expect((await pledgesOf(s, id)).map(({ state }) => state)).toEqual(['ordered', 'ordered', 'ordered']);
  expect(told(groupBuySucceeded, id)).toHaveLength(1);
});

test('a join and the deadline at once: it is counted or refused, and what is told is what happens', async () => {
  for (let round = 0; round < 5; round++) {
    const { id } = await n.open({ target: 2, deadline: plus(s.t.clock.now(), '1h') });
    await n.join(id);
    s.t.clock.advance('3599s');
    const joining = n.join(id).then(
      ({ state }) => state,
      error => error.extras.reason,
    );
    s.t.clock.advance('1s');
    const [outcome] = await Promise.all([joining, s.t.settle()]);
    await s.t.settle();
    const { state } = await s.t.as(n.manager).order.getGroupBuy({ groupBuyId: id });
    expect([outcome, state]).toEqual(
      outcome === 'succeeded' ? ['succeeded', 'succeeded'] : ['group_buy_closed', 'lapsed'],
    );
  }
});

test('the same request under one key takes part once', async () => {
  const { id } = await n.open();
  const ada = n.resident();
  const api = s.t.as(ada, { idempotencyKey: 'join-1' }).order;
  const input = {
    groupBuyId: id,
    quantity: 1,
    email: 'ada@example.org',
    address,
    methodId,
    expectedTotal: { amount: '8490', currency: 'EUR' },
    payment: { kind: 'card' as const, token: 'tok_visa' },
  };
  expect(await api.joinGroupBuy(input)).toEqual(await api.joinGroupBuy(input));
  expect((await s.t.as(ada).order.getGroupBuy({ groupBuyId: id })).pieces).toBe(1);
});

test('a declined pledge is told and costs nothing, and the others are ordered', async () => {
  const { id } = await n.open();
  const [ada, bo] = [n.resident(), n.resident()];
  await n.join(id, ada, { quantity: 1 });
  s.state.payments = 'declined';
  await n.join(id, bo, { quantity: 2 });
  const { orderPledges } = await import('../group-buys/order-pledges.ts');
  await s.db.run`update group_buy_pledges set due_at = null where group_buy_id = ${id} and quantity = 1`;
  await orderPledges(s.t.ctx('order') as never);
  s.state.payments = 'authorised';
  await s.db.run`update group_buy_pledges set due_at = ${s.t.clock.now()} where group_buy_id = ${id} and quantity = 1`;
  await s.t.settle();
  expect((await pledgesOf(s, id)).map(({ state, reason }) => [state, reason])).toEqual([
    ['ordered', null],
    ['failed', 'payment_declined'],
  ]);
  expect(told(groupBuyPledgeFailed, id)).toMatchObject([{ userId: bo.userId, reason: 'payment_declined' }]);
  expect(await debris(s)).toEqual([]);
});

test('stock is decided when it is ordered: who comes too late is told', async () => {
  const rare = randomUUID();
  s.products.set(rare, { ...s.products.get(bike)!, variantId: rare, stock: 2 });
  const { id } = await n.open({ variantId: rare, target: 2 });
  await n.join(id);
  s.products.get(rare)!.stock = 1;
  await n.join(id);
  await s.t.settle();
  const pledges = await pledgesOf(s, id);
  expect(pledges.map(({ state }) => state).toSorted()).toEqual(['failed', 'ordered']);
  expect(pledges.find(({ state }) => state === 'failed')!.reason).toBe('out_of_stock');
  expect(s.soldOf(rare)).toBe(1);
});

test('it costs what was agreed to or less: dearer shipping is refused, a cheaper shop price holds', async () => {
  const dearer = await n.open({ target: 2 });
  await n.join(dearer.id);
  await n.join(dearer.id);
  s.state.shippingPrice = '590';
  await s.t.settle();
  s.state.shippingPrice = '490';
  expect((await pledgesOf(s, dearer.id)).map(({ reason }) => reason)).toEqual(['total_changed', 'total_changed']);
  const cheaper = await n.open({ target: 2 });
  await n.join(cheaper.id, n.resident(), { quantity: 2 });
  s.products.get(bike)!.amount = '7500';
  await s.t.settle();
  s.products.get(bike)!.amount = '10000';
  expect((await pledgesOf(s, cheaper.id))[0]!.orders).toEqual([{ state: 'confirmed', total: 15_490 }]);
});

test('what is down when pledges are ordered is asked again, under new ids where an order came to nothing', async () => {
  const { id } = await n.open({ target: 2 });
  s.faults.set('catalog.holdStock', 'down');
  await n.join(id, n.resident(), { quantity: 2 });
  await s.t.settle();
  expect(await pledgesOf(s, id)).toMatchObject([{ state: 'pledged', attempt: 2, orders: [{ state: 'cancelled' }] }]);
  s.faults.set('catalog.getOffers', 'down');
  await s.t.advance('5s');
  expect(await pledgesOf(s, id)).toMatchObject([{ state: 'pledged', attempt: 2 }]);
  s.faults.clear();
  await s.t.advance('1m');
  expect(await pledgesOf(s, id)).toMatchObject([
    { state: 'ordered', orders: [{ state: 'cancelled' }, { state: 'confirmed' }] },
  ]);
  expect(await debris(s)).toEqual([]);
});

test('what stays down is given up in the end, and told', async () => {
  const { id } = await n.open({ target: 2 });
  s.faults.set('catalog.holdStock', 'down');
  await n.join(id, n.resident(), { quantity: 2 });
  for (let minute = 0; minute < 12; minute++) await s.t.advance('30s');
  s.faults.clear();
  expect(await pledgesOf(s, id)).toMatchObject([{ state: 'failed', reason: 'not_placed', attempt: 10 }]);
  expect(told(groupBuyPledgeFailed, id)).toHaveLength(1);
});

test('user.deleted, delivered twice, leaves open group buys; what is decided goes on and is forgotten with its order', async () => {
  const [open, done] = [await n.open(), await n.open({ target: 2 })];
  const ada = n.resident();
  await n.join(open.id, n.resident());
  await n.join(open.id, ada);
  await n.join(done.id, ada, { quantity: 2 });
  await s.t.deliver(userDeleted, { userId: ada.userId });
  await s.t.redeliver();
  expect((await s.t.as(n.manager).order.getGroupBuy({ groupBuyId: open.id })).pieces).toBe(1);
  expect((await pledgesOf(s, open.id)).map(({ state }) => state)).toEqual(['pledged', 'left']);
  expect((await pledgesOf(s, done.id)).map(({ state }) => state)).toEqual(['ordered']);
  expect(s.t.published(orderConfirmed).at(-1)!.data.userId).toBe(ada.userId);
  await s.t.advance('1d');
  const left = await s.db.run`select from group_buy_pledges where user_id = ${ada.userId}`;
  expect(left).toBe(0);
});
