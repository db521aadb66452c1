// The settings of notification: providers, and the limits that hold for everybody.

import { z } from 'zod';
import { named, secret } from '#kernel/config';

const count = (fallback: number) => z.coerce.number().int().min(1).max(10_000).default(fallback);
const text = z.string().min(1).optional();

/** The service account that Firebase gives out, as its JSON file has it. */
const ServiceAccount = z.object({
  project_id: z.string(),
  client_email: z.string(),
  private_key: z.string(),
  token_uri: z.url().default('https://oauth2.googleapis.com/token'),
});
export type ServiceAccount = z.output<typeof ServiceAccount>;
const serviceAccount = z
  .string()
  .transform((json, context): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue('must be the JSON of a service account');
      return z.NEVER;
    }
  })
  .pipe(ServiceAccount)
  .optional();

export const config = z
  .strictObject({
    nodeEnv: named('NODE_ENV', z.string().default('development')),
    /** `smtps://apikey:…@smtp.sendgrid.net`, `smtp://…@email-smtp.eu-central-1.amazonaws.com:587`, or any other. */
    smtpUrl: secret(named('SMTP_URL', z.url({ protocol: /^smtps?$/ }).optional())),
    from: z.string().default('Agora <no-reply@agora.example>'),
    /** Keep what has no provider in the local mailbox and show it to everybody; unset, only outside production. */
    mailbox: z.stringbool().optional(),

    twilioAccountSid: named('TWILIO_ACCOUNT_SID', text),
    twilioAuthToken: secret(named('TWILIO_AUTH_TOKEN', text)),
    /** A number, or a messaging service (`MG…`). */
    twilioFrom: named('TWILIO_FROM', text),
    twilioUrl: z.url().default('https://api.twilio.com'),
    /** Asked when Twilio does not take a message, or instead of it. */
    vonageApiKey: named('VONAGE_API_KEY', text),
    vonageApiSecret: secret(named('VONAGE_API_SECRET', text)),
    vonageFrom: named('VONAGE_FROM', text),
    vonageUrl: z.url().default('https://rest.nexmo.com'),

    fcmServiceAccount: secret(named('FCM_SERVICE_ACCOUNT', serviceAccount)),
    fcmUrl: z.url().default('https://fcm.googleapis.com'),
    vapidPublicKey: named('VAPID_PUBLIC_KEY', text),
    vapidPrivateKey: secret(named('VAPID_PRIVATE_KEY', text)),
    /** Whom a push service may ask: a `mailto:` or an address of the web. */
    vapidSubject: named('VAPID_SUBJECT', z.string().default('mailto:admin@agora.example')),
    /** Lets providers be reached over plain HTTP and at private addresses: for tests and closed networks. */
    allowInsecureProviders: z.stringbool().default(false),

    /** Stands in the address that e-mail providers tell bounces and complaints to. */
    webhookKey: secret(z.string().min(24, 'must have at least 24 characters').optional()),
    /** How often a message is offered to a provider before it counts as failed: over some five hours. */
    maxAttempts: count(12),
    /** Messages a person gets in an hour; what goes beyond is collected into one. */
    emailsPerHour: count(20),
    smsPerHour: count(5),
    pushesPerHour: count(20),
    /** Days for which messages of the local mailbox are kept. */
    mailboxDays: count(30),
  })
  .superRefine(({ nodeEnv, smtpUrl, mailbox }, context) => {
    if (nodeEnv !== 'production' || smtpUrl || mailbox !== undefined) return;
    const message = 'set it, or AGORA_NOTIFICATION_MAILBOX=true to show all e-mails to everybody on a local page';
    context.addIssue({ code: 'custom', path: ['smtpUrl'], message });
  });
