// SMS through Twilio: POST /2010-04-01/Accounts/{sid}/Messages.json, a form with HTTP basic authentication. It knows no
// idempotency key for messages, so a crash between its reply and our record may send a message twice.

import type { Outgoing } from '#kernel/http/outgoing';
import { type Outcome, retryAfter, withoutReply } from './outcome.ts';
import type { SmsPort } from './sms.ts';

export interface TwilioOptions {
  baseUrl: string;
  accountSid: string;
  authToken: string;
  /** A number, or a messaging service (`MG…`). */
  from: string;
}

interface TwilioReply {
  sid?: string;
  status?: string;
  code?: number;
  message?: string;
}

const provider = 'twilio';
/** No such number, opted out by STOP, cannot take SMS (Twilio's error dictionary). */
const goneCodes = [21211, 21610, 21614];

/** Builds the adapter. */
export function twilioSms({ baseUrl, accountSid, authToken, from }: TwilioOptions, out: Outgoing): SmsPort {
  const url = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const sender: Record<string, string> = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from };
  return {
    async send({ to, text }): Promise<Outcome> {
      try {
        const reply = await out.request(url, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ To: to, Body: text, ...sender }).toString(),
        });
        const { sid = '', status: state = '', code = 0, message = '' } = (reply.json() ?? {}) as TwilioReply;
        if (reply.status === 201) return { kind: 'sent', provider, response: `${sid} ${state}`.trim() };
        const response = `${reply.status} ${code} ${message}`;
        if (reply.status === 400) return { kind: 'refused', provider, response, gone: goneCodes.includes(code) };
        return { kind: 'unavailable', provider, response, ...retryAfter(reply.headers) };
      } catch (error) {
        return withoutReply(provider, error);
      }
    },
  };
}
