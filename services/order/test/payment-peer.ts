// Payment for the tests of orders: see peers.ts.

import type { ParsedOf } from '#kernel/contract';
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

type Endpoints = (typeof payment)['endpoints'];

const euros = (amount: bigint) => ({ amount: String(amount), currency: 'EUR' });

const cardsFor = (wanted: ParsedOf<Endpoints['capturePayment']>['giftCards']) =>
  wanted.flatMap(({ lineId, quantity, unitValue }) => {
    const value = BigInt(unitValue.amount);
    return Array.from({ length: quantity }, () => ({ lineId, value, left: value, withdrawn: false }));
  });

const soldCards = ({ giftCards }: World, orderId: string) =>
  (giftCards.get(orderId) ?? []).map(({ lineId, value, left, withdrawn: gone }) => ({
    ...{ lineId, last4: 'ABCD', value: euros(value), left: euros(left), withdrawn: gone },
  }));

/** The fullest cards of each line are void, and what is left on them goes back. */
function withdrawn(world: World, { paymentId, refundId, lines }: ParsedOf<Endpoints['withdrawGiftCards']>) {
  const { payments, refunds, giftCards } = world;
  const found = payments.get(paymentId) ?? fail('not_found', 'no such payment');
  if (!refunds.has(refundId)) {
    const back = lines.flatMap(({ lineId, quantity }) =>
      giftCards
        .get(found.orderId)!
        .filter(card => card.lineId === lineId && !card.withdrawn && card.left > 0n)
        .sort((a, b) => Number(b.left - a.left))
        .slice(0, quantity),
    );
    const amount = back.reduce((sum, { left }) => sum + left, 0n);
    for (const card of back) Object.assign(card, { withdrawn: true, left: 0n });
    found.refunded += amount;
    refunds.set(refundId, { paymentId, amount, shares: [] });
  }
  return { refundId, state: 'succeeded' as const, amount: euros(refunds.get(refundId)!.amount) };
}

const invoiceLink = ({ payments }: World, orderId: string) =>
  [...payments.values()].some(found => found.orderId === orderId && found.state === 'captured')
    ? { invoiceId: orderId, number: 'INV-2026-000001', url: `https://agora.example/invoices/${orderId}` }
    : fail('not_found', 'This order has no invoice yet.');

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
    capturePayment: serve('payment.capturePayment', ({ paymentId, shares, giftCards, invoice }) => {
      const found = payments.get(paymentId);
      if (found?.state === 'captured') return statusOf(paymentId, found);
      if (found?.state !== 'authorised')
        return fail('failed_precondition', 'Nothing is held.', { reason: 'not_authorised' });
      const goods = shares.reduce((sum, share) => sum + BigInt(share.gross.amount), 0n);
      const cards = cardsFor(giftCards);
      const owed = cards.reduce((sum, { value }) => sum + value, goods);
      const billed = invoice.lines.reduce((sum, line) => sum + BigInt(line.gross.amount), 0n);
      if (owed !== found.amount || billed !== found.amount)
        throw new Error('shares or invoice do not sum to the amount');
      if (state.captures !== 'captured') return { ...statusOf(paymentId, found), state: state.captures };
      state.invoices.push(invoice);
      world.giftCards.set(found.orderId, cards);
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
    listSoldGiftCards: serve('payment.listSoldGiftCards', ({ orderId }) => ({ items: soldCards(world, orderId) })),
    withdrawGiftCards: serve('payment.withdrawGiftCards', input => withdrawn(world, input)),
    getInvoiceLink: serve('payment.getInvoiceLink', ({ orderId }) => invoiceLink(world, orderId)),
    getPaymentStatus: serve('payment.getPaymentStatus', ({ paymentId }) =>
      statusOf(paymentId, payments.get(paymentId) ?? fail('not_found', 'no such payment')),
    ),
  });
}
