// Ids and randomness come from the context, so that a seeded simulation can drive a service.

import { randomBytes } from 'node:crypto';
import type { Clock } from '../time.ts';

export interface Random {
  bytes(count: number): Buffer;
  /** 0 ≤ x < 1 */
  number(): number;
  /** A whole number 0 ≤ x < limit. */
  int(limit: number): number;
  /** Text of so many random bytes in base64url: codes, tokens, file names. */
  token(byteCount: number): string;
}

const over = (bytes: (count: number) => Buffer): Random => ({
  bytes,
  number: () => bytes(6).readUIntBE(0, 6) / 2 ** 48,
  int: limit => Math.floor((bytes(6).readUIntBE(0, 6) / 2 ** 48) * limit),
  token: byteCount => bytes(byteCount).toString('base64url'),
});

const poolBytes = 4_096;
let pool = Buffer.alloc(0);
let drawn = 0;

/** Random bytes, each given out once. A request needs a few small draws, and asking the system for each costs more than
 * all its other bookkeeping; so they are cut from one larger draw. */
export function randomDraw(count: number): Buffer {
  if (count > poolBytes / 16) return randomBytes(count);
  if (drawn + count > pool.length) {
    pool = randomBytes(poolBytes);
    drawn = 0;
  }
  return pool.subarray(drawn, (drawn += count));
}

export const systemRandom: Random = over(randomDraw);

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
  const bytes = random.bytes(16);
  bytes.writeUIntBE(clock.epochMs(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
