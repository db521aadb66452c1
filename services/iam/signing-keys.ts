// The keys access tokens are signed with: made here, kept sealed, replaced every thirty days.

import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { LRUCache } from 'lru-cache';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { audit } from './audit.ts';
import type { IamCtx } from './definition.ts';
import { activeFrom, isRotationDue, publishedUntil } from './domain/signing-schedule.ts';

const placeOf = (kid: string): string => `signing_keys|private_key|${kid}`;

/** Makes the first key, or the successor of one that has served its time; true if it did. Of several processes that try
 * at once one does. */
export async function rotateSigningKeys(ctx: IamCtx): Promise<boolean> {
  const newest = await ctx.db.maybe({ generation: col.int, active_from: col.instant })`
    select generation, active_from from signing_keys order by generation desc limit 1`;
  const now = ctx.now();
  if (newest && !isRotationDue(newest.active_from, now)) return false;

  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x } = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x: x! });
  const sealed = ctx.cipher.seal(JSON.stringify(await exportJWK(privateKey)), placeOf(kid));
  const from = activeFrom(now, newest === null);
  return ctx.db.transaction(async tx => {
    const made = await tx.run`
      insert into signing_keys (kid, generation, public_x, private_key, created_at, active_from)
      values (${kid}, ${(newest?.generation ?? 0) + 1}, ${x}, ${sealed}, ${now}, ${from})
      on conflict (generation) do nothing`;
    if (made === 0) return false;
    await tx.run`update signing_keys set expires_at = ${publishedUntil(from)} where kid <> ${kid} and expires_at is null`;
    await audit(ctx, tx, null, { action: 'signing_key.made', details: { kid, activeFrom: from } });
    return true;
  });
}

/** Deletes keys whose last token has expired. */
export const forgetSigningKeys = (ctx: IamCtx): Promise<number> =>
  ctx.db.run`delete from signing_keys where expires_at <= ${ctx.now()}`;

/** Every key a valid token may be signed with, and the one that will be next. */
export const publishedKeys = (ctx: IamCtx): Promise<{ kid: string; public_x: string }[]> =>
  ctx.db.many({ kid: col.text, public_x: col.text })`
    select kid, public_x from signing_keys where expires_at is null or expires_at > ${ctx.now()} order by generation`;

// A kid is the key's own hash, so what is kept here can never be stale.
const opened = new LRUCache<string, CryptoKey>({ max: 20 });

/** The key to sign with now. */
export async function signingKey(ctx: IamCtx, db: Queries): Promise<{ kid: string; key: CryptoKey }> {
  const { kid, private_key } = await db.one({ kid: col.text, private_key: col.bytes })`
    select kid, private_key from signing_keys where active_from <= ${ctx.now()} order by generation desc limit 1`;
  let key = opened.get(kid);
  if (!key) {
    const jwk = JSON.parse(ctx.cipher.open(private_key, placeOf(kid))) as JWK;
    opened.set(kid, (key = (await importJWK(jwk, 'EdDSA')) as CryptoKey));
  }
  return { kid, key };
}
