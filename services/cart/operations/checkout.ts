// Order and pay what is in a cart.

import { ask, begin, requestOf, storedRequest } from '../checkout/charge.ts';
import { freeze, freezeUnaddressed, joinedRecord } from '../checkout/freeze.ts';
import { cartService } from '../definition.ts';
import { findCart, forgetCart, noSuchCart } from '../keeping/documents.ts';

export const checkout = cartService.operation('checkout', async (ctx, input, call) => {
  const { cart, first } = await freeze(ctx, input, call).catch(error => freezeUnaddressed(ctx, input, call, error));
  const begun =
    (first ? null : await storedRequest(ctx, cart)) ?? (await begin(ctx, cart, await requestOf(ctx, cart, input)));
  if (begun) return ask(ctx, begun, call);

  // The keys had lost that another checkout has the cart, or that this one has come to its order.
  await forgetCart(ctx, cart.id);
  const record = joinedRecord(ctx, (await findCart(ctx, cart.id)) ?? noSuchCart(), input, call);
  return ask(ctx, (await storedRequest(ctx, record)) ?? noSuchCart(), call);
});
