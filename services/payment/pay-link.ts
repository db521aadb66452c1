// The address of our own page for a payment, for a provider that has no page of its own. Whoever has the link may pay.

import { sameBytes } from '#kernel/security/digest';
import type { PaymentCtx } from './definition.ts';

const keyOf = (ctx: PaymentCtx, paymentId: string): Buffer => ctx.cipher.blindIndex(`pay:${paymentId}`);

export const payKeyOf = (ctx: PaymentCtx, paymentId: string): string => keyOf(ctx, paymentId).toString('base64url');

export const payUrlOf = (ctx: PaymentCtx, paymentId: string): string =>
  `${ctx.publicUrl}/api/v1/payments/${paymentId}/pay?key=${payKeyOf(ctx, paymentId)}`;

export const isPayKey = (ctx: PaymentCtx, paymentId: string, key: string): boolean =>
  sameBytes(keyOf(ctx, paymentId), Buffer.from(key, 'base64url'));
