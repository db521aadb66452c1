// Say where it goes, and who is told.

import { cartService } from '../definition.ts';
import { withDetails } from '../keeping/details.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const setAddress = cartService.operation('setAddress', async (ctx, input, call) => {
  const { email, address, billingAddress } = input;
  const cart = await changeTheirs(ctx, input, call, found =>
    withDetails(ctx, found, { email, address, billingAddress }),
  );
  return shown(ctx, cart, input);
});
