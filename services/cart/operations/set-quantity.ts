// Change how many.

import { cartService } from '../definition.ts';
import { withQuantity } from '../domain/document.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const setQuantity = cartService.operation('setQuantity', async (ctx, input, call) => {
  const cart = await changeTheirs(ctx, input, call, found => withQuantity(found, input.itemId, input.quantity));
  return shown(ctx, cart, input);
});
