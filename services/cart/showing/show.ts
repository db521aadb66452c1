// A cart as it goes over the wire.

import type { Quote, QuoteLine } from '#services/order/contract';
import type { Cart, CartItem } from '../contract/wire.ts';
import type { CartCtx } from '../definition.ts';
import { type CartDocument, type Item, withSeen } from '../domain/document.ts';
import { driftOf, type Now } from '../domain/drift.ts';
import { detailsOf } from '../keeping/details.ts';
import { changeCart } from '../keeping/documents.ts';
import { heardOf } from './marks.ts';
import { asideOf, isAway, quoteIfPossible } from './quote.ts';

/** The cart, with what it would cost if that is asked for. */
export async function shown(ctx: CartCtx, cart: CartDocument, { totals }: { totals: boolean }): Promise<Cart> {
  const alive = cart.state === 'open' || cart.state === 'charging';
  const [quote, aside] =
    totals && alive ? await Promise.all([quoteIfPossible(ctx, cart), asideOf(ctx, cart)]) : [null, []];
  if (!quote) {
    const heard = await heardOf(ctx, cart);
    const now = new Map(cart.items.map((item, index) => [item.id, heard[index]!]));
    return wireOf(ctx, cart, { quote: null, aside }, ({ id }) => now.get(id)!);
  }
  const seen = await rememberSeen(ctx, cart, quote.lines);
  const lines = new Map(quote.lines.map(line => [line.lineId, line]));
  const missing = new Set(quote.missing);
  return wireOf(ctx, seen, { quote, aside }, item => nowOf(item, lines.get(item.id), missing));
}

const nowOf = (item: Item, line: QuoteLine | undefined, missing: ReadonlySet<string>): Now =>
  item.savedForLater
    ? { gone: false }
    : {
        price: line?.unitPrice.amount,
        available: line?.available,
        gone: missing.has(item.variantId) || line?.sellable === false,
      };

/** Prices that are shown for the first time are what later ones are compared with. */
async function rememberSeen(ctx: CartCtx, cart: CartDocument, lines: readonly QuoteLine[]): Promise<CartDocument> {
  const prices = new Map(
    lines.map(({ lineId, productId, unitPrice }) => [lineId, { productId, price: unitPrice.amount }]),
  );
  if (withSeen(cart, prices) === cart) return cart;
  return changeCart(ctx, cart.id, found => withSeen(found, prices), { touch: false }).catch(error => {
    if (isAway(error)) return cart;
    throw error;
  });
}

interface Sold {
  quote: Quote | null;
  /** Of what was put aside. */
  aside: readonly QuoteLine[];
}

function wireOf(ctx: CartCtx, cart: CartDocument, { quote, aside }: Sold, now: (item: Item) => Now): Cart {
  const lines = new Map([...(quote?.lines ?? []), ...aside].map(line => [line.lineId, line]));
  const toItem = (item: Item): CartItem => ({
    id: item.id,
    variantId: item.variantId,
    quantity: item.quantity,
    addedAt: item.addedAt,
    line: lines.get(item.id) ?? null,
    drift: driftOf(item, now(item), cart.currency),
  });
  const { lines: _lines, missing: _missing, ...totals } = quote ?? {};
  return {
    id: cart.id,
    state: cart.state,
    currency: cart.currency,
    items: cart.items.filter(({ savedForLater }) => !savedForLater).map(toItem),
    savedForLater: cart.items.filter(({ savedForLater }) => savedForLater).map(toItem),
    codes: [...cart.codes],
    ...detailsOf(ctx, cart),
    methodId: cart.methodId,
    slotId: cart.slotId,
    version: cart.version,
    orderId: cart.orderId,
    mergedInto: cart.mergedInto,
    createdAt: cart.createdAt,
    updatedAt: cart.updatedAt,
    totals: quote ? (totals as Cart['totals']) : null,
  };
}
