// The chain of the security log: each row's hash covers the row before, so that a row changed, taken out, put in or
// moved shows at the first row that no longer fits. This file needs no database: an exported log verifies offline.

import type { Instant } from '#kernel/time';
import type { AuditEntry } from '../contract.ts';

/** SHA-256 of bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** An entry as it waits to be sealed. */
export type AuditRecord = Omit<AuditEntry, 'previousHash' | 'hash'>;

/** A place in the chain: the hash of the row with that number. */
export interface Link {
  sequence: number;
  hash: string;
}

/** Before the first row. */
export const genesis: Link = { sequence: 0, hash: '00'.repeat(32) };

/** JSON with sorted keys and no spaces: one text for one record (the strings and integers of RFC 8785). */
export function canonical(record: AuditRecord): string {
  const { details, ...fields } = record;
  const sorted = (object: object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted({ ...fields, details: Object.fromEntries(sorted(details)) })));
}

/** hash = SHA-256(previous hash ‖ canonical record), in hex. */
export function hashOf(previousHash: string, record: AuditRecord, sha256: Sha256): string {
  return Buffer.from(
    sha256(Buffer.concat([Buffer.from(previousHash, 'hex'), Buffer.from(canonical(record))])),
  ).toString('hex');
}

/** Appends records to a chain, in their order; their `sequence` must count on from the link. */
export function seal(after: Link, records: readonly AuditRecord[], sha256: Sha256): AuditEntry[] {
  let previousHash = after.hash;
  return records.map(record => {
    const hash = hashOf(previousHash, record, sha256);
    const entry = { ...record, previousHash, hash };
    previousHash = hash;
    return entry;
  });
}

export interface Bad {
  sequence: number;
  id: string | null;
  reason: string;
}

/**
 * The first row that does not fit, or null. `after` is the row before the first; without it (older months are gone)
 * the first row's own word for its predecessor is taken.
 */
export function firstBadRow(after: Link | null, entries: readonly AuditEntry[], sha256: Sha256): Bad | null {
  let previous = after;
  for (const entry of entries) {
    const { previousHash, hash, ...record } = entry;
    const bad = (reason: string): Bad => ({ sequence: entry.sequence, id: entry.id, reason });
    if (previous && entry.sequence !== previous.sequence + 1)
      return { sequence: previous.sequence + 1, id: null, reason: 'this row is missing' };
    if (previous && previousHash !== previous.hash) return bad('it does not follow the row before');
    if (hash !== hashOf(previousHash, record, sha256)) return bad('its content is not what was sealed');
    previous = { sequence: entry.sequence, hash };
  }
  return null;
}

/** Whole months are dropped when they are older than this. */
export const auditKeepMonths = 24;

/** Whether rows before the first may be gone by age alone: it lies in the oldest month that is kept, or the one after
 * it (every month has a row, as signing keys change every thirty days). */
export function mayBeFirst(first: AuditEntry, now: Instant): boolean {
  if (first.sequence === 1) return true;
  const months = (instant: Instant) => Number(instant.slice(0, 4)) * 12 + Number(instant.slice(5, 7));
  return months(now) - months(first.sealedAt) >= auditKeepMonths - 1;
}

/** The instants from which and before which a month such as `2026-03` lasts. */
export function monthRange(month: string): { from: Instant; before: Instant } {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return { from: `${month}-01T00:00:00.000Z`, before: `${next}-01T00:00:00.000Z` };
}
