// What is sent again under the key of a checkout that did not come about.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { type Carts, openCarts, payment } from './shop.ts';

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
const givenUp = () => new CodedError('unavailable', 'told that something is down', { reason: 'not_placed' });
const stateOf = async (theirs: { cartId: string; cartToken: string }) =>
  (await c.as.getCart({ ...theirs, totals: false })).state;
const record = (cartId: string) =>
  c.t.db('cart').one({ state: col.text, attempt: col.int, order_id: col.uuid.orNull, items: col.int })`
    select state, attempt, order_id, (select count(*)::int from cart_items where cart_id = carts.id) as items
    from carts where id = ${cartId}`;

test('a key whose checkout was refused takes no other body, with or without the keys; a new key takes another card', async () => {
  const theirs = await c.complete();
  const another = { ...c.paying, payment: { ...payment, token: 'tok_other' } };
  c.shop.placeFails = refusal('failed_precondition', 'payment_declined');
  const declined = { code: 'failed_precondition', extras: { reason: 'payment_declined' } };
  const reused = { code: 'idempotency_key_reused' };
  await expect(key('card').checkout({ ...theirs, ...c.paying })).rejects.toMatchObject(declined);
  await expect(key('card').checkout({ ...theirs, ...another })).rejects.toMatchObject(reused);
  await c.flush();
  await c.loseKeys(theirs.cartId);
  await expect(key('card').checkout({ ...theirs, ...another })).rejects.toMatchObject(reused);
  await expect(key('card').checkout({ ...theirs, ...c.paying })).rejects.toMatchObject(declined);
  c.shop.placeFails = null;
  expect(await key('card-2').checkout({ ...theirs, ...another })).toMatchObject({ state: 'confirmed' });
  expect(c.shop.asked.map(asked => (asked.payment as { token: string }).token)).toEqual([
    'tok_ok',
    'tok_ok',
    'tok_other',
  ]);
});

test('the key of a request that was never sent on takes no other body either', async () => {
  const theirs = await c.complete();
  const db = c.t.db('cart');
  await db.run`alter table carts rename to carts_away`;
  await expect(key('unsent').checkout({ ...theirs, ...c.paying })).rejects.toThrow();
  await db.run`alter table carts_away rename to carts`;
  const changed = key('unsent').checkout({ ...theirs, ...c.paying, note: 'Another.' });
  await expect(changed).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  expect(await key('unsent').checkout({ ...theirs, ...c.paying })).toMatchObject({ state: 'confirmed' });
});

test('a checkout that came to nothing as something is down opens the cart, and its key begins another', async () => {
  const theirs = await c.complete();
  const pay = () => key('outage').checkout({ ...theirs, ...c.paying });
  c.shop.placeFails = givenUp();
  await expect(pay()).rejects.toMatchObject({ code: 'unavailable', extras: { reason: 'not_placed' } });
  expect(await record(theirs.cartId)).toMatchObject({ state: 'open', attempt: 2 });
  expect(await stateOf(theirs)).toBe('open');
  await expect(pay()).rejects.toMatchObject({ extras: { reason: 'not_placed' } });
  await c.loseKeys(theirs.cartId);
  c.shop.placeFails = null;
  const result = await pay();
  expect(result).toMatchObject({ state: 'confirmed' });
  expect(await pay()).toEqual(result);
  const ids = c.shop.asked.map(({ checkoutId }) => checkoutId);
  expect([ids.length, new Set(ids).size, ids[2] === ids[3]]).toEqual([4, 3, true]);
});

test('nor does such a checkout keep the cart when nobody is left to hear of it', async () => {
  const theirs = await c.complete();
  c.shop.placeFails = away();
  await expect(key('gone').checkout({ ...theirs, ...c.paying })).rejects.toMatchObject({ code: 'unavailable' });
  c.shop.placeFails = givenUp();
  await c.t.advance('1m');
  expect(await record(theirs.cartId)).toMatchObject({ state: 'open' });
  c.shop.placeFails = null;
  expect(await key('new').checkout({ ...theirs, ...c.paying })).toMatchObject({ state: 'confirmed' });
});
