// The loop that delivers the sandbox's webhooks: up to a hundred events in one signed request, each until it is taken or a
// day is over. What was taken but not yet crossed off when the process died is sent again.

import { col, row } from '#kernel/sql/columns';
import { epochMs, minus } from '#kernel/time';
import type { PaymentCtx } from '../definition.ts';
import { sandboxWebhookPort } from '../ports/sandbox-webhook.ts';
import { signatureOf } from './keys.ts';
import { resolvePending } from './payments.ts';

const batch = 100;
const giveUpAfter = '1d';

const eventRow = row(
  {
    position: col.bigint,
    id: col.text,
    type: col.text,
    payment_key: col.text,
    refund_key: col.text.orNull,
    created_at: col.instant,
    attempts: col.int,
  },
  'e',
);

/** One turn; true if there may be more due at once. */
export async function deliverDue(ctx: PaymentCtx): Promise<boolean> {
  const pending = await ctx.db.many({ key: col.text })`
    select key from sandbox_payments where becomes_at <= ${ctx.now()} order by becomes_at limit ${batch}`;
  for (const { key } of pending) await resolvePending(ctx, key);
  const due = await ctx.db.many({ ...eventRow, id_of_payment: col.text })`
    select ${eventRow}, p.id as id_of_payment
    from sandbox_events e join sandbox_payments p on p.key = e.payment_key
    where e.due_at <= ${ctx.now()} order by e.due_at, e.position limit ${batch}`;
  if (due.length === 0) return false;
  const body = JSON.stringify({
    events: due.map(({ id, type, payment_key, refund_key, created_at, id_of_payment }) => ({
      id,
      type,
      createdAt: created_at,
      payment: { id: id_of_payment, key: payment_key },
      refund: refund_key === null ? null : { key: refund_key },
    })),
  });
  const taken = await sandboxWebhookPort(ctx).deliver(body, signatureOf(ctx, body, epochMs(ctx.now())));
  const positions = due.map(({ position }) => position);
  if (taken) await ctx.db.run`delete from sandbox_events where position = any(${positions}::bigint[])`;
  else await putOff(ctx, positions);
  return taken && due.length === batch;
}

/** 2 s, 4 s … 17 min; after a day the receiver is not asked any more. */
async function putOff(ctx: PaymentCtx, positions: readonly bigint[]): Promise<void> {
  await ctx.db.run`
    update sandbox_events
    set attempts = attempts + 1, due_at = ${ctx.now()}::timestamptz + interval '1 second' * 2 ^ least(attempts + 1, 10)
    where position = any(${positions}::bigint[])`;
  await ctx.db.run`delete from sandbox_events where created_at < ${minus(ctx.now(), giveUpAfter)}`;
}

/** How many webhooks are not taken yet. */
export const countWaiting = async (ctx: PaymentCtx): Promise<number> =>
  (await ctx.db.one({ waiting: col.int })`select count(*)::int as waiting from sandbox_events`).waiting;

/** Makes everything that waits due now. */
export const hurry = (ctx: PaymentCtx): Promise<number> =>
  ctx.db.run`update sandbox_events set due_at = ${ctx.now()} where due_at > ${ctx.now()}`;
