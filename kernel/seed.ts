// Demo data is made service by service; ids that follow from a name let them agree without asking each other.

import { sha256, uuidOf } from './security/digest.ts';

/** The id of a demo thing, e.g. `seedId('resident:7')`: a UUIDv8 (RFC 9562) of the name's hash. */
export const seedId = (name: string): string => uuidOf(sha256(`agora demo ${name}`));
