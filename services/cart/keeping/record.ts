// Carts in PostgreSQL: the record, and for what is being paid the decider.

import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { json, sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { CartState } from '../contract/wire.ts';
import type { CartDocument, Item } from '../domain/document.ts';

const cartRow = row(
  {
    id: col.uuid,
    user_id: col.uuid.orNull,
    state: col.text,
    currency: col.text,
    version: col.int,
    attempt: col.int,
    codes: col.texts,
    details: col.bytes.orNull,
    method_id: col.uuid.orNull,
    slot_id: col.uuid.orNull,
    applied: col.texts,
    merged_into: col.uuid.orNull,
    checkout_id: col.uuid.orNull,
    checkout_hash: col.text.orNull,
    charging_at: col.instant.orNull,
    order_id: col.uuid.orNull,
    created_at: col.instant,
    updated_at: col.instant,
  },
  'c',
);
const recordShape = { ...cartRow, items: col.json<Item[]>() };

const toDocument = (found: RowOf<typeof recordShape>): CartDocument => ({
  id: found.id,
  userId: found.user_id,
  state: found.state as CartState,
  currency: found.currency,
  version: found.version,
  attempt: found.attempt,
  items: found.items,
  codes: found.codes,
  details: found.details?.toString('base64') ?? null,
  methodId: found.method_id,
  slotId: found.slot_id,
  applied: found.applied,
  mergedInto: found.merged_into,
  checkout:
    found.checkout_id === null
      ? null
      : { id: found.checkout_id, hash: found.checkout_hash, at: found.charging_at ?? found.updated_at },
  orderId: found.order_id,
  createdAt: found.created_at,
  updatedAt: found.updated_at,
});

/** The cart as it was last written, or null. */
export async function readRecord(db: Queries, cartId: string): Promise<CartDocument | null> {
  const found = await db.maybe(recordShape)`
    select ${cartRow},
           (select coalesce(jsonb_agg(jsonb_build_object(
              'id', i.id, 'variantId', i.variant_id, 'productId', i.product_id, 'quantity', i.quantity,
              'savedForLater', i.saved_for_later, 'seenPrice', i.seen_price::text,
              'addedAt', to_char(i.added_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by i.position), '[]')
            from cart_items i where i.cart_id = c.id) as items
    from carts c where c.id = ${cartId}`;
  return found && toDocument(found);
}

/** The open cart of somebody that was changed last. */
export async function openCartOf(db: Queries, userId: string): Promise<string | null> {
  const found = await db.maybe({ id: col.uuid })`
    select id from carts where user_id = ${userId} and state in ('open', 'charging')
    order by updated_at desc limit 1`;
  return found?.id ?? null;
}

/** What order is asked for a cart that is charged: sealed, and when it is asked what became of it. */
export interface Charge {
  request: Buffer;
  askAt: Instant;
}

type Written = { id: string; request: Buffer | null };

/** Writes carts with their items where the guard lets them, in one statement; gives those that were written. */
async function writeCarts(
  db: Queries,
  carts: readonly CartDocument[],
  guard: ReturnType<typeof sql>,
  charge: Charge | null,
): Promise<Written[]> {
  const rows = carts.map(({ items, checkout, ...cart }) => ({
    ...cart,
    checkoutId: checkout?.id ?? null,
    checkoutHash: checkout?.hash ?? null,
    chargingAt: checkout?.at ?? null,
    items: items.map((item, position) => ({ ...item, position })),
  }));
  return db.many({ id: col.uuid, request: col.bytes.orNull })`
    with r as (
      select * from jsonb_to_recordset(${json(rows)}::jsonb) as r (
        id uuid, "userId" uuid, state text, currency text, version int, attempt int, codes text[], details text,
        "methodId" uuid, "slotId" uuid, applied text[], "mergedInto" uuid, "checkoutId" uuid, "checkoutHash" text,
        "chargingAt" timestamptz, "createdAt" timestamptz, "updatedAt" timestamptz, items jsonb)),
    cart as (
      insert into carts (id, user_id, state, currency, version, attempt, codes, details, method_id, slot_id, applied,
                         merged_into, checkout_id, checkout_hash, request, charging_at, ask_at, created_at, updated_at)
      select id, "userId", state, currency, version, attempt, codes, decode(details, 'base64'), "methodId", "slotId",
             applied, "mergedInto", "checkoutId", "checkoutHash", ${charge?.request ?? null}::bytea, "chargingAt",
             ${charge?.askAt ?? null}::timestamptz, "createdAt", "updatedAt"
      from r order by id
      on conflict (id) do update set
        user_id = excluded.user_id, state = excluded.state, version = excluded.version, attempt = excluded.attempt,
        codes = excluded.codes, details = excluded.details, method_id = excluded.method_id,
        slot_id = excluded.slot_id, applied = excluded.applied, merged_into = excluded.merged_into,
        checkout_id = excluded.checkout_id, checkout_hash = excluded.checkout_hash,
        request = coalesce(carts.request, excluded.request),
        charging_at = coalesce(carts.charging_at, excluded.charging_at),
        ask_at = coalesce(carts.ask_at, excluded.ask_at), updated_at = excluded.updated_at
      where ${guard}
      returning id, request),
    gone as (
      -- By the given ids, for an index: how many rows stand in JSON PostgreSQL can only guess, and reads the whole table.
      delete from cart_items i using cart join r using (id)
      where i.cart_id = any(${carts.map(({ id }) => id)}::uuid[]) and i.cart_id = cart.id and not exists (
        select from jsonb_to_recordset(r.items) as e (id uuid) where e.id = i.id)),
    kept as (
      insert into cart_items (cart_id, id, position, variant_id, product_id, quantity, saved_for_later, seen_price,
                              added_at)
      select cart.id, e.id, e.position, e."variantId", e."productId", e.quantity, e."savedForLater", e."seenPrice",
             e."addedAt"
      from cart join r using (id), jsonb_to_recordset(r.items) as e (
        id uuid, position int, "variantId" uuid, "productId" uuid, quantity int, "savedForLater" boolean,
        "seenPrice" int8, "addedAt" timestamptz)
      on conflict (cart_id, id) do update set
        position = excluded.position, quantity = excluded.quantity, saved_for_later = excluded.saved_for_later,
        product_id = excluded.product_id, seen_price = excluded.seen_price)
    select id, request from cart`;
}

/** Writes what was changed, unless the record is as new or is being paid; gives the ids of what was written. */
export async function writeChanged(db: Queries, carts: readonly CartDocument[]): Promise<Set<string>> {
  const guard = sql`carts.state = 'open' and carts.version < excluded.version`;
  return new Set((await writeCarts(db, carts, guard, null)).map(({ id }) => id));
}

/** Begins to charge a cart, or joins the same checkout of it; gives the request that counts, sealed, or null where
 * another checkout has the cart. Of many at once the row lets one through. */
export async function beginCharge(db: Queries, cart: CartDocument, charge: Charge): Promise<Buffer | null> {
  const guard = sql`
    carts.state = 'open' or (carts.state = 'charging' and carts.checkout_id = excluded.checkout_id)`;
  const [written] = await writeCarts(db, [cart], guard, charge);
  return written?.request ?? null;
}

/** As a parameter where a key says which cart is meant: with the word in the statement its plan would go through the index
 * of all that are being charged, and of those that were until a moment ago, as it is made while none is. */
const charging: CartState = 'charging';

/** The cart has become an order; false if it had before, or is not charged by this checkout. */
export const markOrdered = async (
  db: Queries,
  { id, checkoutId, orderId, now }: { id: string; checkoutId: string; orderId: string; now: Instant },
): Promise<boolean> =>
  (await db.run`
    update carts set state = 'ordered', order_id = ${orderId}, ask_at = null, version = version + 1, updated_at = ${now}
    where id = ${id} and state = ${charging} and checkout_id = ${checkoutId}`) === 1;

/** The newest marks with those of a checkout that came to nothing: see `thawed`; `mark` where it left one more. */
const markEnded = (mark: string | null) => sql`
  applied = (
    select marks[greatest(1, cardinality(marks) - 49):]
    from (select applied || array_remove(array[
      case when checkout_hash is not null then concat('checkout:', checkout_id, ':', checkout_hash) end,
      ${mark}::text], null)) as m (marks))`;

/** The checkout came to nothing: the cart can be changed again, and the next checkout is another. */
export const reopen = async (
  db: Queries,
  { id, checkoutId, mark, now }: { id: string; checkoutId: string; mark: string | null; now: Instant },
): Promise<boolean> =>
  (await db.run`
    update carts set state = 'open', attempt = attempt + 1, ${markEnded(mark)}, checkout_id = null, checkout_hash = null,
                     request = null, charging_at = null, ask_at = null, asks = 0, version = version + 1,
                     updated_at = ${now}
    where id = ${id} and state = ${charging} and checkout_id = ${checkoutId}`) === 1;

/** The same for a cart whose order did not come about after all. */
export const reopenOrdered = async (
  db: Queries,
  { id, orderId, now }: { id: string; orderId: string; now: Instant },
): Promise<boolean> =>
  (await db.run`
    update carts set state = 'open', attempt = attempt + 1, ${markEnded(null)}, checkout_id = null, checkout_hash = null,
                     request = null, charging_at = null, asks = 0, order_id = null, version = version + 1,
                     updated_at = ${now}
    where id = ${id} and state = 'ordered' and order_id = ${orderId}`) === 1;

/** Has order asked what became of checkouts that are still open by then. */
export const askSoon = (db: Queries, cartIds: readonly string[], at: Instant): Promise<number> =>
  db.run`
    update carts set ask_at = least(ask_at, ${at})
    where id in (
      -- In the order in which carts that go together are locked; which is locked is being decided just now.
      select id from carts where id = any(${cartIds}::uuid[]) and state = ${charging}
      order by id for update skip locked)`;
