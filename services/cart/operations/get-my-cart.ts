// My open cart.

import { fail } from '#kernel/errors';
import { cartService } from '../definition.ts';
import { cartOf } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const getMyCart = cartService.operation('getMyCart', async (ctx, { totals }, call) => {
  const cart = (await cartOf(ctx, call.userId)) ?? fail('not_found', 'You have no cart yet.', { reason: 'no_cart' });
  return shown(ctx, cart, { totals });
});
