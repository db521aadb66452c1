// The sandbox's own API, its page, and where providers tell us what happened.

import { z } from 'zod';
import { Content, endpoint, File, Money, Nothing, Timestamp } from '#kernel/contract';

const Key = z.string().regex(/^[\w-]{1,80}$/);
const apiKey = z.string().max(200).optional();
const headers = { apiKey: 'x-sandbox-key' };
const byKey = { key: Key, apiKey };

export const SandboxPayment = z
  .strictObject({
    id: z.string(),
    key: z.string(),
    state: z.enum(['requires_action', 'pending', 'authorised', 'captured', 'declined', 'voided']),
    amount: Money,
    captured: Money,
    refunded: Money,
    reason: z.string().nullable(),
    url: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'SandboxPayment' });
const SandboxRefund = z
  .strictObject({ id: z.string(), key: z.string(), state: z.enum(['succeeded', 'failed']), amount: z.string() })
  .meta({ id: 'SandboxRefund' });

const Behaviour = z
  .strictObject({
    declineNext: z.int().min(0).max(1_000_000).describe('So many payments more are declined, whatever their token'),
    delayMs: z.int().min(0).max(60_000),
    duplicates: z.int().min(1).max(20).describe('How often each webhook is sent'),
    dropWebhooks: z.boolean(),
    outage: z.boolean(),
  })
  .meta({ id: 'SandboxBehaviour' });
export type Behaviour = z.output<typeof Behaviour>;
const admin = { role: 'admin', of: 'platform' } as const;

const form = { maxBytes: 10_000, types: ['application/x-www-form-urlencoded'] };
const webhook = { maxBytes: 500_000, types: ['application/json'] };
const raw = { content: Content, contentType: z.string().max(100).optional() };

export const sandbox = {
  getSandbox: endpoint({
    method: 'GET',
    path: '/v1/sandbox',
    summary: 'Sandbox: how it behaves, which webhooks wait, and the payments it took last',
    access: admin,
    input: z.strictObject({}),
    output: z.strictObject({
      behaviour: Behaviour,
      waiting: z.int().describe('Webhooks that are not taken yet'),
      items: z.array(z.strictObject({ orderNumber: z.string(), payment: SandboxPayment })),
    }),
    errors: ['not_found'],
  }),
  setSandboxBehaviour: endpoint({
    method: 'PUT',
    path: '/v1/sandbox/behaviour',
    summary: 'Sandbox: how it behaves from now on',
    access: admin,
    audit: ['declineNext', 'delayMs', 'duplicates', 'dropWebhooks', 'outage'],
    input: Behaviour,
    output: Behaviour,
    errors: ['not_found'],
  }),
  deliverSandboxWebhooks: endpoint({
    method: 'POST',
    path: '/v1/sandbox/deliveries',
    summary: 'Sandbox: deliver the webhooks that wait, at once',
    access: admin,
    input: z.strictObject({}),
    output: z.strictObject({ due: z.int() }),
    errors: ['not_found'],
  }),
  createSandboxPayment: endpoint({
    method: 'POST',
    path: '/v1/sandbox/payments',
    summary: 'Sandbox: begin a payment; the same key is the same payment',
    access: 'public',
    headers,
    deadlineMs: 70_000,
    input: z.strictObject({
      ...byKey,
      amount: Money,
      token: z
        .string()
        .regex(/^[\w.:-]{1,200}$/)
        .nullable(),
      redirect: z.boolean(),
      orderNumber: z.string().max(40),
    }),
    output: SandboxPayment,
    errors: ['unauthenticated', 'unavailable'],
  }),
  getSandboxPayment: endpoint({
    method: 'GET',
    path: '/v1/sandbox/payments/:key',
    summary: 'Sandbox: a payment by the merchant’s key',
    access: 'public',
    headers,
    input: z.strictObject(byKey),
    output: SandboxPayment,
    errors: ['unauthenticated', 'not_found', 'unavailable'],
  }),
  captureSandboxPayment: endpoint({
    method: 'POST',
    path: '/v1/sandbox/payments/:key/capture',
    summary: 'Sandbox: take what is held',
    access: 'public',
    headers,
    input: z.strictObject(byKey),
    output: SandboxPayment,
    errors: ['unauthenticated', 'not_found', 'failed_precondition', 'unavailable'],
  }),
  voidSandboxPayment: endpoint({
    method: 'POST',
    path: '/v1/sandbox/payments/:key/void',
    summary: 'Sandbox: let go of what is held',
    access: 'public',
    headers,
    input: z.strictObject(byKey),
    output: SandboxPayment,
    errors: ['unauthenticated', 'not_found', 'unavailable'],
  }),
  createSandboxRefund: endpoint({
    method: 'POST',
    path: '/v1/sandbox/payments/:paymentKey/refunds',
    summary: 'Sandbox: give back a part; the same key is the same refund',
    access: 'public',
    headers,
    input: z.strictObject({ ...byKey, paymentKey: Key, amount: z.string().regex(/^[1-9]\d{0,17}$/) }),
    output: SandboxRefund,
    errors: ['unauthenticated', 'not_found', 'failed_precondition', 'conflict', 'unavailable'],
  }),
  getSandboxRefund: endpoint({
    method: 'GET',
    path: '/v1/sandbox/refunds/:key',
    summary: 'Sandbox: a refund by the merchant’s key',
    access: 'public',
    headers,
    input: z.strictObject(byKey),
    output: SandboxRefund,
    errors: ['unauthenticated', 'not_found'],
  }),
  showSandboxPage: endpoint({
    method: 'GET',
    path: '/v1/sandbox/checkout/:key',
    summary: 'Sandbox: the page on which a payer approves or declines',
    access: 'public',
    input: z.strictObject({ key: Key, page: z.string().max(100) }),
    output: File,
    errors: ['not_found'],
  }),
  decideSandboxPayment: endpoint({
    method: 'POST',
    path: '/v1/sandbox/checkout/:key',
    summary: 'Sandbox: approve or decline',
    access: 'public',
    upload: form,
    input: z.strictObject({ ...raw, key: Key, page: z.string().max(100) }),
    output: File,
    errors: ['not_found'],
  }),
  takeSandboxWebhook: endpoint({
    method: 'POST',
    path: '/v1/webhooks/sandbox',
    summary: 'Where the sandbox tells what happened',
    access: 'public',
    upload: webhook,
    headers: { signature: 'x-sandbox-signature' },
    input: z.strictObject({ ...raw, signature: z.string().max(200).optional() }),
    output: Nothing,
    errors: ['unauthenticated'],
  }),
  takeRazorpayWebhook: endpoint({
    method: 'POST',
    path: '/v1/webhooks/razorpay',
    summary: 'Where Razorpay tells what happened',
    access: 'public',
    upload: webhook,
    headers: { signature: 'x-razorpay-signature', eventId: 'x-razorpay-event-id' },
    input: z.strictObject({
      ...raw,
      signature: z.string().max(200).optional(),
      eventId: z.string().max(100).optional(),
    }),
    output: Nothing,
    errors: ['unauthenticated'],
  }),
};
