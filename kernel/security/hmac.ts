// Keyed hashes with a key of somebody else's choice: what webhooks are signed with.

import { createHmac } from 'node:crypto';

/** HMAC-SHA256 (RFC 2104). Compare with `sameBytes`. */
export const hmacSha256 = (key: string | Uint8Array, data: string | Uint8Array): Buffer =>
  createHmac('sha256', key).update(data).digest();
