// What must hold of orders, money, stock and coupons after anything was killed: looked up in the databases behind the API.

import type { Purchase } from './checkouts.ts';
import type { Ask } from './invariants.ts';

/** Pieces on the shelf by variant, and the uses of a coupon, before anybody shops. */
export interface Before {
  onHand: ReadonlyMap<string, number>;
  couponUses: number;
  /** The last order there was: what came later is the shoppers'. */
  at: Date;
}

const stock = `
  select variant_id as id, sum(on_hand)::int as on_hand, sum(held)::int as held from inventory
  where variant_id = any($1) group by 1`;

/** Notes how things stand. */
export async function noteBefore(ask: Ask, variantIds: readonly string[], coupon: string): Promise<Before> {
  const rows = await ask('catalog', stock, variantIds);
  const [uses] = await ask('discount', 'select used from coupons where code = $1', coupon);
  return {
    onHand: new Map(rows.map(row => [row.id as string, row.on_hand as number])),
    couponUses: uses!.used as number,
    at: new Date(),
  };
}

/** Where the checkouts of a cart stand, for whoever got no answer of them. */
export async function standingOf(ask: Ask, cartId: string): Promise<Record<string, unknown>> {
  const [cart] = await ask(
    'cart',
    'select state, version, attempt, checkout_id, ask_at, asks, applied from carts where id = $1',
    cartId,
  );
  const sagas = await ask(
    'order',
    `select s.order_id, s.state, s.version, s.driver, s.due_at, s.attempts, s.problem, s.payment_state, s.last_error
     from checkout_sagas s join orders o on o.owner_key = s.owner_key and o.id = s.order_id where o.cart_id = $1`,
    cartId,
  );
  const payments = await ask(
    'payment',
    'select order_id, state, reason, checks, next_check_at from payments where order_id = any($1)',
    sagas.map(({ order_id }) => order_id),
  );
  return { cart, sagas, payments };
}

/** Sagas and payments of the shoppers that are still on their way, and holds that still hold. */
export async function unsettled(ask: Ask, { at }: Before): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = async (what: string, service: string, condition: string) => {
    const [row] = await ask(service, `select count(*)::int as n from ${condition}`, at);
    counts[what] = row!.n as number;
  };
  await count('sagas', 'order', `checkout_sagas where state not in ('completed', 'cancelled') and created_at > $1`);
  await count('refunds', 'order', 'order_cancellations where due_at is not null and created_at > $1');
  await count(
    'payments',
    'payment',
    `payments where state in ('initiated', 'authorised', 'capturing', 'unknown') and created_at > $1`,
  );
  await count('untold news', 'payment', 'payment_news where $1::timestamptz is not null');
  await count('unsealed entries', 'payment', 'journal_unsealed where $1::timestamptz is not null');
  await count('stock holds', 'catalog', `stock_holds where state = 'held' and created_at > $1`);
  await count('coupon holds', 'discount', `use_holds where state = 'held' and created_at > $1`);
  return counts;
}

/** Everything that is wrong, as sentences. */
export async function shopViolations(ask: Ask, before: Before, purchases: readonly Purchase[]): Promise<string[]> {
  return [
    ...(await orderViolations(ask, before, purchases)),
    ...(await moneyViolations(ask, before)),
    ...(await stockViolations(ask, before)),
    ...(await couponViolations(ask, before, purchases)),
  ];
}

const shown = (rows: readonly unknown[]): string => JSON.stringify(rows.slice(0, 3));

/** Each shopper got what they were told, once. */
async function orderViolations(ask: Ask, before: Before, purchases: readonly Purchase[]): Promise<string[]> {
  const found: string[] = [];
  const rows = await ask(
    'order',
    'select id, cart_id, state, total::text, refunded::text from orders where created_at > $1',
    before.at,
  );
  const byCart = Map.groupBy(rows, row => row.cart_id);
  for (const { cartId, orderId, outcome, reason } of purchases) {
    const orders = byCart.get(cartId) ?? [];
    const paid = orders.filter(({ state }) => state !== 'cancelled');
    if (paid.length > 1) found.push(`the cart ${cartId} became ${paid.length} orders`);
    if (outcome === 'confirmed' && !(paid.length === 1 && paid[0]!.id === orderId))
      found.push(`told of the order ${orderId}, there is ${shown(orders)}`);
    if (outcome === 'refused' && paid.length > 0) found.push(`refused by ${reason}, there is ${shown(paid)}`);
    if (outcome === 'open' && !orders.some(({ id }) => id === orderId)) found.push(`the order ${orderId} is lost`);
  }
  const known = new Set(purchases.map(({ cartId }) => cartId));
  const loose = rows.filter(row => !known.has(row.cart_id as string));
  if (loose.length > 0) found.push(`orders nobody knows of: ${shown(loose)}`);
  return found;
}

