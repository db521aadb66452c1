// The settings of payment: which provider, and how the sandbox is reached.

import { z } from 'zod';
import { named, secret } from '#kernel/config';

const text = z.string().min(1).optional();

export const config = z
  .strictObject({
    nodeEnv: named('NODE_ENV', z.string().default('development')),
    /** Offer the sandbox, where no money is; unset, only outside production. */
    sandbox: z.stringbool().optional(),
    /** Where the sandbox is asked over HTTP, e.g. `http://127.0.0.1:8080/api`; without it, in the process itself. */
    sandboxUrl: z.url().optional(),
    /** Where the sandbox sends its webhooks; this platform's own address unless told. */
    sandboxWebhookUrl: z.url().optional(),
    /** How long the sandbox takes over what is told to be slow. */
    sandboxSlowMs: z.coerce.number().int().min(0).max(60_000).default(3_000),

    razorpayKeyId: named('RAZORPAY_KEY_ID', text),
    razorpayKeySecret: secret(named('RAZORPAY_KEY_SECRET', text)),
    razorpayWebhookSecret: secret(named('RAZORPAY_WEBHOOK_SECRET', text)),
    razorpayUrl: z.url().default('https://api.razorpay.com'),
    /** Lets providers be reached over plain HTTP and at private addresses: for tests and closed networks. */
    allowInsecureProviders: z.stringbool().default(false),

    /** After how long a payment whose provider has not said is looked at. */
    firstCheckSeconds: z.coerce.number().int().min(1).max(3_600).default(30),
    /** Who writes the invoices, as it stands on them; lines are separated by `|`. */
    seller: z.string().max(500).default('Agora|Demo Street 1|12345 Example'),
  })
  .superRefine(({ nodeEnv, sandbox, razorpayKeyId, razorpayKeySecret, razorpayWebhookSecret }, context) => {
    const given = [razorpayKeyId, razorpayKeySecret, razorpayWebhookSecret].filter(Boolean).length;
    if (given > 0 && given < 3) {
      const message = 'set RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET and RAZORPAY_WEBHOOK_SECRET together';
      context.addIssue({ code: 'custom', path: ['razorpayKeyId'], message });
    }
    if (nodeEnv === 'production' && given === 0 && sandbox === undefined) {
      const message = 'set it with its secrets, or AGORA_PAYMENT_SANDBOX=true to take no real money';
      context.addIssue({ code: 'custom', path: ['razorpayKeyId'], message });
    }
  });
