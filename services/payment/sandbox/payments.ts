// The sandbox's payments. It is a provider of its own: its state is durable, a request is repeatable by the merchant's key,
// and it tells what happened by signed webhooks. The same functions serve its HTTP API and the adapter in the process.

import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import type { PaymentCtx } from '../definition.ts';
import { declines, deliveryOf, type Magic, magicOf, pendingSeconds } from './magic.ts';

const shape = {
  key: col.text,
  id: col.text,
  amount: col.bigint,
  currency: col.text,
  order_number: col.text,
  state: col.text,
  reason: col.text.orNull,
  magic: col.text,
  captured: col.bigint,
  refunded: col.bigint,
  created_at: col.instant,
  captured_at: col.instant.orNull,
};
export const sandboxRow = row(shape);
export type SandboxPayment = RowOf<typeof shape>;

export interface SandboxRequest {
  key: string;
  amount: bigint;
  currency: string;
  token: string | null;
  redirect: boolean;
  orderNumber: string;
}

export const inMs = (ctx: PaymentCtx, ms: number): string => instantAt(epochMs(ctx.now()) + ms);

/** What a client of a real provider sees as a timeout: the request may have been carried out. */
export const noReply = (): never => fail('unavailable', 'The sandbox did not answer in time.', { reason: 'timeout' });

const outage = (): never => fail('unavailable', 'The sandbox is out of order.', { reason: 'outage' });

interface Outcome {
  state: string;
  reason: string | null;
  becomes: string | null;
}

function outcomeOf(magic: Magic, redirect: boolean): Outcome {
  if (declines.includes(magic)) return { state: 'declined', reason: magic, becomes: null };
  if (magic === 'timeout_success') return { state: 'pending', reason: null, becomes: 'authorised' };
  if (magic === 'timeout_failure') return { state: 'pending', reason: 'insufficient_funds', becomes: 'declined' };
  return { state: redirect ? 'requires_action' : 'authorised', reason: null, becomes: null };
}

const madeRow = {
  outage: col.bool,
  delay_ms: col.int,
  id: col.text.orNull,
  state: col.text.orNull,
  reason: col.text.orNull,
};

/** Begins a payment. Raises `unavailable` where the reply is to get lost, whatever was done. */
export async function createPayment(ctx: PaymentCtx, request: SandboxRequest): Promise<SandboxPayment> {
  const magic = magicOf(request.token, request.amount);
  const { state, reason, becomes } = outcomeOf(magic, request.redirect);
  const now = ctx.now();
  const type = state === 'authorised' ? 'payment.authorised' : 'payment.failed';
  const { copies, delayMs } = deliveryOf(magic, type);
  const eventId = `evt_${ctx.random.token(12)}`;
  const made = await ctx.db.together(request.key).one(madeRow)`
    with b as (select outage, delay_ms, drop_webhooks, duplicates from sandbox_behaviour),
    forced as (
      update sandbox_behaviour set decline_next = decline_next - 1
      where decline_next > 0 and not outage and not exists (select from sandbox_payments where key = ${request.key})
      returning single),
    made as (
      insert into sandbox_payments (key, id, amount, currency, order_number, state, becomes, becomes_at, reason, magic,
                                    created_at)
      select ${request.key}, ${`sbx_${ctx.random.token(12)}`}, ${request.amount}::int8, ${request.currency},
             ${request.orderNumber}, case when f.single then 'declined' else ${state} end,
             case when f.single then null else ${becomes}::text end,
             ${becomes === null ? null : inMs(ctx, pendingSeconds * 1_000)}::timestamptz,
             case when f.single then 'declined_by_sandbox' else ${reason}::text end, ${magic}, ${now}
      from b left join forced f on true where not b.outage
      on conflict (key) do nothing returning key, id, state, reason),
    events as (
      insert into sandbox_events (id, type, payment_key, created_at, due_at)
      select ${eventId}, case m.state when 'authorised' then 'payment.authorised' else 'payment.failed' end, m.key,
             ${now}::timestamptz, ${inMs(ctx, delayMs)}::timestamptz
      from made m cross join b cross join generate_series(1, ${copies}::int * b.duplicates)
      where m.state in ('authorised', 'declined') and not b.drop_webhooks)
    select b.outage, b.delay_ms, made.id, made.state, made.reason from b left join made on true`;
  if (made.outage) outage();
  const slowMs = Math.max(made.delay_ms, magic === 'slow' ? ctx.config.sandboxSlowMs : 0);
  if (slowMs > 0) await sleep(slowMs);
  if (magic === 'timeout_success' || magic === 'timeout_failure' || magic === 'lost_reply') noReply();
  if (made.id === null) return requireSandboxPayment(ctx, request.key);
  return {
    key: request.key,
    id: made.id,
    amount: request.amount,
    currency: request.currency,
    order_number: request.orderNumber,
    state: made.state!,
    reason: made.reason,
    magic,
    captured: 0n,
    refunded: 0n,
    created_at: now,
    captured_at: null,
  };
}

