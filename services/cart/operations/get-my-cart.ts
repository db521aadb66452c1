// My open cart.

import { cartService } from '../definition.ts';
import { cartOf } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

/** Having none is no error: most people who look around have put nothing in yet. */
export const getMyCart = cartService.operation('getMyCart', async (ctx, { totals }, call) => {
  const cart = await cartOf(ctx, call.userId);
  return cart && shown(ctx, cart, { totals });
});
