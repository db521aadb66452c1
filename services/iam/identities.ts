// Signing in through an identity provider: the request that is under way there, and whose account its answer opens.

import type { CallFields } from '#kernel/call';
import { fail } from '#kernel/errors';
import { sha256 } from '#kernel/security/digest';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { audit } from './audit.ts';
import type { SignIn } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { createAccount, markVerified, userByEmail } from './people.ts';
import type { IdentityProvider, ProvenIdentity } from './ports/identity-provider.ts';
import { signIn } from './sign-in.ts';

/** Where a provider sends people back to; never taken from a request. */
export const redirectUri = (ctx: IamCtx, provider: string): string => `${ctx.publicUrl}/sign-in/${provider}`;

export const verifierPlace = (stateHash: Buffer): string => `oauth_requests|code_verifier|${stateHash.toString('hex')}`;

export interface SignInRequest {
  provider: string;
  nonce: string;
  codeVerifier: string;
}

/** Takes the request a state belongs to; whoever comes second finds none. Raises `unauthenticated`. */
export async function takeRequest(ctx: IamCtx, state: string): Promise<SignInRequest> {
  const stateHash = sha256(state);
  const taken = await ctx.db.maybe({ provider: col.text, nonce: col.text, code_verifier: col.bytes })`
    delete from oauth_requests where state_hash = ${stateHash} and expires_at > ${ctx.now()}
    returning provider, nonce, code_verifier`;
  if (!taken)
    return fail('unauthenticated', 'This sign-in took too long or was completed already; begin again.', {
      reason: 'unknown_state',
    });
  const codeVerifier = ctx.cipher.open(taken.code_verifier, verifierPlace(stateHash));
  return { provider: taken.provider, nonce: taken.nonce, codeVerifier };
}

/** Signs in whoever a provider's ID token names. `nonce` is that of the request, null where the provider has none. */
export async function signInWithToken(
  ctx: IamCtx,
  call: Partial<CallFields>,
  provider: IdentityProvider,
  idToken: string,
  nonce: string | null,
): Promise<SignIn> {
  const identity = await provider.prove(idToken, { nonce, now: ctx.now() });
  return ctx.db.transaction(async tx => {
    const userId = (await knownAs(tx, identity)) ?? (await link(ctx, tx, call, provider.name, identity));
    const { password_changed_at } = await tx.one({ password_changed_at: col.instant.orNull })`
      select password_changed_at from users where id = ${userId}`;
    return signIn(ctx, tx, call, { userId, method: provider.name, passwordChangedAt: password_changed_at });
  });
}

async function knownAs(tx: Tx, { issuer, subject }: ProvenIdentity): Promise<string | null> {
  const known = await tx.maybe({ user_id: col.uuid })`
    select user_id from oauth_identities where issuer = ${issuer} and subject = ${subject}`;
  return known?.user_id ?? null;
}

/** Links an identity to the account with its address, or to a new one; only where the provider says that the address is
 * proven, as anybody can claim another's. */
async function link(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields>,
  provider: string,
  { issuer, subject, email, emailVerified, name }: ProvenIdentity,
): Promise<string> {
  if (!email || !emailVerified)
    return fail('failed_precondition', `Prove your e-mail address at ${provider} first, then sign in again.`, {
      reason: 'email_not_verified',
    });
  const found = await userByEmail(tx, email);
  if (found && !found.email_verified_at) await takeOver(ctx, tx, call, found.id);
  const userId =
    found?.id ??
    (await createAccount(ctx, tx, call, {
      email,
      name: name ?? email.slice(0, email.indexOf('@')),
      locale: 'en',
      zone: 'UTC',
      passwordHash: null,
    }));
  await tx.run`
    insert into oauth_identities (id, user_id, provider, issuer, subject, email, linked_at)
    values (${ctx.id()}, ${userId}, ${provider}, ${issuer}, ${subject}, ${email}, ${ctx.now()})`;
  await audit(ctx, tx, call, { action: 'identity.linked', userId, details: { provider, issuer } });
  return userId;
}

/** Gives an account nobody had proven to the owner of its address. Its password was chosen by whoever registered it,
 * perhaps to wait for this moment, and goes. */
async function takeOver(ctx: IamCtx, tx: Tx, call: Partial<CallFields>, userId: string): Promise<void> {
  await tx.run`
    update users set password_hash = null, password_changed_at = ${ctx.now()}
    where id = ${userId} and email_verified_at is null`;
  await markVerified(ctx, tx, call, userId);
}
