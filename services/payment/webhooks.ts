// Webhooks: kept before they are answered, each once by the provider's own id, and then worked off by the loop `webhooks`.
// A webhook is a signed hint: what it says is not believed but asked about, so that late, repeated and reordered ones all
// come to the same, and forward-only transitions do the rest.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import { epochMs, instantAt, minus, msBetween, plus } from '#kernel/time';
import type { PaymentCtx } from './definition.ts';
import { carryOut } from './flow/refund.ts';
import { lookUp } from './flow/settle.ts';
import { findPayment } from './payments.ts';
import { refundRow } from './refunds.ts';
import { wakeSoon } from './wakes.ts';

export interface Received {
  eventId: string;
  type: string;
  paymentId: string | null;
  refundId: string | null;
  providerRef: string | null;
  content: string;
}

/** The JSON of a body whose signature was right. Raises `invalid_argument` for another form than is known. */
export function signedJson<T>(content: Uint8Array, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(content).toString()));
  } catch (cause) {
    return fail('invalid_argument', 'This is no webhook of a known form.', { cause });
  }
}

const place = (id: string): string => `payment_webhooks|content|${id}`;

/** Keeps webhooks; those that are known already change nothing. */
export async function keepWebhooks(ctx: PaymentCtx, provider: string, events: readonly Received[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(event => ({ ...event, id: ctx.id() }));
  const each = <T>(pick: (event: (typeof rows)[number]) => T): T[] => rows.map(pick);
  const kept = await ctx.db.run`
    insert into payment_webhooks (id, provider, event_id, type, payment_id, refund_id, provider_ref, content,
                                  received_at, next_attempt_at)
    select e.id, ${provider}, e.event_id, e.type, e.payment_id, e.refund_id, e.provider_ref, e.content,
           ${ctx.now()}, ${ctx.now()}
    from unnest(${each(e => e.id)}::uuid[], ${each(e => e.eventId)}::text[], ${each(e => e.type)}::text[],
                ${each(e => e.paymentId)}::uuid[], ${each(e => e.refundId)}::uuid[], ${each(e => e.providerRef)}::text[],
                ${each(e => ctx.cipher.seal(e.content, place(e.id)))}::bytea[])
      as e (id, event_id, type, payment_id, refund_id, provider_ref, content)
    on conflict (provider, event_id) do nothing`;
  if (kept > 0) wakeSoon(ctx, 'webhooks');
}

const webhookRow = row({
  id: col.uuid,
  provider: col.text,
  payment_id: col.uuid.orNull,
  refund_id: col.uuid.orNull,
  provider_ref: col.text.orNull,
  received_at: col.instant,
  attempts: col.int,
});
type Webhook = RowOf<typeof webhookRow>;

const batch = 100;
/** A webhook of something we do not know: it may have come before our own row. After a day it is not ours. */
const keepAskingMs = 24 * 3_600_000;
/** For so long the reply to what we asked is waited for before a webhook of the same is a reason to ask. */
const replyPatience = '5s';

/** One turn; true if there may be more. */
export async function processDue(ctx: PaymentCtx): Promise<boolean> {
  const full = await settleKnown(ctx);
  const due = await ctx.db.many(webhookRow)`
    select ${webhookRow} from payment_webhooks where next_attempt_at <= ${ctx.now()}
    order by next_attempt_at, id limit ${batch}`;
  for (const webhook of due) {
    const outcome = await process(ctx, webhook).catch(error => {
      ctx.log.warn({ err: error, webhook: webhook.id }, 'a webhook could not be worked off yet');
      return null;
    });
    await finish(ctx, webhook, outcome);
  }
  return full || due.length === batch;
}

/** Most tell what we have known since the reply, or are about to know as it is under way: those are crossed off or put off
 * together, without asking anybody. */
async function settleKnown(ctx: PaymentCtx): Promise<boolean> {
  const now = ctx.now();
  const { looked } = await ctx.db.one({ looked: col.int })`
    with due as (
      select w.id, w.payment_id, w.type, k.order_id
      from payment_webhooks w join payment_keys k on k.payment_id = w.payment_id
      where w.next_attempt_at <= ${now} and w.refund_id is null order by w.next_attempt_at, w.id limit ${batch}),
    seen as (
      select d.id, p.state = 'captured'
               or (p.state = 'authorised' and d.type in ('payment.authorised', 'payment.authorized')) as known,
             p.state in ('initiated', 'capturing') and p.updated_at > ${minus(now, replyPatience)} as awaited
      from due d join payments p on p.order_id = d.order_id and p.id = d.payment_id),
    crossed as (
      update payment_webhooks w
      set processed_at = case when known then ${now}::timestamptz end,
          next_attempt_at = case when not known then ${plus(now, '1s')}::timestamptz end,
          attempts = attempts + known::int, outcome = case when known then 'known' end
      from seen where w.id = seen.id and (known or awaited))
    select count(*)::int as looked from due`;
  return looked === batch;
}

async function process(ctx: PaymentCtx, webhook: Webhook): Promise<string | null> {
  const refund =
    webhook.refund_id &&
    (await ctx.db.maybe(refundRow)`
    select ${refundRow} from refunds where id = ${webhook.refund_id}`);
  if (refund) {
    const { state } = await carryOut(ctx, refund);
    return state;
  }
  const paymentId = webhook.payment_id ?? (await paymentBehind(ctx, webhook));
  const payment = paymentId && (await findPayment(ctx, paymentId));
  if (!payment) return null;
  const { state } = await lookUp(ctx, payment);
  return state;
}

/** Where a provider names only its own things: the payment that bears its name for it. */
async function paymentBehind(ctx: PaymentCtx, { provider, provider_ref }: Webhook): Promise<string | null> {
  if (provider !== 'razorpay' || provider_ref === null) return null;
  const found = await ctx.db.maybe({ id: col.uuid })`
    select id from payments where provider_ref = ${provider_ref} and provider = 'razorpay'`;
  return found?.id ?? null;
}

async function finish(ctx: PaymentCtx, { id, attempts, received_at }: Webhook, outcome: string | null): Promise<void> {
  const now = ctx.now();
  const over = outcome !== null || msBetween(received_at, now) > keepAskingMs;
  const delayMs = Math.min(3_600_000, 1_000 * 2 ** attempts);
  await ctx.db.run`
    update payment_webhooks
    set attempts = attempts + 1, outcome = ${outcome ?? (over ? 'not_ours' : null)},
        processed_at = ${over ? now : null}, next_attempt_at = ${over ? null : instantAt(epochMs(now) + delayMs)}
    where id = ${id}`;
}
