// The page a real provider would have: the payer approves or declines there.

import type { FileReply } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { sameBytes } from '#kernel/security/digest';
import type { PaymentCtx } from '../definition.ts';
import { decimalText } from '../domain/amounts.ts';
import { escapeHtml, page } from '../pages.ts';
import { pageKeyOf } from './keys.ts';
import type { SandboxPayment } from './payments.ts';
import { requireSandbox } from './show.ts';

/** Raises `not_found` unless the address is one the sandbox gave out. */
export function requirePage(ctx: PaymentCtx, key: string, given: string): void {
  requireSandbox(ctx);
  if (!sameBytes(Buffer.from(pageKeyOf(ctx, key)), Buffer.from(given))) fail('not_found', 'There is no such page.');
}

const endings: Record<string, string> = {
  authorised: 'Approved. You can go back to the shop.',
  captured: 'Paid. You can go back to the shop.',
  declined: 'Declined. Nothing was taken.',
  voided: 'This payment was called off. Nothing was taken.',
  pending: 'This payment is being worked on.',
};

/** The page of a payment, by its state. */
export function paymentPage({ amount, currency, order_number, state }: SandboxPayment): FileReply {
  const head = `<h1>Sandbox payment</h1>
<p class="quiet">Order ${escapeHtml(order_number)} · no real money moves here</p>
<p class="amount">${decimalText(amount, currency)}</p>`;
  const ending = endings[state];
  const form = `<form method="post">
<button class="yes" name="decision" value="approve">Approve</button>
<button name="decision" value="decline">Decline</button>
</form>`;
  return page('Sandbox payment', `${head}\n${ending ? `<p>${ending}</p>` : form}`);
}
