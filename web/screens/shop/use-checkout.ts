import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { InputOf } from '#kernel/contract';
import { CodedError } from '#kernel/errors';
import { cart as service } from '#services/cart/contract';
import { isAnswered, useAttempt } from '#web/api/attempt.ts';
import { ask } from '#web/api/client.ts';
import { session } from '#web/api/session.ts';
import { type Cart, forgetGuestCart, nameOf, refreshCart } from './cart.ts';
import { keepOrder } from './kept-orders.ts';

const { checkout } = service.endpoints;
export type Payment = InputOf<typeof checkout>['payment'];
type Total = NonNullable<Cart['totals']>['total'];

/** While it is charged the same request under the same key tells what became of it, and charges nothing twice. */
const isCharging = (error: unknown): boolean => error instanceof CodedError && error.extras.reason === 'cart_charging';

/** The last day the cart shows of what is not there yet: who saw it agrees to wait as long. */
const lastDay = ({ items }: Cart): string | undefined =>
  items
    .flatMap(({ line }) => line?.shipsFrom ?? [])
    .toSorted()
    .at(-1);

/** Orders and pays; leads to the order, paid or still open. A refusal ends the attempt: the next has a key of its own. */
export function useCheckout(cart: Cart) {
  const navigate = useNavigate();
  const attempt = useAttempt();
  return useMutation({
    mutationFn: ({ payment, expectedTotal }: { payment: Payment; expectedTotal: Total }) => {
      const preorderUntil = lastDay(cart);
      const input = { ...nameOf(cart), payment, expectedTotal, ...(preorderUntil && { preorderUntil }) };
      return ask(checkout, input, { idempotencyKey: attempt.keyFor(input) });
    },
    onSuccess: async result => {
      keepOrder(result.orderId, { orderToken: result.orderToken, actionUrl: result.action?.url ?? null });
      if (session.state.status !== 'in' && result.state === 'confirmed') forgetGuestCart();
      await navigate({ to: '/orders/$orderId', params: { orderId: result.orderId } });
      void refreshCart();
    },
    onError: error => {
      if (isAnswered(error) && !isCharging(error)) attempt.over();
      void refreshCart();
    },
  });
}

/** Where prices drifted between the look and the click: both sums. */
export function driftOf(error: unknown): { expected: Total; total: Total } | null {
  if (!(error instanceof CodedError) || error.extras.reason !== 'total_changed') return null;
  return (error.extras.details ?? null) as { expected: Total; total: Total } | null;
}
