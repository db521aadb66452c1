// What is done about a claim, by its one table of transitions.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { MarketplaceCtx } from '../definition.ts';
import { type ClaimStep, claimMachine } from '../domain/warranty.ts';
import { warrantyClosed } from '../events.ts';
import { record } from '../job/record.ts';
import { type ClaimRow, claimOf } from '../queries/claims.ts';
import { type Card, eventAbout, findCard } from '../queries/jobs.ts';
import { actsFor } from '../queries/providers.ts';
import { mayKnowUnit } from '../queries/units.ts';

export interface OpenClaim {
  claim: ClaimRow;
  card: Card;
}

/** Locks a claim for whoever acts for its provider, or for whoever lives there now. Raises `not_found`, and
 * `failed_precondition` for a step that its state does not know. */
export async function lockClaim(
  tx: Tx,
  call: Call,
  claimId: string,
  step: ClaimStep,
  side: 'resident' | 'provider',
): Promise<OpenClaim> {
  const locked = await tx.maybe({ job_id: col.uuid })`
    select job_id from warranty_claims where id = ${claimId} for update`;
  const card = locked && (await findCard(tx, locked.job_id));
  const allowed = card && (side === 'provider' ? actsFor(call, card) : await mayKnowUnit(tx, call, card.unit_id));
  call.require(allowed === true, 'There is no such claim.');
  const claim = (await claimOf(tx, claimId))!;
  if (!claimMachine[claim.state][step])
    fail('failed_precondition', `The claim is ${claim.state} already.`, { reason: 'wrong_state' });
  return { claim, card: card! };
}

/** Takes a step; what is over is not in the calendar any more. */
export async function takeStep(
  ctx: MarketplaceCtx,
  tx: Tx,
  { claim, card }: OpenClaim,
  step: ClaimStep,
  { by, answer = '' }: { by: string | null; answer?: string },
): Promise<void> {
  const state = claimMachine[claim.state][step]!;
  const over = state === 'resolved' || state === 'withdrawn';
  await tx.run`
    update warranty_claims set state = ${state}, answer = case ${answer} when '' then answer else ${answer} end,
                               version = version + 1, closed_at = ${over ? ctx.now() : null}
    where id = ${claim.id}`;
  await record(ctx, tx, card.id, { by, what: `warranty_${state}`, note: answer });
  if (!over) return;
  await tx.run`update appointments set active = false, pass_code = null where claim_id = ${claim.id} and active`;
  const about = { ...eventAbout(card), claimId: claim.id, claimedBy: claim.user_id };
  await ctx.publish(tx, warrantyClosed, { ...about, outcome: state });
}
