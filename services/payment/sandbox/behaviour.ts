// How the sandbox is told to behave: by administrators, `agora sandbox` and tests.

import { col, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Behaviour } from '../contract/sandbox.ts';
import type { PaymentCtx } from '../definition.ts';
import { type SandboxPayment, sandboxRow } from './payments.ts';

const behaviourRow = row({
  decline_next: col.int,
  delay_ms: col.int,
  duplicates: col.int,
  drop_webhooks: col.bool,
  outage: col.bool,
});

export async function behaviourOf(db: Queries): Promise<Behaviour> {
  const found = await db.one(behaviourRow)`select ${behaviourRow} from sandbox_behaviour`;
  return {
    declineNext: found.decline_next,
    delayMs: found.delay_ms,
    duplicates: found.duplicates,
    dropWebhooks: found.drop_webhooks,
    outage: found.outage,
  };
}

/** Sets all of it; gives what holds now. */
export const setBehaviour = (ctx: PaymentCtx, to: Behaviour): Promise<Behaviour> =>
  ctx.db.transaction(async tx => {
    await tx.run`
    update sandbox_behaviour
    set decline_next = ${to.declineNext}, delay_ms = ${to.delayMs}, duplicates = ${to.duplicates},
        drop_webhooks = ${to.dropWebhooks}, outage = ${to.outage}`;
    return behaviourOf(tx);
  });

/** The newest payments. */
export const recentPayments = (ctx: PaymentCtx, limit: number): Promise<SandboxPayment[]> =>
  ctx.db.many(sandboxRow)`
    select ${sandboxRow} from sandbox_payments order by created_at desc, key desc limit ${limit}`;
