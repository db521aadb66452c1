// Use a coupon.

import { cartService } from '../definition.ts';
import { withCode } from '../domain/document.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const applyCoupon = cartService.operation('applyCoupon', async (ctx, input, call) => {
  const cart = await changeTheirs(ctx, input, call, found => withCode(found, input.code));
  return shown(ctx, cart, input);
});
