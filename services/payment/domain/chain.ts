// The ledger's chain. An entry's hash covers all that it says with its postings; a seal covers the seal before it and that
// hash. So an entry changed, taken out, put in or moved shows at the first one that no longer fits.

import type { Instant } from '#kernel/time';

export type Sha256 = (data: string | Uint8Array) => Uint8Array;

export interface Line {
  account: string;
  currency: string;
  amount: bigint;
  ruleId: string | null;
  ruleVersion: number | null;
}

export interface Entry {
  id: string;
  at: Instant;
  kind: string;
  source: string;
  sourceId: string;
  paymentId: string | null;
  orderId: string | null;
  lines: readonly Line[];
}

/** One text for one entry: a JSON list, since lists have an order that objects have not. */
const canonical = ({ id, at, kind, source, sourceId, paymentId, orderId, lines }: Entry): string =>
  JSON.stringify([
    ...[id, at, kind, source, sourceId, paymentId, orderId],
    lines.map(line => [line.account, line.currency, String(line.amount), line.ruleId, line.ruleVersion]),
  ]);

/** SHA-256 of what an entry says. */
export const contentHash = (entry: Entry, sha256: Sha256): Buffer => Buffer.from(sha256(canonical(entry)));

export interface Link {
  position: bigint;
  hash: Buffer;
}

/** SHA-256(previous hash ‖ position, entry id ‖ content hash). */
export const sealHash = (previous: Link, entryId: string, content: Buffer, sha256: Sha256): Buffer =>
  Buffer.from(sha256(Buffer.concat([previous.hash, Buffer.from(`${previous.position + 1n} ${entryId} `), content])));

export const genesis: Link = { position: 0n, hash: Buffer.alloc(32) };

/** A sealed entry as it stands in the tables; without `entry` it is not there any more. */
export interface Sealed {
  position: bigint;
  entryId: string;
  previousHash: Buffer;
  hash: Buffer;
  storedHash: Buffer | null;
  entry: Entry | null;
}

export interface Bad {
  position: string | null;
  entryId: string | null;
  reason: string;
}

/** Why an entry by itself is wrong, or null: its sums, and its content against its own hash. */
export function badEntry(entry: Entry, storedHash: Buffer, sha256: Sha256): string | null {
  if (!contentHash(entry, sha256).equals(storedHash)) return 'its content is not what was written';
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of entry.lines) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  for (const [currency, total] of sums) if (total !== 0n) return `its postings in ${currency} sum to ${total}`;
  return null;
}

/** The first of these that does not fit after `previous`, or null. */
export function firstBad(previous: Link, sealed: readonly Sealed[], sha256: Sha256): Bad | null {
  let last = previous;
  for (const { position, entryId, previousHash, hash, storedHash, entry } of sealed) {
    const bad = (reason: string): Bad => ({ position: String(position), entryId, reason });
    if (position !== last.position + 1n)
      return { position: String(last.position + 1n), entryId: null, reason: 'this seal is missing' };
    if (!entry || !storedHash) return bad('the entry is missing');
    if (!previousHash.equals(last.hash)) return bad('it does not follow the entry before');
    const wrong = badEntry(entry, storedHash, sha256);
    if (wrong) return bad(wrong);
    if (!hash.equals(sealHash(last, entryId, storedHash, sha256))) return bad('it is not what was sealed');
    last = { position, hash };
  }
  return null;
}
