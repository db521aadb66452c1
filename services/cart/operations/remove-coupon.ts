// Do not use a coupon.

import { cartService } from '../definition.ts';
import { withoutCode } from '../domain/document.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const removeCoupon = cartService.operation('removeCoupon', async (ctx, input, call) => {
  const cart = await changeTheirs(ctx, input, call, found => withoutCode(found, input.code));
  return shown(ctx, cart, input);
});
