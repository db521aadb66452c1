// The second factor: codes of an authenticator app (TOTP, RFC 6238) and recovery codes for the day it is lost.

import { Secret, TOTP } from 'otpauth';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { epochMs } from '#kernel/time';
import type { IamCtx } from './definition.ts';
import { keyedHash } from './keyed-hash.ts';

const placeOf = (userId: string): string => `second_factors|secret|${userId}`;

const periodSeconds = 30;
const secretBytes = 20;
/** Clocks of telephones are off by a few seconds. */
const toleratedSteps = 1;

const totpOf = (secret: string, label = 'Agora'): TOTP =>
  new TOTP({ issuer: 'Agora', label, secret: Secret.fromBase32(secret), period: periodSeconds, digits: 6 });

/** A new secret in base32, and the address an authenticator app reads it from. */
export function newTotp(ctx: IamCtx, email: string): { secret: string; uri: string } {
  const secret = Secret.fromHex(ctx.random.bytes(secretBytes).toString('hex')).base32;
  return { secret, uri: totpOf(secret, email).toString() };
}

export const sealSecret = (ctx: IamCtx, userId: string, secret: string): Buffer =>
  ctx.cipher.seal(secret, placeOf(userId));

/** Whether a sign-in must be completed by a code. */
export const hasSecondFactor = async (db: Queries, userId: string): Promise<boolean> =>
  (await db.maybe({ user_id: col.uuid })`
    select user_id from second_factors where user_id = ${userId} and confirmed_at is not null`) !== null;

/** Takes a code of the app: true if it is good now and none of its time step or a later one was taken before. */
export async function takeTotp(
  ctx: IamCtx,
  db: Queries,
  userId: string,
  code: string,
  { confirmed }: { confirmed: boolean },
): Promise<boolean> {
  const factor = await db.maybe({ secret: col.bytes })`
    select secret from second_factors where user_id = ${userId} and (confirmed_at is not null) = ${confirmed}`;
  if (!factor) return false;
  const timestamp = epochMs(ctx.now());
  const totp = totpOf(ctx.cipher.open(factor.secret, placeOf(userId)));
  const delta = totp.validate({ token: code, timestamp, window: toleratedSteps });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1000 / periodSeconds) + delta;
  const taken = await db.run`
    update second_factors set last_step = ${step} where user_id = ${userId} and last_step < ${step}`;
  return taken === 1;
}

/** Takes either kind of code for an account whose second factor is on. */
export async function takeSecondFactor(ctx: IamCtx, db: Queries, userId: string, code: string): Promise<boolean> {
  const digits = code.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) return takeTotp(ctx, db, userId, digits, { confirmed: true });
  const used = await db.run`
    update recovery_codes set used_at = ${ctx.now()}
    where user_id = ${userId} and hash = ${recoveryHash(ctx, userId, code)} and used_at is null
      and exists (select from second_factors f where f.user_id = ${userId} and f.confirmed_at is not null)`;
  return used === 1;
}

const recoveryHash = (ctx: IamCtx, userId: string, code: string): Buffer =>
  keyedHash(ctx, `recovery-code:${userId}`, code.toLowerCase().replace(/[^a-z0-9]/g, ''));

const recoveryCodeCount = 10;
/** Without signs that look alike; ten of them are 49 bits, and tries are limited. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Replaces somebody's recovery codes; gives the new ones, which are shown once and kept as hashes. */
export async function newRecoveryCodes(ctx: IamCtx, tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => {
    const signs = Array.from({ length: 10 }, () => alphabet[ctx.random.int(alphabet.length)]).join('');
    return `${signs.slice(0, 5)}-${signs.slice(5)}`;
  });
  await tx.run`delete from recovery_codes where user_id = ${userId}`;
  await tx.run`
    insert into recovery_codes (user_id, hash)
    select ${userId}, hash from unnest(${codes.map(code => recoveryHash(ctx, userId, code))}::bytea[]) as hash`;
  return codes;
}
