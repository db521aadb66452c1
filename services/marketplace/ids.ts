// Ids that follow from a job's own, so that a repetition or a resumed run uses the same keys.

import { sha256 } from '#kernel/security/digest';

/** A UUIDv8 (RFC 9562) of the hash of an id and what it is for, as payment derives its own: the demo's jobs are seeded here
 * and their money there. */
export function derivedId(id: string, use: string): string {
  const bytes = sha256(`payment ${use} ${id}`).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Each try to pay is a payment of its own. */
export const paymentIdOf = (jobId: string, paymentNo: number): string => derivedId(jobId, `job ${paymentNo}`);

/** By which commission rules name a category. */
export const categoryIdOf = (category: string): string => derivedId('category', category);
