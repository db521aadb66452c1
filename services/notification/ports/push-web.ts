// Push to browsers: Web Push (RFC 8030) with encrypted content (RFC 8291) and VAPID (RFC 8292).

import webpush from 'web-push';
import type { Outgoing } from '#kernel/http/outgoing';
import { type Outcome, retryAfter, withoutReply } from './outcome.ts';
import { keepSeconds, type PushPort, type Target } from './push.ts';

type WebTarget = Extract<Target, { kind: 'web_push' }>;

export interface Vapid {
  subject: string;
  publicKey: string;
  privateKey: string;
}

const provider = 'web-push';

/** Builds the adapter. The subscription's address comes from a browser, so it is called like any stranger's. */
export function webPush(vapid: Vapid, out: Outgoing): PushPort<WebTarget> {
  return {
    async send({ target, notificationId, title, body, url, urgent }): Promise<Outcome> {
      try {
        const details = webpush.generateRequestDetails(
          { endpoint: target.endpoint, keys: target.keys },
          JSON.stringify({ notificationId, title, body, url }),
          {
            vapidDetails: vapid,
            TTL: keepSeconds,
            urgency: urgent ? 'high' : 'normal',
            contentEncoding: 'aes128gcm',
            // A topic has at most 32 characters; a later message of the same one takes the place of the first.
            topic: notificationId.replaceAll('-', ''),
          },
        );
        const { status, headers } = await out.request(details.endpoint, {
          method: 'POST',
          headers: Object.fromEntries(Object.entries(details.headers).map(([name, value]) => [name, String(value)])),
          body: details.body,
        });
        const response = String(status);
        if (status >= 200 && status < 300) return { kind: 'sent', provider, response };
        if (status === 404 || status === 410) return { kind: 'refused', provider, response, gone: true };
        if (status >= 500 || status === 429) return { kind: 'unavailable', provider, response, ...retryAfter(headers) };
        return { kind: 'refused', provider, response, gone: false };
      } catch (error) {
        return withoutReply(provider, error);
      }
    },
  };
}