/** A payment by the merchant's key, with what became of a pending one; null if there is none. */
export async function findSandboxPayment(ctx: PaymentCtx, key: string): Promise<SandboxPayment | null> {
  await requireOrder(ctx);
  const due = await ctx.db.maybe({ due: col.bool })`
    select becomes_at is not null and becomes_at <= ${ctx.now()} as due from sandbox_payments where key = ${key}`;
  const resolved = due?.due ? await resolvePending(ctx, key) : null;
  return resolved ?? ctx.db.maybe(sandboxRow)`select ${sandboxRow} from sandbox_payments where key = ${key}`;
}

export const requireSandboxPayment = async (ctx: PaymentCtx, key: string): Promise<SandboxPayment> =>
  (await findSandboxPayment(ctx, key)) ?? fail('not_found', 'The sandbox has no such payment.');

/** Raises `unavailable` while an outage is ordered. */
async function requireOrder(ctx: PaymentCtx): Promise<void> {
  const behaviour = await ctx.db.one({ outage: col.bool })`select outage from sandbox_behaviour`;
  if (behaviour.outage) outage();
}

/** Gives a pending payment the outcome it was to have. */
export const resolvePending = (ctx: PaymentCtx, key: string): Promise<SandboxPayment | null> =>
  change(ctx, key, 'pending', { due: true });

export type Decision = 'authorised' | 'declined' | 'captured' | 'voided';

interface ChangeOptions {
  to?: Decision;
  reason?: string | null;
  /** To what it was to become, if its time has come. */
  due?: boolean;
  delayMs?: number;
}

/** Moves a payment on from one state, with its webhook, in one statement; null if it is not in that state, or an outage is
 * ordered. */
export function change(
  ctx: PaymentCtx,
  key: string,
  from: string,
  { to, reason = null, due = false, delayMs = 1_000 }: ChangeOptions,
): Promise<SandboxPayment | null> {
  const now = ctx.now();
  const taken = to === 'captured';
  return ctx.db.together(key).maybe(sandboxRow)`
    with b as (select outage, drop_webhooks, duplicates from sandbox_behaviour),
    changed as (
      update sandbox_payments p
      set state = case when ${due} then becomes
                       when ${taken} and magic = 'capture_refused' then 'declined' else ${to ?? null}::text end,
          reason = case when ${due} and becomes = 'authorised' then null
                        when ${taken} and magic = 'capture_refused' then 'hold_expired'
                        else coalesce(${reason}::text, reason) end,
          becomes = null, becomes_at = null,
          captured = case when ${taken} and magic <> 'capture_refused' then amount else captured end,
          captured_at = case when ${taken} and magic <> 'capture_refused' then ${now}::timestamptz
                             else captured_at end
      from b
      where p.key = ${key} and p.state = ${from} and not b.outage
        and (not ${due} or p.becomes_at <= ${now})
      returning p.key, p.id, p.amount, p.currency, p.order_number, p.state, p.reason, p.magic, p.captured, p.refunded,
                p.created_at, p.captured_at),
    events as (
      insert into sandbox_events (id, type, payment_key, created_at, due_at)
      select ${`evt_${ctx.random.token(12)}`}, 'payment.' || case c.state when 'declined' then 'failed' else c.state end,
             c.key, ${now}::timestamptz,
             case c.magic when 'webhooks_late' then ${inMs(ctx, 30_000)}::timestamptz
                          else ${inMs(ctx, delayMs)}::timestamptz end
      from changed c cross join b
        cross join generate_series(1, case c.magic when 'webhooks_none' then 0 when 'webhooks_tripled' then 3 else 1 end
                                      * b.duplicates)
      where not b.drop_webhooks)
    select ${sandboxRow} from changed`;
}

/** Takes what is held; repeatable. Raises `failed_precondition` where nothing is held. */
export async function capturePayment(ctx: PaymentCtx, key: string): Promise<SandboxPayment> {
  const captured = await change(ctx, key, 'authorised', { to: 'captured' });
  const payment = captured ?? (await requireSandboxPayment(ctx, key));
  if (captured && payment.magic === 'capture_timeout') noReply();
  if (payment.state === 'captured' || payment.state === 'declined' || payment.state === 'voided') return payment;
  return fail('failed_precondition', `The payment is ${payment.state}.`, { reason: payment.state });
}

/** Lets go of what is held, or will be; repeatable. What was captured stays so. */
export async function voidPayment(ctx: PaymentCtx, key: string): Promise<SandboxPayment> {
  for (const from of ['authorised', 'requires_action', 'pending']) {
    const voided = await change(ctx, key, from, { to: 'voided' });
    if (voided) return voided;
  }
  return requireSandboxPayment(ctx, key);
}
