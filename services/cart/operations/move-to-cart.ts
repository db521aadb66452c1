// Take what was put aside into the cart again.

import { cartService } from '../definition.ts';
import { moved } from '../domain/document.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const moveToCart = cartService.operation('moveToCart', async (ctx, input, call) => {
  const cart = await changeTheirs(ctx, input, call, found => moved(found, input.itemId, false));
  return shown(ctx, cart, input);
});
