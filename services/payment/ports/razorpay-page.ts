// The page on which a payment is made with Razorpay: their hosted checkout takes a plain form and brings the payer back to
// `callbackUrl` with a signature. Nothing of theirs runs on our page.

import type { FileReply } from '#kernel/contract';
import { decimalText } from '../domain/amounts.ts';
import { isOpen } from '../domain/states.ts';
import { escapeHtml, page } from '../pages.ts';
import { type Payment, stateOf } from '../payments.ts';

const checkout = 'https://api.razorpay.com';

/** The page of a payment, by its state. */
export function payPage(options: { keyId: string; payment: Payment; callbackUrl: string }): FileReply {
  const { keyId, payment, callbackUrl } = options;
  const head = `<h1>Order ${escapeHtml(payment.order_number)}</h1>
<p class="amount">${decimalText(payment.amount, payment.currency)}</p>`;
  const state = stateOf(payment);
  if (!isOpen(state)) {
    const ended = state === 'authorised' || state === 'capturing' || state === 'captured' ? 'Paid.' : 'Not paid.';
    return page('Payment', `${head}\n<p>${ended} You can go back to the shop.</p>`);
  }
  const fields = {
    key_id: keyId,
    order_id: payment.provider_ref ?? '',
    amount: String(payment.card_amount),
    currency: payment.currency,
    name: 'Agora',
    description: payment.order_number,
    callback_url: callbackUrl,
    cancel_url: callbackUrl,
  };
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  const form = `<form method="post" action="${checkout}/v1/checkout/embedded">
${inputs.join('\n')}
<button class="yes">Pay with Razorpay</button>
</form>`;
  return { ...page('Payment', `${head}\n${form}`), formAction: checkout };
}
