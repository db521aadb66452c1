// The sandbox's things as its API shows them, and who may ask.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import type { SandboxPayment as Wire } from '../contract/sandbox.ts';
import type { PaymentCtx } from '../definition.ts';
import { money } from '../domain/amounts.ts';
import { offersSandbox } from '../ports/providers.ts';
import { isApiKey, pageKeyOf } from './keys.ts';
import type { SandboxPayment } from './payments.ts';
import type { SandboxRefund } from './refunds.ts';

/** Raises `not_found` where no sandbox is offered. */
export function requireSandbox(ctx: PaymentCtx): void {
  if (!offersSandbox(ctx)) fail('not_found', 'There is no sandbox here.');
}

/** Raises unless the request is the merchant's. */
export function requireMerchant(ctx: PaymentCtx, apiKey: string | undefined): void {
  requireSandbox(ctx);
  if (apiKey === undefined || !isApiKey(ctx, apiKey))
    fail('unauthenticated', 'Send the API key that `agora sandbox` shows as x-sandbox-key.');
}

export const sandboxPageUrl = (ctx: PaymentCtx, key: string): string =>
  `${ctx.publicUrl}/api/v1/sandbox/checkout/${key}?page=${pageKeyOf(ctx, key)}`;

export const toSandboxPayment = (ctx: PaymentCtx, found: SandboxPayment): z.input<typeof Wire> => ({
  id: found.id,
  key: found.key,
  state: found.state as z.input<typeof Wire>['state'],
  amount: money(found.amount, found.currency),
  captured: money(found.captured, found.currency),
  refunded: money(found.refunded, found.currency),
  reason: found.reason,
  url: found.state === 'requires_action' ? sandboxPageUrl(ctx, found.key) : null,
  createdAt: found.created_at,
});

export const toSandboxRefund = ({ id, key, state, amount }: SandboxRefund) => ({
  id,
  key,
  state: state as 'succeeded' | 'failed',
  amount: String(amount),
});
