// Short proofs that this platform wrote a text: links that expire, ids that nobody can make up.

import { timingSafeEqual } from 'node:crypto';
import type { Cipher } from './cipher.ts';

/** A keyed hash (HMAC-SHA256, by the service's own key) in base64url; `use` keeps what was signed for one purpose from
 * passing for another. */
export const signText = (cipher: Cipher, use: string, text: string): string =>
  cipher.blindIndex(`${use}\n${text}`).toString('base64url');

/** Whether a signature was made for this text and use; takes as long for every wrong one. */
export function isSigned(cipher: Cipher, use: string, text: string, signature: string): boolean {
  const expected = Buffer.from(signText(cipher, use, text));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
