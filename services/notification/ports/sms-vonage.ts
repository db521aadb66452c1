// SMS through Vonage: POST /sms/json. It answers 200 to everything; each part of a message has a status of its own.

import type { Outgoing } from '#kernel/http/outgoing';
import { type Outcome, retryAfter, withoutReply } from './outcome.ts';
import type { SmsPort } from './sms.ts';

export interface VonageOptions {
  baseUrl: string;
  apiKey: string;
  apiSecret: string;
  from: string;
}

interface VonageReply {
  messages?: { status: string; 'message-id'?: string; 'error-text'?: string }[];
}

const provider = 'vonage';
/** Throttled; internal error; too many connections (Vonage's SMS API status codes). */
const passing = ['1', '5', '8', '10', '11'];
const barredNumber = '7';

/** Builds the adapter. */
export function vonageSms({ baseUrl, apiKey, apiSecret, from }: VonageOptions, out: Outgoing): SmsPort {
  return {
    async send({ to, text, messageId }): Promise<Outcome> {
      try {
        const reply = await out.request(`${baseUrl}/sms/json`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({
            api_key: apiKey,
            api_secret: apiSecret,
            from,
            to: to.replace(/^\+/, ''),
            text,
            type: 'unicode',
            'client-ref': messageId.slice(0, 100),
          }).toString(),
        });
        const { messages } = (reply.json() ?? {}) as VonageReply;
        if (reply.status === 200 && messages) return outcomeOf(messages);
        return { kind: 'unavailable', provider, response: String(reply.status), ...retryAfter(reply.headers) };
      } catch (error) {
        return withoutReply(provider, error);
      }
    },
  };
}

function outcomeOf(messages: Exclude<VonageReply['messages'], undefined>): Outcome {
  const refused = messages.find(({ status }) => status !== '0');
  if (!refused) return { kind: 'sent', provider, response: messages.map(part => part['message-id']).join(' ') };
  const response = `${refused.status} ${refused['error-text'] ?? ''}`.trim();
  if (passing.includes(refused.status)) return { kind: 'unavailable', provider, response };
  return { kind: 'refused', provider, response, gone: refused.status === barredNumber };
}
