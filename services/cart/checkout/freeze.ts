// A checkout takes a cart as it is: what the request carries is put in, and nothing is changed from then on.

import type { Call } from '#kernel/call';
import { CodedError, fail } from '#kernel/errors';
import { sha256, uuidOf } from '#kernel/security/digest';
import type { CartCtx } from '../definition.ts';
import {
  added,
  type CartDocument,
  outageMark,
  requireOpen,
  sentOtherwise,
  wanted,
  wasApplied,
  withCode,
} from '../domain/document.ts';
import { type Details, detailsOf, withDetails } from '../keeping/details.ts';
import { changeCart, findCart, noSuchCart } from '../keeping/documents.ts';
import { requireTheirs } from '../keeping/owners.ts';
import { quoteOf } from '../showing/quote.ts';

/** What a checkout may carry beside the payment. */
export interface Carried {
  cartId: string;
  cartToken?: string | undefined;
  items?: readonly { variantId: string; quantity: number }[] | undefined;
  email?: string | undefined;
  address?: Details['address'] | undefined;
  billingAddress?: Details['billingAddress'] | undefined;
  note?: string | null | undefined;
  methodId?: string | undefined;
  slotId?: string | null | undefined;
  codes?: readonly string[] | undefined;
}

/** What tells one checkout of a cart from another. */
interface Name {
  idOf(cart: CartDocument): string;
  hash: string | null;
}

/** Of an Idempotency-Key, or without one of the cart's attempt: two clicks are the same checkout either way. Who is told
 * that something is down sends the same again: under a key whose checkout that ended, the next is another. */
function nameOf(ctx: CartCtx, input: Carried, call: Call): Name {
  const key = call.idempotencyKey;
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
    fail('invalid_argument', 'An Idempotency-Key has 1 to 200 visible ASCII characters.');
  const idFor = (name: string) => uuidOf(ctx.cipher.blindIndex(`checkout:${input.cartId}:${name}`));
  if (key === undefined) return { idOf: ({ attempt }) => idFor(`attempt ${attempt}`), hash: null };
  const { cartToken: _token, ...request } = input;
  const hash = sha256(JSON.stringify(request)).toString('base64url');
  const idOf = (cart: CartDocument) => {
    for (let outages = 0; ; outages++) {
      const id = idFor(outages === 0 ? `key ${key}` : `key ${key} after ${outages} outages`);
      // Order would repeat its refusal of the first request, whatever stands in this one.
      if (sentOtherwise(cart, { id, hash })) reused();
      if (!wasApplied(cart, outageMark(id))) return id;
    }
  };
  return { idOf, hash };
}

interface Frozen {
  cart: CartDocument;
  first: boolean;
}

/** The cart frozen for this checkout, or as the `first` request of the same checkout left it. Raises `not_found`,
 * `cart_charging` and `cart_ordered` where another checkout has it, `cart_incomplete`, `idempotency_key_reused`. */
export async function freeze(
  ctx: CartCtx,
  input: Carried,
  call: Call,
  needsAddress: (cart: CartDocument) => boolean = () => true,
): Promise<Frozen> {
  const name = nameOf(ctx, input, call);
  // A rival's change makes the function run again, and the items should have the same ids then.
  const itemIds = (input.items ?? []).map(() => ctx.id());
  let first = false;
  const frozen = await changeCart(ctx, input.cartId, cart => {
    requireTheirs(ctx, cart, input, call);
    first = cart.state === 'open';
    if (!first) return joined(cart, name);
    const checkout = { id: name.idOf(cart), hash: name.hash, at: ctx.now() };
    const filled = carrying(ctx, cart, input, itemIds);
    requireComplete(ctx, filled, needsAddress(filled));
    return { ...filled, state: 'charging', checkout };
  });
  return { cart: frozen, first };
}

/** The cart where this very checkout has it; raises what the others are told. */
function joined(cart: CartDocument, { idOf, hash }: Name): CartDocument {
  if (cart.checkout?.id !== idOf(cart)) {
    if (cart.state === 'charging')
      fail('conflict', 'Another checkout of this cart is under way; wait until it has come to an end.', {
        reason: 'cart_charging',
      });
    requireOpen(cart);
  }
  if (cart.checkout && cart.checkout.hash !== hash) reused();
  return cart;
}

const reused = () =>
  fail('idempotency_key_reused', 'Send a new Idempotency-Key for a checkout that differs from the first.');

/** The same of a cart as its record says, for a request that PostgreSQL did not let through. */
export const joinedRecord = (ctx: CartCtx, cart: CartDocument, input: Carried, call: Call): CartDocument =>
  joined(cart, nameOf(ctx, input, call));

function carrying(ctx: CartCtx, cart: CartDocument, input: Carried, itemIds: readonly string[]): CartDocument {
  const { items, email, address, billingAddress, note, methodId, slotId, codes } = input;
  const kept = items ? { ...cart, items: cart.items.filter(({ savedForLater }) => savedForLater) } : cart;
  const filled = (items ?? []).reduce(
    (all, item, index) => added(all, { ...item, id: itemIds[index]!, addedAt: ctx.now() }),
    kept,
  );
  const details = Object.fromEntries(
    Object.entries({ email, address, billingAddress, note }).filter(([, value]) => value !== undefined),
  );
  return {
    ...(Object.keys(details).length > 0 ? withDetails(ctx, filled, details) : filled),
    codes: codes ? codes.reduce(withCode, { ...cart, codes: [] } as CartDocument).codes : cart.codes,
    // A slot is one of the method it was chosen with.
    methodId: methodId ?? cart.methodId,
    slotId: slotId !== undefined ? slotId : methodId === undefined || methodId === cart.methodId ? cart.slotId : null,
  };
}

/** A cart that says not where it goes may be gift cards alone, which go nowhere: order is asked for it, and raises nothing then.
 * Nearly every cart says it, so that nobody is asked before. */
export async function freezeUnaddressed(ctx: CartCtx, input: Carried, call: Call, error: unknown): Promise<Frozen> {
  if (!(error instanceof CodedError) || !lacksAddressAlone(error)) throw error;
  const itemIds = (input.items ?? []).map(() => ctx.id());
  const cart = carrying(ctx, (await findCart(ctx, input.cartId)) ?? noSuchCart(), input, itemIds);
  const { needsAddress } = await quoteOf(ctx, cart);
  // What was put in since is not among what was asked for.
  return freeze(ctx, input, call, now => needsAddress || named(now) !== named(cart));
}

const lacksAddressAlone = ({ extras: { reason, details } }: CodedError): boolean =>
  reason === 'cart_incomplete' &&
  ((details?.missing ?? []) as string[]).every(name => name === 'address' || name === 'methodId');

const named = (cart: CartDocument): string =>
  wanted(cart)
    .map(({ variantId }) => variantId)
    .sort()
    .join();

function requireComplete(ctx: CartCtx, cart: CartDocument, needsAddress: boolean): void {
  const { email, address } = detailsOf(ctx, cart);
  const there = { items: wanted(cart).length > 0, email, ...(needsAddress && { address, methodId: cart.methodId }) };
  const missing = Object.entries(there)
    .filter(([, value]) => !value)
    .map(([name]) => name);
  if (missing.length > 0)
    fail('failed_precondition', `The cart is not complete yet; add: ${missing.join(', ')}.`, {
      reason: 'cart_incomplete',
      details: { missing },
    });
}
