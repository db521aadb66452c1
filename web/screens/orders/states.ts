import type { OutputOf } from '#kernel/contract';
import type { order } from '#services/order/contract';
import type { Tone } from '#web/kit/surface.tsx';

export type Order = OutputOf<typeof order.endpoints.getOrder>;

export const toneOf: Record<Order['state'], Tone> = {
  pending: 'warn',
  awaiting_payment: 'warn',
  payment_unknown: 'warn',
  confirmed: 'info',
  fulfilling: 'info',
  fulfilled: 'good',
  cancelled: 'plain',
};

/** What is still being decided, so one goes on looking. */
export const isOpen = (state: Order['state'] | undefined): boolean =>
  state === 'pending' || state === 'awaiting_payment' || state === 'payment_unknown';
