// Take a cart.

import { cartService } from '../definition.ts';
import { added, type CartDocument, newDocument, requireOpen } from '../domain/document.ts';
import { addCart, changeCart, forgetCart } from '../keeping/documents.ts';
import { becomeCartOf, cartOf, tokenOf } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const createCart = cartService.operation('createCart', async (ctx, { currency, items, totals }, call) => {
  const userId = call.user?.userId ?? null;
  const news = items.map(item => ({ ...item, id: ctx.id(), addedAt: ctx.now() }));
  const filled = (cart: CartDocument) => news.reduce(added, cart);
  const filledIn = (cartId: string) =>
    changeCart(ctx, cartId, cart => {
      requireOpen(cart);
      return filled(cart);
    });

  const current = userId === null ? null : await cartOf(ctx, userId);
  if (current) return { ...(await shown(ctx, await filledIn(current.id), { totals })), token: null };

  const cart = filled(newDocument(ctx.id(), userId, currency ?? ctx.config.currency, ctx.now()));
  await addCart(ctx, cart);
  if (userId === null) return { ...(await shown(ctx, cart, { totals })), token: tokenOf(ctx, cart.id) };

  // Of two tabs that ask at once both get the one cart.
  const becameId = await becomeCartOf(ctx, userId, cart.id);
  if (becameId === cart.id) return { ...(await shown(ctx, cart, { totals })), token: null };
  await forgetCart(ctx, cart.id);
  return { ...(await shown(ctx, await filledIn(becameId), { totals })), token: null };
});
