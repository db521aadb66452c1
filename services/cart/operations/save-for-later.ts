// Put something aside.

import { cartService } from '../definition.ts';
import { moved } from '../domain/document.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const saveForLater = cartService.operation('saveForLater', async (ctx, input, call) => {
  const cart = await changeTheirs(ctx, input, call, found => moved(found, input.itemId, true));
  return shown(ctx, cart, input);
});
