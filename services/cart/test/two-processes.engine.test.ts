import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeyStore } from '#kernel/keys/port';
import { redisKeyStore } from '#kernel/keys/redis';
import type { CartCtx } from '../definition.ts';
import { added, newDocument, wanted } from '../domain/document.ts';
import { addCart, changeCart, findCart } from '../keeping/documents.ts';
import { flush } from '../keeping/write-behind.ts';
import { type Carts, openCarts, variantId } from './shop.ts';

const url = process.env.AGORA_TEST_REDIS_URL;
if (!url) throw new Error('set AGORA_TEST_REDIS_URL to a Redis for tests, such as redis://127.0.0.1:6379');

let c: Carts;
let stores: KeyStore[];
let processes: CartCtx[];
beforeAll(async () => {
  c = await openCarts();
  stores = await Promise.all([1, 2].map(() => redisKeyStore(url, c.ctx.log)));
  // Each with marks of its own of what it has to write, as in processes of their own.
  processes = stores.map(store => ({ ...c.ctx, keys: store.forService('cart'), db: { ...c.ctx.db } }));
});
afterAll(async () => {
  await Promise.all(stores.map(store => store.close()));
  await c.t.close();
});

const add = (ctx: CartCtx, cartId: string, variant: number) => {
  const item = { id: ctx.id(), variantId: variantId(variant), quantity: 1, addedAt: ctx.now() };
  return changeCart(ctx, cartId, cart => added(cart, item));
};

test('fifty additions from two processes over one Redis sum up, and outlive its flush', async () => {
  const cart = newDocument(c.ctx.id(), null, 'EUR', c.t.clock.now());
  await addCart(processes[0]!, cart);
  await Promise.all(Array.from({ length: 50 }, (_, n) => add(processes[n % 2]!, cart.id, 1)));
  const [item] = wanted((await findCart(processes[0]!, cart.id))!);
  expect(item).toMatchObject({ quantity: 50 });

  await Promise.all(processes.map(flush));
  await processes[0]!.keys.delete(cart.id);
  const loaded = await Promise.all(processes.map(ctx => findCart(ctx, cart.id)));
  for (const each of loaded) expect(each).toMatchObject({ version: 51, items: [{ quantity: 50 }] });
});
