// Ids that follow from another, for what the service begins on its own account: found again after a crash, they are the
// same thing and not a second one.

import { sha256 } from '#kernel/security/digest';

/** A UUIDv8 (RFC 9562) of the hash of an id and what it is for. */
export function derivedId(id: string, use: string): string {
  const bytes = sha256(`payment ${use} ${id}`).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
