// What follows from a provider's word, whoever brought it: the reply to our request, a webhook, or the poller's question.

import type { PaymentCtx } from '../definition.ts';
import { decide, isOver, type Report } from '../domain/states.ts';
import { findPayment, type Payment, refOf, stateOf } from '../payments.ts';
import { providerFor } from '../ports/providers.ts';
import { finishCapture } from './capture.ts';
import { giveBack } from './give-back.ts';
import { advance, giveUp } from './transitions.ts';

type Kind = 'authorise' | 'capture' | 'find';

/** Takes one step of a payment by what the provider said; gives the payment as it then is. Somebody else's step in
 * between makes this look again. */
export async function settle(ctx: PaymentCtx, payment: Payment, kind: Kind, report: Report): Promise<Payment> {
  let current = payment;
  for (let round = 0; round < 8; round++) {
    const changed = await step(ctx, current, kind, report);
    if (changed) return changed;
    current = (await findPayment(ctx, payment.id)) ?? payment;
  }
  return current;
}

async function step(ctx: PaymentCtx, payment: Payment, kind: Kind, report: Report): Promise<Payment | null> {
  const next = decide(stateOf(payment), report);
  switch (next.do) {
    case 'nothing':
      return payment;
    case 'advance':
      return advance(ctx, payment, next.to, kind, report);
    case 'give_up':
      return giveUp(ctx, payment, next.to, next.reason, { kind, outcome: report.state, watch: false });
    case 'finish_capture':
      return finishCapture(ctx, payment, report);
    case 'give_back':
      await giveBack(ctx, payment, report);
      return payment;
  }
}

/** Asks the provider what became of a payment, and follows. */
export async function lookUp(ctx: PaymentCtx, payment: Payment): Promise<Payment> {
  if (payment.card_amount === 0n) return payment;
  const report = await providerFor(ctx, payment.provider).find(refOf(payment));
  const settled = await settle(ctx, payment, 'find', report);
  if (report.state === 'absent' && isOver(stateOf(settled)) && settled.let_go) await giveBack(ctx, settled, report);
  return settled;
}
