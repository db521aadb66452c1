// Ids that follow from another, for what the service begins on its own account: found again after a crash, they are the
// same thing and not a second one.

import { sha256, uuidOf } from '#kernel/security/digest';

/** A UUIDv8 (RFC 9562) of the hash of an id and what it is for. */
export const derivedId = (id: string, use: string): string => uuidOf(sha256(`payment ${use} ${id}`));
