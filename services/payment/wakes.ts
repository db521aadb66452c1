// Loops are woken a moment after there is work, once for all that comes meanwhile: under load a turn then tells of some
// dozens of payments in one transaction, where waking it for each made it a transaction for each.

import type { PaymentCtx } from './definition.ts';

export type LoopName = 'tell' | 'seal' | 'check' | 'webhooks' | 'sandbox-webhooks';

const waiting = new WeakMap<object, Set<LoopName>>();
const gatherMs = 20;

/** Wakes loops soon. */
export function wakeSoon(ctx: PaymentCtx, ...loops: LoopName[]): void {
  let set = waiting.get(ctx);
  if (!set) waiting.set(ctx, (set = new Set()));
  if (set.size === 0)
    setTimeout(() => {
      const due = [...set];
      set.clear();
      for (const loop of due) ctx.wake(loop);
    }, gatherMs).unref();
  for (const loop of loops) set.add(loop);
}
