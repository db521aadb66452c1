// Ids that follow from a job's own, so that a repetition or a resumed run uses the same keys.

import { sha256, uuidOf } from '#kernel/security/digest';

/** A UUIDv8 (RFC 9562) of the hash of an id and what it is for, as payment derives its own: the demo's jobs are seeded here
 * and their money there. */
export const derivedId = (id: string, use: string): string => uuidOf(sha256(`payment ${use} ${id}`));

/** Each try to pay is a payment of its own. */
export const paymentIdOf = (jobId: string, paymentNo: number): string => derivedId(jobId, `job ${paymentNo}`);

/** By which commission rules name a category. */
export const categoryIdOf = (category: string): string => derivedId('category', category);
