// How the sandbox is told to behave, for `agora sandbox` and for tests.

import { col, row } from '#kernel/sql/columns';
import type { PaymentCtx } from '../definition.ts';
import { type SandboxPayment, sandboxRow } from './payments.ts';

export interface Behaviour {
  /** So many payments more are declined, whatever their token. */
  declineNext: number;
  delayMs: number;
  /** How often each webhook is sent. */
  duplicates: number;
  dropWebhooks: boolean;
  outage: boolean;
}

const behaviourRow = row({
  decline_next: col.int,
  delay_ms: col.int,
  duplicates: col.int,
  drop_webhooks: col.bool,
  outage: col.bool,
});

export async function behaviourOf(ctx: PaymentCtx): Promise<Behaviour> {
  const found = await ctx.db.one(behaviourRow)`select ${behaviourRow} from sandbox_behaviour`;
  return {
    declineNext: found.decline_next,
    delayMs: found.delay_ms,
    duplicates: found.duplicates,
    dropWebhooks: found.drop_webhooks,
    outage: found.outage,
  };
}

/** Sets all of it; gives what holds now. */
export async function setBehaviour(ctx: PaymentCtx, to: Behaviour): Promise<Behaviour> {
  await ctx.db.run`
    update sandbox_behaviour
    set decline_next = ${to.declineNext}, delay_ms = ${to.delayMs}, duplicates = ${to.duplicates},
        drop_webhooks = ${to.dropWebhooks}, outage = ${to.outage}`;
  return behaviourOf(ctx);
}

/** The newest payments. */
export const recentPayments = (ctx: PaymentCtx, limit: number): Promise<SandboxPayment[]> =>
  ctx.db.many(sandboxRow)`
    select ${sandboxRow} from sandbox_payments order by created_at desc, key desc limit ${limit}`;
