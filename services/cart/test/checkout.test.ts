import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { address, type Carts, methodId, openCarts, payment, variantId } from './shop.ts';

let c: Carts;
beforeAll(async () => {
  c = await openCarts();
});
beforeEach(() => {
  Object.assign(c.shop, { placeFails: null, state: 'confirmed', asked: [], delay: async () => {} });
});
afterAll(() => c.t.close());

const key = (idempotencyKey: string) => c.t.anonymous({ idempotencyKey }).cart;
const refusal = (code: 'conflict' | 'failed_precondition', reason: string) =>
  new CodedError(code, 'told to refuse', { reason });
const away = () => new CodedError('unavailable', 'told to be away');
const stateOf = async (theirs: { cartId: string; cartToken: string }) =>
  (await c.as.getCart({ ...theirs, totals: false })).state;
const record = (cartId: string) =>
  c.t.db('cart').one({ state: col.text, attempt: col.int, order_id: col.uuid.orNull, items: col.int })`
    select state, attempt, order_id, (select count(*)::int from cart_items where cart_id = carts.id) as items
    from carts where id = ${cartId}`;

test('a complete cart becomes an order, and asks for it with everything it holds', async () => {
  const theirs = await c.complete();
  const result = await c.as.checkout({ ...theirs, ...c.paying });
  expect(result).toMatchObject({ state: 'confirmed', total: c.paying.expectedTotal });
  const [asked] = c.shop.asked;
  expect(asked).toMatchObject({
    cartId: theirs.cartId,
    userId: null,
    email: 'ada@demo.example',
    address: { city: 'Berlin' },
    billingAddress: null,
    methodId,
    currency: 'EUR',
    payment: { token: 'tok_ok' },
    lines: [{ variantId: variantId(1), quantity: 3 }],
  });
  expect(await c.as.getCart({ ...theirs, totals: false })).toMatchObject({ state: 'ordered', orderId: result.orderId });
  expect(await record(theirs.cartId)).toMatchObject({ state: 'ordered', order_id: result.orderId, items: 1 });
});

test('one request carries a whole checkout', async () => {
  const theirs = await c.guest();
  const items = [{ variantId: variantId(5), quantity: 2 }, { variantId: variantId(6) }];
  const whole = { items, email: 'bo@demo.example', address, methodId, codes: ['save5'], note: 'Quick!' };
  await c.as.checkout({ ...theirs, ...c.paying, ...whole });
  expect(c.shop.asked[0]).toMatchObject({
    lines: [
      { variantId: variantId(5), quantity: 2 },
      { variantId: variantId(6), quantity: 1 },
    ],
    email: 'bo@demo.example',
    codes: ['SAVE5'],
    note: 'Quick!',
  });
});

test('what is missing is named, and the cart stays open', async () => {
  const theirs = await c.guest();
  const refused = c.as.checkout({ ...theirs, ...c.paying, email: 'ada@demo.example' });
  await expect(refused).rejects.toMatchObject({
    code: 'failed_precondition',
    extras: { reason: 'cart_incomplete', details: { missing: ['address', 'methodId'] } },
  });
  expect(await stateOf(theirs)).toBe('open');
});

test('gift cards alone are ordered without an address; with anything else they are not', async () => {
  c.shop.giftCards.add(variantId(5));
  const theirs = await c.guest([{ variantId: variantId(5), quantity: 1 }]);
  const paying = { ...theirs, ...c.paying, preorderUntil: '2026-05-01' };
  await expect(c.as.checkout(paying)).rejects.toMatchObject({
    extras: { details: { missing: ['email', 'address', 'methodId'] } },
  });
  const [done, twin] = await Promise.all(
    [1, 2].map(() => key('gift').checkout({ ...paying, email: 'ada@demo.example' })),
  );
  expect(done).toEqual(twin);
  expect(c.shop.asked.at(-1)).toMatchObject({ address: null, methodId: null, preorderUntil: '2026-05-01' });
  expect(await stateOf(theirs)).toBe('ordered');
  const mixed = await c.guest([1, 5].map(n => ({ variantId: variantId(n), quantity: 1 })));
  await expect(c.as.checkout({ ...mixed, ...c.paying, email: 'ada@demo.example' })).rejects.toMatchObject({
    extras: { reason: 'cart_incomplete', details: { missing: ['address', 'methodId'] } },
  });
  expect(await stateOf(mixed)).toBe('open');
});

test('what is put in while order is asked whether an address is needed is not ordered without one', async () => {
  c.shop.giftCards.add(variantId(5));
  const theirs = await c.guest([{ variantId: variantId(5), quantity: 1 }]);
  const asks = c.shop.quotes.length;
  const slow = Promise.withResolvers<void>();
  c.shop.quoteDelay = () => slow.promise;
  const paying = c.as.checkout({ ...theirs, ...c.paying, email: 'ada@demo.example' });
  await expect.poll(() => c.shop.quotes.length, { timeout: 5_000 }).toBe(asks + 1);
  c.shop.quoteDelay = async () => {};
  await c.as.addItem({ ...theirs, variantId: variantId(1) });
  slow.resolve();
  await expect(paying).rejects.toMatchObject({ extras: { reason: 'cart_incomplete' } });
  expect(await stateOf(theirs)).toBe('open');
});

