import { useMutation } from '@tanstack/react-query';
import type { Endpoint, InputOf } from '#kernel/contract';
import { ask } from '#web/api/client.ts';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { type Cart, nameOf, refreshCart, takeCart } from './cart.ts';

/** Changes the cart that is shown and shows what comes of it, with its sums. */
export function useCartAction<E extends Endpoint>(endpoint: E, cart: Cart, { quiet = false } = {}) {
  const problems = useText(problemText);
  return useMutation({
    mutationFn: (input: Omit<InputOf<E>, 'cartId' | 'cartToken' | 'totals'>) =>
      ask(endpoint, { ...nameOf(cart), ...input, totals: true } as unknown as InputOf<E>) as unknown as Promise<Cart>,
    onSuccess: takeCart,
    onError: error => {
      void refreshCart();
      if (!quiet) toast(sentenceFor(error, problems), 'bad');
    },
  });
}
