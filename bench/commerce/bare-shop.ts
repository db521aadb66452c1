// A shop as one would write it by hand with Express and `pg`: the same reads by one statement each, and for a checkout the
// seven commits of such a journey, statement by statement. It checks nothing, tells nobody, and survives nothing.

import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Pool, PoolClient } from 'pg';
import { barePool } from '../lab.ts';
import { listen } from '../stage.ts';
import { shopProducts } from './shop-data.ts';

const tables = `
  create table products (id uuid primary key, slug text unique, title text, type text, vendor text, created_at timestamptz,
    image text, search tsvector);
  create table variants (id uuid primary key, product_id uuid references products, title text, price int8);
  create index on variants (product_id);
  create table inventory (variant_id uuid primary key, on_hand int check (on_hand >= 0));
  create index on products (created_at desc, id desc);
  create index on products (type, created_at desc, id desc);
  create index on products using gin (search);
  create table carts (id uuid primary key, currency text, email text, address jsonb, method_id text, payment text,
    created_at timestamptz);
  create table cart_items (cart_id uuid references carts, variant_id uuid, quantity int, primary key (cart_id, variant_id));
  create table orders (id uuid primary key, cart_id uuid unique, email text, address jsonb, total int8, state text,
    created_at timestamptz);
  create table order_items (order_id uuid references orders, variant_id uuid, quantity int, price int8);
  create table payments (id uuid primary key, order_id uuid unique, amount int8, state text, created_at timestamptz);
  create table postings (payment_id uuid, account text, amount int8);`;

/** Makes the tables and fills them; gives the ids of the variants. */
export async function fillBareShop(pool: Pool): Promise<string[]> {
  await pool.query(tables);
  const variantIds: string[] = [];
  for (const [index, { handle, title, type, description, prices }] of shopProducts().entries()) {
    const id = randomUUID();
    await pool.query(
      `insert into products values ($1, $2, $3, $4, 'Bench', now() - $5 * interval '1 minute', $6,
         to_tsvector('english', $3 || ' ' || $7))`,
      [id, handle, title, type, index, `https://images.example/${handle}.jpg`, description],
    );
    for (const [variant, price] of prices.entries()) {
      const variantId = randomUUID();
      variantIds.push(variantId);
      await pool.query(`insert into variants values ($1, $2, $3, $4)`, [variantId, id, `Colour ${variant}`, price]);
      await pool.query('insert into inventory values ($1, 1000000)', [variantId]);
    }
  }
  await pool.query('analyze');
  return variantIds;
}

const shown = `p.id, p.slug, p.title, p.type, p.vendor, p.image, p.created_at, (
  select jsonb_agg(jsonb_build_object('id', v.id, 'title', v.title, 'price', v.price, 'stock', i.on_hand))
  from variants v join inventory i on i.variant_id = v.id where v.product_id = p.id) as variants`;
const listSql = `select ${shown} from products p order by p.created_at desc, p.id desc limit 21`;
const detailSql = `select ${shown} from products p where p.slug = $1`;
const filterSql = `
  select ${shown} from products p
  where p.type = $1 and p.search @@ websearch_to_tsquery('english', $4)
    and exists (select 1 from variants v where v.product_id = p.id and v.price between $2 and $3)
  order by p.created_at desc, p.id desc limit 21`;

