// Push through Firebase Cloud Messaging's HTTP v1 API, with an access token for the service account (RFC 7523).

import { importPKCS8, SignJWT } from 'jose';
import type { Outgoing, OutgoingReply } from '#kernel/http/outgoing';
import { epochMs, type Instant } from '#kernel/time';
import type { ServiceAccount } from '../config.ts';
import { type Outcome, retryAfter, withoutReply } from './outcome.ts';
import { keepSeconds, type Push, type PushPort, type Target } from './push.ts';

type FcmTarget = Extract<Target, { kind: 'fcm' }>;

const provider = 'fcm';
const scope = 'https://www.googleapis.com/auth/firebase.messaging';
const tokenSeconds = 3_600;
const renewBeforeMs = 60_000;

/** Builds the adapter. */
export function fcmPush(
  account: ServiceAccount,
  baseUrl: string,
  out: Outgoing,
  now: () => Instant,
): PushPort<FcmTarget> {
  const tokens = accessTokens(account, out, now);
  const url = `${baseUrl}/v1/projects/${encodeURIComponent(account.project_id)}/messages:send`;
  const post = async (push: Push<FcmTarget>): Promise<OutgoingReply> =>
    out.request(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokens.get()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ message: messageOf(push) }),
    });
  return {
    async send(push) {
      try {
        let reply = await post(push);
        if (reply.status === 401) {
          // The token was withdrawn before its time.
          tokens.forget();
          reply = await post(push);
        }
        return outcomeOf(reply);
      } catch (error) {
        return withoutReply(provider, error);
      }
    },
  };
}

const messageOf = ({ target, notificationId, title, body, url, urgent }: Push<FcmTarget>) => ({
  token: target.token,
  notification: { title, body },
  data: { notificationId, url },
  android: {
    priority: urgent ? 'high' : 'normal',
    ttl: `${keepSeconds}s`,
    collapse_key: notificationId,
    notification: { tag: notificationId },
  },
  apns: { headers: { 'apns-collapse-id': notificationId, 'apns-priority': urgent ? '10' : '5' } },
});

interface FcmReply {
  name?: string;
  error?: { status?: string; message?: string; details?: { errorCode?: string }[] };
}

/** A token that FCM no longer knows is UNREGISTERED; one of another project is SENDER_ID_MISMATCH. */
function outcomeOf(answer: OutgoingReply): Outcome {
  const { status, headers } = answer;
  const reply = (answer.json() ?? {}) as FcmReply;
  if (status === 200) return { kind: 'sent', provider, response: reply.name ?? '' };
  const code = reply.error?.details?.find(detail => detail.errorCode)?.errorCode ?? reply.error?.status ?? '';
  const response = `${status} ${code} ${reply.error?.message ?? ''}`.trim();
  if (status === 404 || code === 'UNREGISTERED' || code === 'SENDER_ID_MISMATCH')
    return { kind: 'refused', provider, response, gone: true };
  if (status === 400) return { kind: 'refused', provider, response, gone: /registration token/i.test(response) };
  return { kind: 'unavailable', provider, response, ...retryAfter(headers) };
}

/** Exchanges an assertion signed by the service account for an access token, and keeps that while it is good. */
function accessTokens(account: ServiceAccount, out: Outgoing, now: () => Instant) {
  let kept: { token: Promise<string>; untilMs: number } | undefined;

  async function exchange(): Promise<{ token: string; seconds: number }> {
    const issuedAt = Math.floor(epochMs(now()) / 1000);
    const assertion = await new SignJWT({ scope })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(account.client_email)
      .setAudience(account.token_uri)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + tokenSeconds)
      .sign(await importPKCS8(account.private_key, 'RS256'));
    const answer = await out.request(account.token_uri, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }).toString(),
    });
    const reply = (answer.json() ?? {}) as { access_token?: string; expires_in?: number; error?: string };
    if (answer.status !== 200 || !reply.access_token)
      throw new Error(`no access token for the service account: ${answer.status} ${reply.error ?? ''}`);
    return { token: reply.access_token, seconds: reply.expires_in ?? tokenSeconds };
  }

  /** Until the exchange has ended, all who ask share it. */
  function begin(): { token: Promise<string>; untilMs: number } {
    const begun = { token: Promise.resolve(''), untilMs: Number.POSITIVE_INFINITY };
    begun.token = exchange().then(({ token, seconds }) => {
      begun.untilMs = epochMs(now()) + seconds * 1000 - renewBeforeMs;
      return token;
    });
    begun.token.catch(() => {
      begun.untilMs = 0;
    });
    return begun;
  }

  return {
    forget() {
      kept = undefined;
    },
    get(): Promise<string> {
      if (!kept || kept.untilMs <= epochMs(now())) kept = begin();
      return kept.token;
    },
  };
}
