// Leave a note for the sellers.

import { cartService } from '../definition.ts';
import { withDetails } from '../keeping/details.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const setNote = cartService.operation('setNote', async (ctx, input, call) => {
  const cart = await changeTheirs(ctx, input, call, found => withDetails(ctx, found, { note: input.note }));
  return shown(ctx, cart, input);
});
