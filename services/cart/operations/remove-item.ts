// Take something out of a cart.

import { cartService } from '../definition.ts';
import { without } from '../domain/document.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const removeItem = cartService.operation('removeItem', async (ctx, input, call) => {
  const cart = await changeTheirs(ctx, input, call, found => without(found, input.itemId));
  return shown(ctx, cart, input);
});
