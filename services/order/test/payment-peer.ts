// Payment for the tests of orders: see peers.ts.

import { fail } from '#kernel/errors';
import { fake, type Peer } from '#kernel/testing/harness';
import { payment } from '#services/payment/contract';
import type { Payment, World } from './peers.ts';

const statusOf = (paymentId: string, { currency, ...found }: Payment) => ({
  paymentId,
  orderId: found.orderId,
  state: found.state,
  amount: { amount: String(found.amount), currency },
  captured: { amount: String(found.captured), currency },
  refunded: { amount: String(found.refunded), currency },
  reason: found.reason,
  action: found.state === 'action_required' ? { url: 'https://pay.example/1' } : null,
});

/** Holds, takes and gives back money that is only a number. */
export function paymentPeer(world: World): Peer {
  const { serve, state, payments, refunds } = world;
  return fake(payment, {
    authorisePayment: serve('payment.authorisePayment', ({ paymentId, orderId, amount }) => {
      const known = payments.get(paymentId);
      if (known?.state === 'voided') fail('failed_precondition', 'It was let go.', { reason: 'payment_void' });
      const made: Payment = known ?? {
        state: state.payments,
        orderId,
        amount: BigInt(amount.amount),
        currency: amount.currency,
        captured: 0n,
        refunded: 0n,
        reason: state.payments === 'declined' ? 'insufficient_funds' : null,
      };
      payments.set(paymentId, made);
      return statusOf(paymentId, made);
    }),
    capturePayment: serve('payment.capturePayment', ({ paymentId, shares, invoice }) => {
      const found = payments.get(paymentId);
      if (found?.state === 'captured') return statusOf(paymentId, found);
      if (found?.state !== 'authorised')
        return fail('failed_precondition', 'Nothing is held.', { reason: 'not_authorised' });
      const owed = shares.reduce((sum, share) => sum + BigInt(share.gross.amount), 0n);
      const billed = invoice.lines.reduce((sum, line) => sum + BigInt(line.gross.amount), 0n);
      if (owed !== found.amount || billed !== found.amount)
        throw new Error('shares or invoice do not sum to the amount');
      if (state.captures !== 'captured') return { ...statusOf(paymentId, found), state: state.captures };
      state.invoices.push(invoice);
      found.state = 'captured';
      found.captured = found.amount;
      return statusOf(paymentId, found);
    }),
    voidPayment: serve('payment.voidPayment', ({ paymentId, orderId }) => {
      const found = payments.get(paymentId);
      const none: Payment = {
        state: 'voided',
        orderId,
        amount: 0n,
        currency: 'EUR',
        captured: 0n,
        refunded: 0n,
        reason: null,
      };
      payments.set(paymentId, { ...(found ?? none), state: 'voided', refunded: found?.captured ?? 0n });
      return found ? statusOf(paymentId, payments.get(paymentId)!) : null;
    }),
    refundPayment: serve('payment.refundPayment', ({ paymentId, refundId, amount, shares }) => {
      const found = payments.get(paymentId) ?? fail('not_found', 'no such payment');
      if (state.refunds === 'failed') return { refundId, state: 'failed' as const, amount };
      if (!refunds.has(refundId)) {
        found.refunded += BigInt(amount.amount);
        if (found.refunded > found.captured)
          fail('failed_precondition', 'So much is not left.', { reason: 'refund_exceeds_payment' });
        refunds.set(refundId, { paymentId, amount: BigInt(amount.amount), shares });
      }
      return { refundId, state: 'succeeded' as const, amount };
    }),
    getInvoiceLink: serve('payment.getInvoiceLink', ({ orderId }) =>
      [...payments.values()].some(found => found.orderId === orderId && found.state === 'captured')
        ? { invoiceId: orderId, number: 'INV-2026-000001', url: `https://agora.example/invoices/${orderId}` }
        : fail('not_found', 'This order has no invoice yet.'),
    ),
    getPaymentStatus: serve('payment.getPaymentStatus', ({ paymentId }) =>
      statusOf(paymentId, payments.get(paymentId) ?? fail('not_found', 'no such payment')),
    ),
  });
}
