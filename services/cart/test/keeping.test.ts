import { afterAll, beforeAll, expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { userDeleted } from '#services/iam/events';
import { cartAbandoned } from '../events.ts';
import { changeCart, findCart } from '../keeping/documents.ts';
import { address, type Carts, methodId, openCarts, variantId } from './shop.ts';

let c: Carts;
beforeAll(async () => {
  c = await openCarts();
});
afterAll(() => c.t.close());

const known = async (cartId: string): Promise<boolean> =>
  (await c.t.db('cart').run`select from carts where id = ${cartId}`) === 1;

test('what was written is what was shown: a cart the keys lost is read from its record', async () => {
  const theirs = await c.guest([1, 2, 3].map(n => ({ variantId: variantId(n), quantity: n })));
  await c.as.getCart(theirs);
  const { items } = await c.as.getCart({ ...theirs, totals: false });
  await c.as.saveForLater({ ...theirs, itemId: items[1]!.id });
  await c.as.setAddress({ ...theirs, email: 'ada@demo.example', address });
  await c.as.chooseShipping({ ...theirs, methodId, slotId: variantId(901) });
  await c.as.applyCoupon({ ...theirs, code: 'CODE' });
  const before = await c.as.getCart(theirs);
  await c.flush();
  await c.as.removeItem({ ...theirs, itemId: items[0]!.id });
  const after = await c.as.getCart(theirs);
  await c.flush();
  await c.loseKeys(theirs.cartId);
  expect(await c.as.getCart(theirs)).toEqual(after);
  expect(before.items).toHaveLength(2);
});

test('many carts are written by one statement, and a cart that has not changed is not written again', async () => {
  const carts = await Promise.all(Array.from({ length: 40 }, () => c.guest()));
  await c.flush();
  for (const { cartId } of carts) expect(await known(cartId)).toBe(true);
  const written = () =>
    c.t.db('cart').many({ id: col.uuid, xmin: col.text })`
      select id, xmin::text from carts order by id`;
  const before = await written();
  await c.flush();
  await c.as.getCart(carts[0]!);
  await c.flush();
  const changed = (await written()).filter((each, index) => each.xmin !== before[index]!.xmin);
  expect(changed.map(({ id }) => id)).toEqual([carts[0]!.cartId]);
});

test('changed carts are written by themselves within a second, and when the service stops', async () => {
  const theirs = await c.guest();
  await expect.poll(() => known(theirs.cartId), { timeout: 10_000, interval: 50 }).toBe(true);
});

test('a change is not lost when it cannot be written at once', async () => {
  const db = c.t.db('cart');
  await db.run`alter table carts rename to carts_away`;
  const theirs = await c.guest();
  await expect(c.flush()).rejects.toThrow();
  await db.run`alter table carts_away rename to carts`;
  await c.flush();
  expect(await known(theirs.cartId)).toBe(true);
});

test('while the keys are away carts can be looked at as they were last written, and not be changed', async () => {
  const theirs = await c.guest();
  await c.flush();
  const away = () => Promise.reject(new CodedError('unavailable', 'told to be away'));
  const ctx = { ...c.ctx, keys: { ...c.ctx.keys, get: away, getMany: away, compareAndSet: away } };
  expect(await findCart(ctx, theirs.cartId)).toMatchObject({ items: [{ quantity: 3 }] });
  await expect(changeCart(ctx, theirs.cartId, cart => ({ ...cart }))).rejects.toMatchObject({ code: 'unavailable' });
});

test('a record that another process wrote meanwhile is not written over', async () => {
  const theirs = await c.guest();
  await c.flush();
  await c.t.db('cart').run`update carts set version = 50, codes = '{NEWER}' where id = ${theirs.cartId}`;
  await c.as.addItem({ ...theirs, variantId: variantId(2) });
  await c.flush();
  expect((await c.as.getCart({ ...theirs, totals: false })).codes).toEqual(['NEWER']);
});

test('a cart that was filled and left is told of once', async () => {
  const theirs = await c.guest();
  await c.as.getCart(theirs);
  const saved = await c.guest();
  const { items } = await c.as.getCart({ ...saved, totals: false });
  await c.as.saveForLater({ ...saved, itemId: items[0]!.id });
  await c.flush();
  const told = () =>
    c.t.published(cartAbandoned).filter(({ subject }) => [theirs.cartId, saved.cartId].includes(subject));
  await c.t.advance('23h');
  expect(told()).toEqual([]);
  await c.t.advance('2h');
  await c.t.advance('3 days');
  expect(told().map(({ data }) => data)).toEqual([
    { cartId: theirs.cartId, userId: null, items: 3, value: { amount: '3000', currency: 'EUR' } },
  ]);
});

test('empty carts go after a week, those of guests after three months, those of accounts stay', async () => {
  const empty = await c.guest([]);
  const filled = await c.guest();
  const own = await c.t.as(c.t.person()).cart.createCart({ items: [{ variantId: variantId(1) }] });
  await c.flush();
  const there = async () => Promise.all([empty.cartId, filled.cartId, own.id].map(known));
  await c.t.advance('6 days');
  expect(await there()).toEqual([true, true, true]);
  await c.t.advance('2 days');
  expect(await there()).toEqual([false, true, true]);
  await c.t.advance('90 days');
  expect(await there()).toEqual([false, false, true]);
  await expect(c.as.getCart(filled)).rejects.toMatchObject({ code: 'not_found' });
});

test('user.deleted, delivered twice, takes their carts, also one that was not written yet', async () => {
  const user = c.t.person();
  const old = await c.guest();
  await c.t.as(user).cart.mergeCart(old);
  await c.flush();
  await c.loseKeys(`user:${user.userId}`);
  await c.t.deliver(userDeleted, { userId: user.userId });
  await c.t.redeliver();
  await expect(c.t.as(user).cart.getCart(old)).rejects.toMatchObject({ code: 'not_found' });

  const other = c.t.person();
  const { id: cartId } = await c.t.as(other).cart.createCart({ items: [{ variantId: variantId(1) }] });
  await c.t.deliver(userDeleted, { userId: other.userId });
  await c.flush();
  expect(await known(cartId)).toBe(false);
  expect(await c.t.as(other).cart.getMyCart({})).toBe(null);
});
