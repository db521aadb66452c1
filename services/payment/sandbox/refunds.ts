// The sandbox's refunds: repeatable by key, and never more than was captured, which a constraint stands behind.

import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { PaymentCtx } from '../definition.ts';
import { inMs, noReply, requireSandboxPayment } from './payments.ts';

export const sandboxRefundRow = row({
  key: col.text,
  id: col.text,
  payment_key: col.text,
  amount: col.bigint,
  state: col.text,
  created_at: col.instant,
});
export type SandboxRefund = RowOf<typeof sandboxRefundRow>;

export const findSandboxRefund = (ctx: PaymentCtx, key: string): Promise<SandboxRefund | null> =>
  ctx.db.maybe(sandboxRefundRow)`select ${sandboxRefundRow} from sandbox_refunds where key = ${key}`;

/** Gives back a part. Raises `failed_precondition` for more than is left, `unavailable` where the reply gets lost. */
export async function createRefund(
  ctx: PaymentCtx,
  { key, paymentKey, amount }: { key: string; paymentKey: string; amount: bigint },
): Promise<SandboxRefund> {
  const payment = await requireSandboxPayment(ctx, paymentKey);
  const state = payment.magic === 'refund_refused' ? 'failed' : 'succeeded';
  const made = await ctx.db.transaction(async tx => {
    const entered = await tx.maybe(sandboxRefundRow)`
      insert into sandbox_refunds (key, id, payment_key, amount, state, created_at)
      values (${key}, ${`sbr_${ctx.random.token(12)}`}, ${paymentKey}, ${amount}, ${state}, ${ctx.now()})
      on conflict (key) do nothing returning ${sandboxRefundRow}`;
    if (!entered || state === 'failed') return entered;
    const taken = await tx.run`
      update sandbox_payments set refunded = refunded + ${amount}
      where key = ${paymentKey} and captured - refunded >= ${amount}`;
    if (taken === 0) fail('failed_precondition', 'This is more than is left.', { reason: 'too_much' });
    await tx.run`
      insert into sandbox_events (id, type, payment_key, refund_key, created_at, due_at)
      select ${`evt_${ctx.random.token(12)}`}, 'refund.succeeded', ${paymentKey}, ${key}, ${ctx.now()},
             ${inMs(ctx, 1_000)}
      from sandbox_behaviour where not drop_webhooks and ${payment.magic !== 'webhooks_none'}`;
    return entered;
  });
  if (made && payment.magic === 'refund_timeout') noReply();
  return made ?? (await findSandboxRefund(ctx, key)) ?? fail('conflict', 'This refund is being made elsewhere.');
}