test('fifty parallel checkouts under one key are one, with identical replies', async () => {
  const theirs = await c.complete();
  c.shop.delay = () => new Promise(resolve => setTimeout(resolve, 30));
  const results = await Promise.all(Array.from({ length: 50 }, () => key('once').checkout({ ...theirs, ...c.paying })));
  for (const result of results) expect(result).toEqual(results[0]);
  expect(new Set(c.shop.asked.map(({ checkoutId }) => checkoutId)).size).toBe(1);
  expect(await key('once').checkout({ ...theirs, ...c.paying })).toEqual(results[0]);
  const changed = key('once').checkout({ ...theirs, ...c.paying, note: 'Another.' });
  await expect(changed).rejects.toMatchObject({ code: 'idempotency_key_reused' });
});

test('without a key two clicks are the same checkout', async () => {
  const theirs = await c.complete();
  c.shop.delay = () => new Promise(resolve => setTimeout(resolve, 10));
  const results = await Promise.all([1, 2, 3].map(() => c.as.checkout({ ...theirs, ...c.paying })));
  expect(new Set(results.map(({ orderId }) => orderId)).size).toBe(1);
});

test('of parallel checkouts under different keys one orders, and the others are told so', async () => {
  const theirs = await c.complete();
  c.shop.delay = () => new Promise(resolve => setTimeout(resolve, 30));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) => key(`key-${n}`).checkout({ ...theirs, ...c.paying })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of outcomes)
    if (each.status === 'rejected')
      expect(each.reason).toMatchObject({ code: 'conflict', extras: { reason: 'cart_charging' } });
  const late = key('late').checkout({ ...theirs, ...c.paying });
  await expect(late).rejects.toMatchObject({ code: 'failed_precondition', extras: { reason: 'cart_ordered' } });
});

test('while a cart is charged nothing of it changes', async () => {
  const theirs = await c.complete();
  const released = Promise.withResolvers<void>();
  c.shop.delay = () => released.promise;
  const paying = c.as.checkout({ ...theirs, ...c.paying });
  await expect.poll(() => c.shop.asked.length, { timeout: 10_000 }).toBe(1);
  const frozen = { code: 'failed_precondition', extras: { reason: 'cart_charging' } };
  await expect(c.as.addItem({ ...theirs, variantId: variantId(2) })).rejects.toMatchObject(frozen);
  await expect(c.as.setNote({ ...theirs, note: 'Wait!' })).rejects.toMatchObject(frozen);
  await c.loseKeys(theirs.cartId);
  await expect(c.as.addItem({ ...theirs, variantId: variantId(2) })).rejects.toMatchObject(frozen);
  released.resolve();
  await paying;
  const after = c.as.addItem({ ...theirs, variantId: variantId(2) });
  await expect(after).rejects.toMatchObject({ extras: { reason: 'cart_ordered' } });
});

test('a refusal is passed on and opens the cart for another try', async () => {
  const theirs = await c.complete();
  c.shop.placeFails = refusal('failed_precondition', 'payment_declined');
  const declined = { code: 'failed_precondition', extras: { reason: 'payment_declined' } };
  await expect(key('try-1').checkout({ ...theirs, ...c.paying })).rejects.toMatchObject(declined);
  expect(await record(theirs.cartId)).toMatchObject({ state: 'open', attempt: 2 });
  await expect(key('try-1').checkout({ ...theirs, ...c.paying })).rejects.toMatchObject(declined);
  await expect(c.as.checkout({ ...theirs, ...c.paying })).rejects.toMatchObject(declined);
  c.shop.placeFails = null;
  await c.as.addItem({ ...theirs, variantId: variantId(2) });
  await c.as.checkout({ ...theirs, ...c.paying });
  const ids = c.shop.asked.map(({ checkoutId }) => checkoutId);
  expect([ids[0] === ids[1], new Set(ids).size]).toEqual([true, 3]);
  expect(c.shop.asked.at(-1)!.lines).toHaveLength(2);
});

test('a total that changed is a conflict that shows both, and the cart is open', async () => {
  const theirs = await c.complete();
  c.shop.placeFails = new CodedError('conflict', 'The total has changed.', {
    reason: 'total_changed',
    details: { expected: c.paying.expectedTotal, total: { amount: '3590', currency: 'EUR' } },
  });
  const drifted = c.as.checkout({ ...theirs, ...c.paying });
  await expect(drifted).rejects.toMatchObject({ extras: { details: { total: { amount: '3590' } } } });
  expect(await stateOf(theirs)).toBe('open');
});

