// The ways to send it, cheapest first.

import { fail } from '#kernel/errors';
import { cartService } from '../definition.ts';
import { wanted } from '../domain/document.ts';
import { detailsOf } from '../keeping/details.ts';
import { readTheirs } from '../keeping/owners.ts';
import { quoteOf } from '../showing/quote.ts';

export const listShippingQuotes = cartService.operation('listShippingQuotes', async (ctx, input, call) => {
  const cart = await readTheirs(ctx, input, call);
  if (wanted(cart).length === 0)
    fail('failed_precondition', 'The cart is empty; put something into it first.', { reason: 'cart_incomplete' });
  if (detailsOf(ctx, cart).address === null)
    fail('failed_precondition', 'Say where it goes first: the prices depend on it.', { reason: 'cart_incomplete' });
  const { methods } = await quoteOf(ctx, cart);
  return { items: methods };
});
