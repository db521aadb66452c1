// Ids and randomness come from the context, so that a seeded simulation can drive a service.

import { randomBytes } from 'node:crypto';
import type { Clock } from '../time.ts';

export interface Random {
  bytes(count: number): Buffer;
  /** So many random bytes in hexadecimal. */
  hex(byteCount: number): string;
  /** 0 ≤ x < 1 */
  number(): number;
  /** A whole number 0 ≤ x < limit. */
  int(limit: number): number;
  /** Text of so many random bytes in base64url: codes, tokens, file names. */
  token(byteCount: number): string;
}

const over = (bytes: Random['bytes'], hex: Random['hex'] = count => bytes(count).toString('hex')): Random => ({
  bytes,
  hex,
  number: () => bytes(6).readUIntBE(0, 6) / 2 ** 48,
  int: limit => Math.floor((bytes(6).readUIntBE(0, 6) / 2 ** 48) * limit),
  token: byteCount => bytes(byteCount).toString('base64url'),
});

let digits = '';
let used = 0;

/** Random digits, each given out once. Every request needs a few for its ids, and each draw from the system takes 1.5 µs
 * whatever its size; so they are cut from a large one. */
export function randomHex(byteCount: number): string {
  if (used + byteCount * 2 > digits.length) {
    digits = randomBytes(2_048 + byteCount).toString('hex');
    used = 0;
  }
  return digits.slice(used, (used += byteCount * 2));
}

export const systemRandom: Random = over(randomBytes, randomHex);

/** The same sequence for the same seed (mulberry32 by Tommy Ettinger); for tests and demo data, never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return over(count => Buffer.from(Array.from({ length: count }, () => next() >>> 24)));
}

/** UUIDv7 (RFC 9562): time first, so that ids of one table are nearly in order; 74 random bits. */
export function uuidv7(clock: Clock, random: Random): string {
  const time = clock.epochMs().toString(16).padStart(12, '0');
  const hex = random.hex(10);
  const variant = '89ab'[Number.parseInt(hex[3]!, 16) % 4]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
}
