// Make the cart of a guest mine.

import { type CartCtx, cartService } from '../definition.ts';
import { type CartDocument, mergedWith, mergeMark, requireOpen, wasApplied } from '../domain/document.ts';
import { resealed } from '../keeping/details.ts';
import { changeCart, noSuchCart } from '../keeping/documents.ts';
import { becomeCartOf, cartOf, changeTheirs, readTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const mergeCart = cartService.operation('mergeCart', async (ctx, input, call) => {
  const { userId } = call;
  const theirs = await readTheirs(ctx, input, call);
  if (theirs.userId === userId) return shown(ctx, theirs, input);
  if (theirs.mergedInto !== null) return shown(ctx, await merged(ctx, theirs, userId), input);

  const mine = await cartOf(ctx, userId);
  if (mine) {
    requireOpen(mine);
    // First it is closed with what is in it: whatever happens then, that can be taken over later, and only once.
    const closed = await changeTheirs(ctx, input, call, cart => ({ ...cart, state: 'merged', mergedInto: mine.id }));
    return shown(ctx, await merged(ctx, closed, userId), input);
  }
  const adopted = await changeTheirs(ctx, input, call, cart => ({ ...cart, userId }));
  await becomeCartOf(ctx, userId, adopted.id);
  return shown(ctx, adopted, input);
});

/** My cart with what is in a closed one of a guest. */
async function merged(ctx: CartCtx, closed: CartDocument, userId: string): Promise<CartDocument> {
  const details = resealed(ctx, closed, closed.mergedInto!);
  return changeCart(ctx, closed.mergedInto!, cart => {
    if (cart.userId !== userId) noSuchCart();
    if (wasApplied(cart, mergeMark(closed.id))) return cart;
    requireOpen(cart);
    return mergedWith(cart, closed, details);
  });
}