/** The program; `pool` is its only state. */
export function bareShop(pool: Pool) {
  const app = express().use(express.json());
  const ask = (name: string, text: string, values: unknown[] = []) => pool.query({ name, text, values });
  app.get('/products', async ({ query: { type, q, min, max } }, response) => {
    const { rows } = type ? await ask('filter', filterSql, [type, min, max, q]) : await ask('list', listSql);
    response.json({ items: rows.slice(0, 20), nextCursor: rows.length > 20 ? rows[19].id : null });
  });
  app.get('/products/:slug', async ({ params }, response) => {
    response.json((await ask('detail', detailSql, [params.slug])).rows[0]);
  });
  checkoutOn(app, pool);
  return app;
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Seven commits: cart, item, address, method, payment session, order with its stock, captured payment. */
function checkoutOn(app: express.Express, pool: Pool): void {
  const change = (name: string, text: string) => async (values: unknown[]) => {
    await inTransaction(pool, client => client.query({ name, text, values }));
  };
  const addCart = change('cart', 'insert into carts (id, currency, created_at) values ($1, $2, now())');
  const addItem = change(
    'item',
    `insert into cart_items values ($1, $2, $3)
     on conflict (cart_id, variant_id) do update set quantity = cart_items.quantity + excluded.quantity`,
  );
  const setAddress = change('address', 'update carts set email = $2, address = $3 where id = $1');
  const setMethod = change('method', 'update carts set method_id = $2 where id = $1');
  const setPayment = change('session', 'update carts set payment = $2 where id = $1');
  app.post('/carts', async ({ body }, response) => {
    const id = randomUUID();
    await addCart([id, body.currency]);
    response.status(201).json({ id });
  });
  app.post('/carts/:id/items', async ({ params, body }, response) => {
    await addItem([params.id, body.variantId, body.quantity]);
    response.json({ id: params.id });
  });
  app.put('/carts/:id/address', async ({ params, body }, response) => {
    await setAddress([params.id, body.email, JSON.stringify(body.address)]);
    response.json({ id: params.id });
  });
  app.put('/carts/:id/shipping', async ({ params, body }, response) => {
    await setMethod([params.id, body.methodId]);
    response.json({ id: params.id });
  });
  app.post('/carts/:id/payment', async ({ params, body }, response) => {
    await setPayment([params.id, body.token]);
    response.json({ id: params.id });
  });
  app.post('/carts/:id/complete', async ({ params }, response) => {
    const orderId = randomUUID();
    const total = await inTransaction(pool, client => placeOrder(client, params.id, orderId));
    await inTransaction(pool, client => capture(client, orderId, total));
    response.json({ id: orderId, state: 'confirmed' });
  });
}

async function placeOrder(client: PoolClient, cartId: string, orderId: string): Promise<bigint> {
  const ask = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
  const { rows: carts } = await ask('its cart', 'select email, address from carts where id = $1 for update', [cartId]);
  const { rows: items } = await ask(
    'its items',
    'select c.variant_id, c.quantity, v.price from cart_items c join variants v on v.id = c.variant_id where c.cart_id = $1',
    [cartId],
  );
  let total = 0n;
  for (const { quantity, price } of items) total += BigInt(price) * BigInt(quantity);
  const { email, address } = carts[0];
  const order = `insert into orders values ($1, $2, $3, $4, $5, 'pending', now())`;
  await ask('order', order, [orderId, cartId, email, JSON.stringify(address), total]);
  for (const { variant_id, quantity, price } of items) {
    await ask('line', 'insert into order_items values ($1, $2, $3, $4)', [orderId, variant_id, quantity, price]);
    const taken = 'update inventory set on_hand = on_hand - $2 where variant_id = $1 and on_hand >= $2';
    if ((await ask('stock', taken, [variant_id, quantity])).rowCount !== 1) throw new Error('sold out');
  }
  return total;
}

async function capture(client: PoolClient, orderId: string, total: bigint): Promise<void> {
  const ask = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
  const paymentId = randomUUID();
  await ask('paid', `insert into payments values ($1, $2, $3, 'captured', now())`, [paymentId, orderId, total]);
  await ask('owed', `insert into postings values ($1, 'clearing', $2), ($1, 'vendor', -$2)`, [paymentId, total]);
  await ask('confirmed', `update orders set state = 'confirmed' where id = $1`, [orderId]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await listen(bareShop(barePool(process.argv[2]!)));
  process.once('disconnect', () => process.exit());
  process.send!(url);
}
