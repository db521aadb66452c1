// What e-mail providers tell about addresses, in their own words.

import { z } from 'zod';
import { fail } from '#kernel/errors';

export interface Complaint {
  email: string;
  reason: 'bounce' | 'complaint';
}

export interface ProviderNews {
  complaints: Complaint[];
  /** Opened once by an administrator to begin: Amazon SNS asks for it. */
  confirmUrl: string | null;
}

const SendGridEvents = z.array(z.object({ email: z.string(), event: z.string(), type: z.string().optional() }));

/** SendGrid's Event Webhook: a list. A `blocked` bounce and a deferral pass; a spam report does not. */
function fromSendGrid(body: unknown): ProviderNews {
  const complaints = SendGridEvents.parse(body).flatMap(({ email, event, type }): Complaint[] => {
    if (event === 'bounce' && type !== 'blocked') return [{ email, reason: 'bounce' }];
    return event === 'spamreport' ? [{ email, reason: 'complaint' }] : [];
  });
  return { complaints, confirmUrl: null };
}

const SnsMessage = z.object({ Type: z.string(), Message: z.string(), SubscribeURL: z.url().optional() });
const addressed = z.array(z.object({ emailAddress: z.string() }));
const SesNotice = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: addressed }).optional(),
  complaint: z.object({ complainedRecipients: addressed }).optional(),
});

/** Amazon SES by way of SNS: a message in a message. Only a `Permanent` bounce is one. */
function fromSes(body: unknown): ProviderNews {
  const { Type, Message, SubscribeURL } = SnsMessage.parse(body);
  if (Type !== 'Notification') return { complaints: [], confirmUrl: SubscribeURL ?? null };
  const { bounce, complaint } = SesNotice.parse(JSON.parse(Message));
  const bounced = bounce?.bounceType === 'Permanent' ? bounce.bouncedRecipients : [];
  return {
    complaints: [
      ...bounced.map(({ emailAddress: email }): Complaint => ({ email, reason: 'bounce' })),
      ...(complaint?.complainedRecipients ?? []).map(
        ({ emailAddress: email }): Complaint => ({ email, reason: 'complaint' }),
      ),
    ],
    confirmUrl: null,
  };
}

/** Reads what a provider sent. Raises `invalid_argument` if it is not in the provider's form. */
export function readProviderEvents(provider: 'sendgrid' | 'ses', text: string): ProviderNews {
  try {
    return (provider === 'sendgrid' ? fromSendGrid : fromSes)(JSON.parse(text));
  } catch (cause) {
    return fail('invalid_argument', `This is not what ${provider} sends to an event address.`, { cause });
  }
}
