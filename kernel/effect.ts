// What rides on an operation's one transaction: the claim of its idempotency key with the reply, and its audit row.
// Both are committed with the effect or not at all.

import { createHash } from 'node:crypto';
import { writeAudit } from './audit.ts';
import type { Call, Effect } from './call.ts';
import type { Endpoint } from './contract.ts';
import { CodedError, fail } from './errors.ts';
import { col } from './sql/columns.ts';
import type { Database, Queries, Tx } from './sql/database.ts';
import { json } from './sql/tag.ts';
import type { Instant } from './time.ts';

/** Thrown to leave a transaction whose effect happened before; carries the stored reply. */
class Replay extends Error {
  readonly reply: unknown;
  constructor(reply: unknown) {
    super('replayed');
    this.reply = reply;
  }
}

interface Claim {
  scope: string;
  key: string;
  hash: string;
}

/** The key counts per operation and caller; the hash tells a repetition from another request under the same key. */
function claimOf(endpoint: Endpoint, input: Record<string, unknown>, call: Call): Claim | null {
  if (!endpoint.idempotent || endpoint.idempotent === 'handled') return null;
  const key = call.idempotencyKey;
  if (key === undefined) {
    if (endpoint.idempotent !== 'required') return null;
    return fail('invalid_argument', 'Send an Idempotency-Key header, new for each thing you want done.');
  }
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    fail('invalid_argument', 'An Idempotency-Key has 1 to 200 visible ASCII characters.');
  const caller = call.user?.userId ?? call.via ?? call.ip ?? 'anonymous';
  return { scope: `${endpoint.name}:${caller}`, key, hash: hashOf(endpoint, input) };
}

/** A file is hashed as it is: as JSON each of its bytes would take ten. */
function hashOf({ upload }: Endpoint, { content, ...fields }: Record<string, unknown>): string {
  const hash = createHash('sha256').update(JSON.stringify(upload ? fields : { ...fields, content }));
  if (upload) hash.update(content as Uint8Array);
  return hash.digest('base64url');
}

/** The reply stored under a key, if its effect happened. Raises `idempotency_key_reused` for another request's. */
async function storedReply(db: Queries, { scope, key, hash }: Claim): Promise<{ reply: unknown } | null> {
  const stored = await db.maybe({ request_hash: col.text, reply: col.json<unknown>().orNull, empty: col.bool })`
    select request_hash, reply, reply is null as empty from idempotency_keys where scope = ${scope} and key = ${key}`;
  if (!stored) return null;
  if (stored.request_hash !== hash)
    fail('idempotency_key_reused', 'Send a new Idempotency-Key for a request that differs from the first.');
  return { reply: stored.empty ? undefined : stored.reply };
}

/** Claims the key, waiting for a twin under way; a twin that committed ends this transaction with its reply. */
async function claimKey(tx: Tx, claim: Claim, now: Instant): Promise<void> {
  const claimed = await tx.run`
    insert into idempotency_keys (scope, key, request_hash, created_at)
    values (${claim.scope}, ${claim.key}, ${claim.hash}, ${now}) on conflict do nothing`;
  if (claimed === 1) return;
  const stored = await storedReply(tx, claim);
  throw stored ? new Replay(stored.reply) : new Error('an idempotency key was claimed and released at once');
}

const storeReply = (tx: Tx, { scope, key }: Claim, reply: unknown): void =>
  tx.soon`update idempotency_keys set reply = ${json(reply)} where scope = ${scope} and key = ${key}`;

function auditDetails(endpoint: Endpoint, input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries((endpoint.audit ?? []).map(field => [field, input[field] ?? null]));
}

/** Forgets claims made before `before`. */
export const forgetClaims = (db: Queries, before: Instant): Promise<number> =>
  db.run`delete from idempotency_keys where created_at < ${before}`;

/** Whether anything can ride on the transaction of an endpoint's operation. */
export const hasEffect = ({ idempotent, audit }: Endpoint): boolean =>
  (idempotent !== undefined && idempotent !== 'handled') || audit !== undefined;

export interface EffectOptions {
  db: Database;
  now: () => Instant;
  id: () => string;
}

/**
 * Runs an operation with its effect. `run` gets the effect to run under, or undefined where there is none. Gives the
 * operation's result, or the stored reply of an earlier run under the same key.
 */
export async function withEffect(
  endpoint: Endpoint,
  input: Record<string, unknown>,
  call: Call,
  { db, now, id }: EffectOptions,
  run: (effect: Effect | undefined) => Promise<unknown>,
): Promise<unknown> {
  const claim = claimOf(endpoint, input, call);
  if (!claim && !endpoint.audit) return run(undefined);
  if (claim) {
    // Before the operation looks at anything: what it would now find was changed by the first run itself.
    const stored = await storedReply(db, claim);
    if (stored) return stored.reply;
  }
  const state: { result?: unknown } = {};
  const effect: Effect = {
    used: false,
    begin: async tx => {
      if (claim) await claimKey(tx, claim, now());
    },
    end: async (tx, result) => {
      state.result = result;
      if (claim) storeReply(tx, claim, result);
      if (endpoint.audit) await writeAudit(tx, call, id(), now(), endpoint.name, auditDetails(endpoint, input));
    },
  };
  try {
    const result = await run(effect);
    if (!effect.used) throw new Error(`${endpoint.name} is idempotent or audited, but opened no transaction`);
    if (claim && result !== state.result)
      throw new Error(`${endpoint.name} is idempotent: it must return what its transaction returned`);
    return result;
  } catch (error) {
    if (error instanceof Replay) return error.reply;
    if (claim && error instanceof CodedError && isLockTimeout(error))
      return fail('request_in_progress', 'The first request with this key is still running; ask again in a moment.');
    throw error;
  }
}

const isLockTimeout = (error: CodedError): boolean => (error.cause as { code?: string } | undefined)?.code === '55P03';
