// What payment's operations are for: something paid, something owed, and what the sandbox signs.

import { seedId } from '../../kernel/seed.ts';
import type { PaymentCtx } from '../../services/payment/definition.ts';
import { apiKeyOf, pageKeyOf, signatureOf } from '../../services/payment/sandbox/keys.ts';
import { change } from '../../services/payment/sandbox/payments.ts';
import type { Person } from './house.ts';
import type { Input } from './inputs.ts';
import { bytes, type Kitchen } from './kitchen.ts';

const vendorId = seedId('vendor:demo');
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const ctxOf = ({ t }: Kitchen): PaymentCtx => t.ctx('payment') as unknown as PaymentCtx;
const newId = ({ count }: Kitchen): string => seedId(`fuzzed payment ${count()}`);

async function held(k: Kitchen, kind: 'card' | 'redirect' = 'card') {
  const [paymentId, orderId] = [newId(k), newId(k)];
  await k.t.asService('order').payment.authorisePayment({
    paymentId,
    orderId,
    orderNumber: 'F-1',
    payerId: k.resident.userId,
    amount: eur('1200'),
    method: { kind, token: 'tok_webhooks_none' },
    expiresAt: '2199-01-01T00:00:00.000Z',
  });
  return { paymentId, orderId };
}

async function paid(k: Kitchen) {
  const made = await held(k);
  await k.t.asService('order').payment.capturePayment({
    paymentId: made.paymentId,
    shares: [{ vendorId, gross: eur('1200'), tax: eur('0'), platformFunded: eur('0') }],
    invoice: {
      billTo: ['Ada'],
      lines: [{ text: 'Bell', quantity: 1, gross: eur('1200'), tax: eur('0'), taxRatePpm: 0 }],
    },
  });
  await k.t.settle();
  return made;
}

const merchant = (k: Kitchen) => ({ apiKey: apiKeyOf(ctxOf(k)) });
const page = (k: Kitchen, key: string) => ({ key, page: pageKeyOf(ctxOf(k), key) });
const settlementHeader = 'entity,type,payment,key,amount,fee,currency,settled_at';

export const paymentRecipes: Readonly<Record<string, (k: Kitchen) => Promise<{ as?: Person; input?: Input }>>> = {
  'payment.getPayment': async k => ({ as: k.resident, input: { paymentId: (await paid(k)).paymentId } }),
  'payment.getInvoice': async k => {
    const { orderId } = await paid(k);
    const { invoiceId } = await k.t.asService('order').payment.getInvoiceLink({ orderId });
    return { as: k.resident, input: { invoiceId } };
  },
  'payment.getOrderInvoice': async k => ({ as: k.resident, input: { orderId: (await paid(k)).orderId } }),
  'payment.removePaymentMethod': async k => {
    const as = await k.someone();
    const card = await k.t.as(as).payment.addPaymentMethod({ token: 'tok_1', brand: 'Visa', last4: '4242' });
    return { as, input: { methodId: card.id } };
  },
  'payment.addPaymentMethod': async k => ({ as: await k.someone() }),
  'payment.checkGiftCard': async k => {
    const { code } = await k.t.as(k.admin).payment.issueGiftCard({ amount: eur('500') });
    return { input: { code } };
  },
  'payment.issueGiftCard': async () => ({ input: { amount: eur('500') } }),
  'payment.grantStoreCredit': async () => ({ input: { amount: eur('500') } }),
  'payment.startPayout': async k => {
    await paid(k);
    return { as: k.admin, input: { vendorId, currency: 'EUR' } };
  },
  'payment.withdrawCommissionRule': async k => {
    const rule = await k.t.as(k.admin).payment.setCommissionRule({ vendorId: newId(k), ratePpm: 1 });
    return { as: k.admin, input: { ruleId: rule.id } };
  },
  'payment.importSettlements': async k => {
    const row = `e${k.count()},payment,p,,500,0,EUR,2026-03-02T09:00:00.000Z`;
    return { as: k.admin, input: { provider: 'sandbox', content: `${settlementHeader}\n${row}` } };
  },
  // As it should be: the other recipes pay in it.
  'payment.setSandboxBehaviour': async () => ({
    input: { declineNext: 0, delayMs: 0, duplicates: 1, dropWebhooks: false, outage: false },
  }),
  'payment.createSandboxPayment': async k => ({
    input: { ...merchant(k), amount: eur('500'), token: 'tok_webhooks_none' },
  }),
  'payment.getSandboxPayment': async k => ({ input: { ...merchant(k), key: (await held(k)).paymentId } }),
  'payment.captureSandboxPayment': async k => ({ input: { ...merchant(k), key: (await held(k)).paymentId } }),
  'payment.voidSandboxPayment': async k => ({ input: { ...merchant(k), key: (await held(k)).paymentId } }),
  'payment.createSandboxRefund': async k => {
    const { paymentId } = await held(k);
    await change(ctxOf(k), paymentId, 'authorised', { to: 'captured' });
    return { input: { ...merchant(k), key: `r${k.count()}`, paymentKey: paymentId, amount: '100' } };
  },
  'payment.getSandboxRefund': async k => {
    const { paymentId } = await paid(k);
    const key = `r${k.count()}`;
    const client = k.t.anonymous().payment;
    await client.createSandboxRefund({ ...merchant(k), key, paymentKey: paymentId, amount: '100' });
    return { input: { ...merchant(k), key } };
  },
  'payment.showSandboxPage': async k => ({ input: page(k, (await held(k, 'redirect')).paymentId) }),
  'payment.decideSandboxPayment': async k => ({
    input: { ...page(k, (await held(k, 'redirect')).paymentId), content: 'decision=approve' },
  }),
  'payment.takeSandboxWebhook': async k => {
    const event = {
      id: `evt_${k.count()}`,
      type: 'payment.captured',
      payment: { id: 'x', key: newId(k) },
      refund: null,
    };
    const content = JSON.stringify({ events: [event] });
    return { input: { content, signature: signatureOf(ctxOf(k), bytes(content), k.t.clock.epochMs()) } };
  },
};
