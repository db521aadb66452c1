// Ids that follow from a booking's own, so that a repetition or a resumed run uses the same keys.

import { sha256, uuidOf } from '#kernel/security/digest';

/** A UUIDv8 (RFC 9562) of both names' hash. */
export const derivedId = (bookingId: string, what: string): string => uuidOf(sha256(`${bookingId}:${what}`));

/** Each try to pay is a payment of its own. */
export const paymentIdOf = (bookingId: string, paymentNo: number): string =>
  derivedId(bookingId, `payment:${paymentNo}`);
