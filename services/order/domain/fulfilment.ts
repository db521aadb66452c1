// How far the parts of an order come, and what the order is then.

import type { Fulfilment } from '../contract/orders.ts';
import type { OrderState } from '../contract/wire.ts';

/** A part goes forward only. What came back may be sent again. */
const ways: Readonly<Record<Fulfilment, readonly Fulfilment[]>> = {
  open: ['handed_over', 'delivered', 'failed'],
  handed_over: ['delivered', 'failed'],
  failed: ['handed_over', 'delivered'],
  delivered: [],
  cancelled: [],
};

export const moves = (from: Fulfilment, to: Fulfilment): boolean => ways[from].includes(to);

const paid: readonly OrderState[] = ['confirmed', 'fulfilling', 'fulfilled'];

/** The state of a paid order with these parts; one that is not paid stays as it is. */
export function stateOf(state: OrderState, parts: readonly Fulfilment[]): OrderState {
  if (!paid.includes(state)) return state;
  const live = parts.filter(part => part !== 'cancelled');
  if (live.length === 0) return 'cancelled';
  if (live.every(part => part === 'delivered')) return 'fulfilled';
  return live.every(part => part === 'open') && state === 'confirmed' ? 'confirmed' : 'fulfilling';
}

export const isPaid = (state: OrderState): boolean => paid.includes(state);

/** Whether pieces of an order can still be cancelled: some part of it is not under way. */
export const isOpen = (state: OrderState, parts: readonly Fulfilment[]): boolean =>
  state !== 'cancelled' && parts.some(part => part === 'open' || part === 'failed');
