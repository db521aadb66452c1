// From a first proof of identity to a session, the same whichever way the proof came.

import { z } from 'zod';
import type { CallFields } from '#kernel/call';
import { Id, Timestamp } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { plus } from '#kernel/time';
import type { SignIn } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { lifetimes } from './domain/lifetimes.ts';
import { hasSecondFactor } from './second-factor.ts';
import { openSession } from './sessions.ts';

export interface Proof {
  userId: string;
  method: string;
  /** As the proof was checked: a password changed since then makes it void. */
  passwordChangedAt: string | null;
}

/** Opens a session, or asks for the second factor of whoever has one. Raises what `requireValid` does. */
export async function signIn(ctx: IamCtx, tx: Tx, call: Partial<CallFields>, proof: Proof): Promise<SignIn> {
  await requireValid(tx, proof);
  if (!(await hasSecondFactor(tx, proof.userId)))
    return { status: 'signed_in', ...(await openSession(ctx, tx, call, proof)) };
  const expiresAt = plus(ctx.now(), lifetimes.secondFactorChallenge);
  return { status: 'second_factor_required', challenge: sealChallenge(ctx, { ...proof, expiresAt }), expiresAt };
}

/** Holds the account's row against a suspension or a new password until this transaction ends; raises
 * `permission_denied` for a suspended account and `unauthenticated` for a proof that no longer counts. */
export async function requireValid(tx: Tx, { userId, passwordChangedAt }: Proof): Promise<void> {
  const found = await tx.maybe({ state: col.text, unchanged: col.bool })`
    select state, password_changed_at is not distinct from ${passwordChangedAt}::timestamptz as unchanged
    from users where id = ${userId} and state <> 'deleted' for share`;
  if (!found?.unchanged) return fail('unauthenticated', 'Your password was changed; sign in again.');
  if (found.state === 'suspended') suspended();
}

/** Raises `permission_denied`. Only for whoever has proven to be the owner: to others the account's state is nothing. */
export const suspended = (): never =>
  fail('permission_denied', 'This account is suspended; ask the administrator.', { reason: 'account_suspended' });

const Challenge = z.object({
  userId: Id,
  method: z.string(),
  passwordChangedAt: Timestamp.nullable(),
  expiresAt: Timestamp,
});

const challengePlace = 'sign-in challenge';

/** A challenge carries the first proof itself, sealed, so that nothing is kept for sign-ins that are given up. What
 * makes its answer single-use is the code. */
const sealChallenge = (ctx: IamCtx, challenge: z.output<typeof Challenge>): string =>
  ctx.cipher.seal(JSON.stringify(challenge), challengePlace).toString('base64url');

/** The proof a challenge carries; raises `unauthenticated`. */
export function openChallenge(ctx: IamCtx, text: string): Proof {
  const challenge = tryOpen(ctx, text);
  if (!challenge || challenge.expiresAt <= ctx.now())
    return fail('unauthenticated', 'This took too long; sign in again.', { reason: 'challenge_expired' });
  return challenge;
}

function tryOpen(ctx: IamCtx, text: string): z.output<typeof Challenge> | null {
  try {
    return Challenge.parse(JSON.parse(ctx.cipher.open(Buffer.from(text, 'base64url'), challengePlace)));
  } catch {
    return null;
  }
}
