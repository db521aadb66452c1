// What people decide about a job: it is noted here, and what follows from it is done by whoever drives jobs.

import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import type { MarketplaceCtx } from '../definition.ts';
import { advance, machine, type Outcome, takes } from '../domain/job.ts';
import type { Card } from '../queries/jobs.ts';
import { record } from './record.ts';

/** Raises `failed_precondition` unless a job takes what somebody wants of it. */
export function requireTakes(card: Card, outcome: Outcome): void {
  if (!takes(card.state, outcome))
    fail('failed_precondition', `The job is ${card.state.replaceAll('_', ' ')}: this cannot be done now.`, {
      reason: 'wrong_state',
      details: { state: card.state },
    });
}

/** Moves a job that is locked. Whoever was driving it finds another version there and lets go. */
export async function move(
  ctx: MarketplaceCtx,
  tx: Tx,
  card: Card,
  outcome: Outcome,
  who: { by: string | null; note?: string },
): Promise<void> {
  requireTakes(card, outcome);
  const { state } = advance(card.state, outcome);
  const due = machine[state].step === null ? null : ctx.now();
  await tx.run`
    update job_bookings set state = ${state}, version = version + 1, attempts = 0, due_at = ${due}
    where id = ${card.id}`;
  await record(ctx, tx, card.id, { ...who, what: outcome });
  if (due !== null) tx.afterCommit(() => ctx.wake('jobs'));
}

/** The same where it decides on the money: so much goes back, the rest is the provider's. */
export async function settleWith(
  ctx: MarketplaceCtx,
  tx: Tx,
  card: Card,
  outcome: 'confirmed' | 'decided' | 'cancelled',
  toResident: bigint,
  who: { by: string | null; note?: string },
): Promise<void> {
  await tx.run`update job_bookings set to_resident = ${toResident} where id = ${card.id}`;
  await move(ctx, tx, card, outcome, who);
}