test('an outcome that is not known keeps the cart until order says, asked under the same id', async () => {
  const theirs = await c.complete();
  c.shop.placeFails = away();
  await expect(key('unsure').checkout({ ...theirs, ...c.paying })).rejects.toMatchObject({ code: 'unavailable' });
  expect(await stateOf(theirs)).toBe('charging');
  const other = key('other').checkout({ ...theirs, ...c.paying });
  await expect(other).rejects.toMatchObject({ code: 'conflict', extras: { reason: 'cart_charging' } });
  await c.t.advance('1m');
  await c.t.advance('6s');
  expect(await record(theirs.cartId)).toMatchObject({ state: 'charging' });
  c.shop.placeFails = null;
  await c.t.advance('10m');
  expect(await record(theirs.cartId)).toMatchObject({ state: 'ordered' });
  expect(await stateOf(theirs)).toBe('ordered');
  expect(new Set(c.shop.asked.map(({ checkoutId }) => checkoutId)).size).toBe(1);
  expect(c.shop.asked.length).toBeGreaterThan(2);
  expect((await key('unsure').checkout({ ...theirs, ...c.paying })).state).toBe('confirmed');
});

test('the client that asks again under its key learns the outcome itself', async () => {
  const theirs = await c.complete();
  c.shop.placeFails = away();
  await expect(key('again').checkout({ ...theirs, ...c.paying })).rejects.toMatchObject({ code: 'unavailable' });
  c.shop.placeFails = null;
  expect(await key('again').checkout({ ...theirs, ...c.paying })).toMatchObject({ state: 'confirmed' });
  expect(await stateOf(theirs)).toBe('ordered');
});

test('an order that was cancelled at once leaves the cart open', async () => {
  const theirs = await c.complete();
  c.shop.state = 'cancelled';
  expect(await c.as.checkout({ ...theirs, ...c.paying })).toMatchObject({ state: 'cancelled' });
  expect(await stateOf(theirs)).toBe('open');
});

test('keys flushed at any moment of a checkout break nothing', async () => {
  const theirs = await c.complete();
  await c.flush();
  await c.loseKeys(theirs.cartId);
  c.shop.delay = () => c.loseKeys(theirs.cartId);
  const result = await key('flushed').checkout({ ...theirs, ...c.paying });
  await c.loseKeys(theirs.cartId);
  expect(await key('flushed').checkout({ ...theirs, ...c.paying })).toEqual(result);
  const another = key('another').checkout({ ...theirs, ...c.paying });
  await expect(another).rejects.toMatchObject({ extras: { reason: 'cart_ordered' } });
});

test('keys that were set back to before the checkout do not let a second one through', async () => {
  const theirs = await c.complete();
  const old = (await c.ctx.keys.get(theirs.cartId))!;
  const result = await key('first').checkout({ ...theirs, ...c.paying });
  await c.ctx.keys.set(theirs.cartId, old);
  const second = key('second').checkout({ ...theirs, ...c.paying });
  await expect(second).rejects.toMatchObject({ extras: { reason: 'cart_ordered' } });
  await c.ctx.keys.set(theirs.cartId, old);
  expect(await key('first').checkout({ ...theirs, ...c.paying })).toEqual(result);
  expect(new Set(c.shop.asked.map(({ checkoutId }) => checkoutId)).size).toBe(1);
});

test('a process killed after freezing the cart leaves it frozen for a minute only', async () => {
  const theirs = await c.complete();
  await c.flush();
  const frozen = JSON.parse((await c.ctx.keys.get(theirs.cartId))!);
  const checkout = { id: variantId(77), hash: null, at: c.t.clock.now() };
  await c.ctx.keys.set(theirs.cartId, JSON.stringify({ ...frozen, state: 'charging', checkout }));
  expect(await stateOf(theirs)).toBe('charging');
  c.t.clock.advance('61s');
  expect(await stateOf(theirs)).toBe('open');
  await c.as.checkout({ ...theirs, ...c.paying });
});

test('a database that is away leaves the cart open and nothing charged', async () => {
  const theirs = await c.complete();
  const db = c.t.db('cart');
  await db.run`alter table carts rename to carts_away`;
  await expect(c.as.checkout({ ...theirs, ...c.paying })).rejects.toThrow();
  await db.run`alter table carts_away rename to carts`;
  expect([await stateOf(theirs), c.shop.asked]).toEqual(['open', []]);
  await c.as.checkout({ ...theirs, ...c.paying });
});

test('a request is stored sealed, and so are the e-mail and the address', async () => {
  const theirs = await c.complete();
  await c.as.checkout({ ...theirs, ...c.paying });
  const kept = await c.t.db('cart').one({ request: col.bytes, details: col.bytes })`
    select request, details from carts where id = ${theirs.cartId}`;
  const text = `${kept.request.toString('latin1')}${kept.details.toString('latin1')}${await c.ctx.keys.get(theirs.cartId)}`;
  for (const secret of ['ada@demo', 'Feldweg', payment.token]) expect(text).not.toContain(secret);
});

test('somebody signed in pays their own cart and can fill a new one', async () => {
  const user = c.t.person();
  const mine = c.t.as(user).cart;
  const { id: cartId } = await mine.createCart({ items: [{ variantId: variantId(1) }] });
  const whole = { email: 'ada@demo.example', address, methodId };
  await mine.checkout({ cartId, ...c.paying, ...whole });
  expect(c.shop.asked[0]).toMatchObject({ userId: user.userId });
  expect(await mine.getMyCart({})).toBe(null);
  expect((await mine.createCart({})).id).not.toBe(cartId);
});
