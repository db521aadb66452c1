// What the sandbox and its one merchant share, derived from the platform's secret.

import { sameBytes } from '#kernel/security/digest';
import { hmacSha256 } from '#kernel/security/hmac';
import type { PaymentCtx } from '../definition.ts';

/** What a request to the sandbox's API carries as `x-sandbox-key`. */
export const apiKeyOf = (ctx: PaymentCtx): string =>
  `sk_sandbox_${ctx.cipher.blindIndex('sandbox-api-key').toString('base64url')}`;

export const isApiKey = (ctx: PaymentCtx, key: string): boolean =>
  sameBytes(Buffer.from(apiKeyOf(ctx)), Buffer.from(key));

const webhookSecretOf = (ctx: PaymentCtx): Buffer => ctx.cipher.blindIndex('sandbox-webhook-secret');

/** The value of `x-sandbox-signature`: `t=<milliseconds>,v1=<hmac of "t.body">`. */
export function signatureOf(ctx: PaymentCtx, body: string | Uint8Array, atMs: number): string {
  const signed = Buffer.concat([Buffer.from(`${atMs}.`), Buffer.from(body)]);
  return `t=${atMs},v1=${hmacSha256(webhookSecretOf(ctx), signed).toString('hex')}`;
}

const toleranceMs = 5 * 60_000;

/** Whether a webhook is the sandbox's and was signed lately, so that an old one cannot be sent again for ever. */
export function isSigned(ctx: PaymentCtx, body: Uint8Array, signature: string, nowMs: number): boolean {
  const atMs = Number(/^t=(\d{1,15}),/.exec(signature)?.[1] ?? Number.NaN);
  if (!(Math.abs(nowMs - atMs) <= toleranceMs)) return false;
  return sameBytes(Buffer.from(signature), Buffer.from(signatureOf(ctx, body, atMs)));
}

/** In the address of the sandbox's page, so that only who was sent there can decide. */
export const pageKeyOf = (ctx: PaymentCtx, key: string): string =>
  ctx.cipher.blindIndex(`sandbox-page:${key}`).toString('base64url').slice(0, 22);
