// Every id of a checkout follows from the checkout's own, so that a repetition or a resumed run uses the same keys.

import { sha256 } from '#kernel/security/digest';

/** The id of one step, or of the order itself: a UUIDv8 (RFC 9562) of both names' hash. */
export function derivedId(checkoutId: string, step: string): string {
  const bytes = sha256(`${checkoutId}:${step}`).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The keys of a checkout's steps. */
export const keysOf = (checkoutId: string) => ({
  orderId: derivedId(checkoutId, 'order'),
  stockHoldId: derivedId(checkoutId, 'stock'),
  usesHoldId: derivedId(checkoutId, 'uses'),
  paymentId: derivedId(checkoutId, 'payment'),
});
