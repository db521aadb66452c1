// Every id of a checkout follows from the checkout's own, so that a repetition or a resumed run uses the same keys.

import { sha256, uuidOf } from '#kernel/security/digest';

/** The id of one step, or of the order itself: a UUIDv8 (RFC 9562) of both names' hash. */
export const derivedId = (checkoutId: string, step: string): string => uuidOf(sha256(`${checkoutId}:${step}`));

/** The keys of a checkout's steps. */
export const keysOf = (checkoutId: string) => ({
  orderId: derivedId(checkoutId, 'order'),
  stockHoldId: derivedId(checkoutId, 'stock'),
  usesHoldId: derivedId(checkoutId, 'uses'),
  paymentId: derivedId(checkoutId, 'payment'),
});