/** What the provider took is what the orders cost, and what the ledger says. */
async function moneyViolations(ask: Ask, before: Before): Promise<string[]> {
  const found: string[] = [];
  const orders = await ask(
    'order',
    'select id, number, state, total::text, refunded::text from orders where created_at > $1',
    before.at,
  );
  const taken = await ask(
    'payment',
    `select order_number as number, count(*) filter (where captured > 0)::int as captures,
            sum(captured - refunded)::text as kept, count(*) filter (where state = 'authorised')::int as held
     from sandbox_payments where created_at > $1 group by 1`,
    before.at,
  );
  const payments = await ask(
    'payment',
    `select order_id, state, captured::text, refunded::text from payments where created_at > $1 and state = 'captured'`,
    before.at,
  );
  const takenOf = new Map(taken.map(row => [row.number, row]));
  const capturedOf = Map.groupBy(payments, row => row.order_id);
  for (const order of orders) {
    const got = takenOf.get(order.number);
    const due = order.state === 'cancelled' ? 0n : BigInt(order.total as string) - BigInt(order.refunded as string);
    if (BigInt((got?.kept as string | undefined) ?? 0) !== due)
      found.push(`${order.number} (${order.state}) is owed ${due}, the provider kept ${got?.kept ?? 0}`);
    if (Number(got?.captures ?? 0) > 1) found.push(`${order.number} was charged ${got!.captures} times`);
    if (Number(got?.held ?? 0) > 0) found.push(`money is still held for ${order.number}`);
    const captured = capturedOf.get(order.id) ?? [];
    if (order.state !== 'cancelled' && captured.length !== 1)
      found.push(`${order.number} is ${order.state} with ${captured.length} captured payments`);
  }
  const known = new Set(orders.map(({ number }) => number));
  const orphans = taken.filter(({ number, kept }) => !known.has(number) && kept !== '0');
  if (orphans.length > 0) found.push(`money without an order: ${shown(orphans)}`);

  const unbalanced = await ask(
    'payment',
    'select entry_id, currency, sum(amount)::text from postings group by 1, 2 having sum(amount) <> 0',
  );
  if (unbalanced.length > 0) found.push(`entries that do not sum to zero: ${shown(unbalanced)}`);
  const doubled = await ask(
    'payment',
    `select payment_id from journal_entries where kind = 'capture' group by 1 having count(*) > 1`,
  );
  if (doubled.length > 0) found.push(`captures in the ledger twice: ${shown(doubled)}`);
  return found;
}

/** Initial = on the shelf + sold; nothing is held any more. */
async function stockViolations(ask: Ask, before: Before): Promise<string[]> {
  const found: string[] = [];
  const variantIds = [...before.onHand.keys()];
  const sold = await ask(
    'order',
    `select i.variant_id as id, sum(i.quantity - i.cancelled)::int as pieces
     from order_items i join orders o on o.id = i.order_id
     where o.created_at > $1 and o.state <> 'cancelled' and i.variant_id = any($2) group by 1`,
    before.at,
    variantIds,
  );
  const soldOf = new Map(sold.map(row => [row.id, row.pieces as number]));
  for (const { id, on_hand, held } of await ask('catalog', stock, variantIds)) {
    const expected = before.onHand.get(id as string)! - (soldOf.get(id) ?? 0);
    if (on_hand !== expected) found.push(`of ${id} there are ${on_hand}, but ${expected} are left`);
    if (held !== 0) found.push(`of ${id} ${held} are still held`);
  }
  return found;
}

/** A coupon was used as often as there are orders with it. */
async function couponViolations(ask: Ask, before: Before, purchases: readonly Purchase[]): Promise<string[]> {
  const code = purchases.find(({ coupon }) => coupon !== null)?.coupon;
  if (!code) return [];
  const [coupon] = await ask('discount', 'select used, held from coupons where code = $1', code);
  const [orders] = await ask(
    'order',
    `select count(*)::int as n from orders where created_at > $1 and state <> 'cancelled' and applied @> $2::jsonb`,
    before.at,
    JSON.stringify([{ code }]),
  );
  const used = (coupon!.used as number) - before.couponUses;
  const found: string[] = [];
  if (used !== orders!.n) found.push(`${code} was used ${used} times in ${orders!.n} orders`);
  if (coupon!.held !== 0) found.push(`${coupon!.held} uses of ${code} are still held`);
  return found;
}
