// Personal data at rest: AES-256-GCM with the place of the value as associated data, so that a sealed value copied to
// another row does not open. The first byte names the key, for rotation.

import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

export interface Cipher {
  /** Seals text for one place, `table|column|row id`. */
  seal(text: string, place: string): Buffer;
  /** Opens what was sealed for the same place; throws on anything else. */
  open(sealed: Buffer, place: string): string;
  /** A keyed hash by which sealed values can be looked up. */
  blindIndex(text: string): Buffer;
}

const keyId = 1;

/** The cipher of one service: its keys are derived from the platform's secret (HKDF, RFC 5869). */
export function cipherOf(secret: string, service: string): Cipher {
  // As key objects: Node makes one of bytes at each use, which takes four times as long as a short hash itself.
  const derive = (use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', secret, service, use, 32)));
  const key = derive('cipher:1');
  const indexKey = derive('blind-index');
  return {
    seal(text, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      return Buffer.concat([Buffer.of(keyId), nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, place) {
      if (sealed[0] !== keyId) throw new Error(`sealed with the unknown key ${sealed[0]}`);
      // Without its length Node would take shorter tags as well.
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-16));
      return decipher.update(sealed.subarray(13, -16)).toString('utf8') + decipher.final('utf8');
    },
    blindIndex: text => createHmac('sha256', indexKey).update(text).digest(),
  };
}
