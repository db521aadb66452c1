// The token bucket as the generic cell rate algorithm (ITU-T I.371): its whole state is one instant, the one at which
// the bucket will be full again, and the time from now to then is the debt. A full bucket is the same as no key at all,
// and in whole microseconds there is no rounding that could differ between JavaScript and Lua.

export interface Bucket {
  /** How many tokens fit, and are there at first: the burst. */
  capacity: number;
  refillPerSecond: number;
  /** How many tokens to take; 1 unless told, at most the capacity. */
  cost?: number;
}

export interface Taken {
  allowed: boolean;
  /** Whole tokens left after this. */
  remaining: number;
  /** How long until the same take could succeed; 0 when it just did. */
  retryAfterMs: number;
  /** How long until the bucket is full again. */
  resetMs: number;
}

/** A bucket as spans of time: what one token, the whole bucket and this take cost. */
export interface BucketSpans {
  tokenUs: number;
  fullUs: number;
  costUs: number;
}

// Microseconds since the epoch plus a year stay below 2^53, where doubles are exact.
const longestRefillUs = 365 * 86_400 * 1_000_000;

/** Turns rates into spans. Throws a RangeError on a bucket that could never give, or takes over a year to fill. */
export function spansOf({ capacity, refillPerSecond, cost = 1 }: Bucket): BucketSpans {
  const tokenUs = Math.max(1, Math.round(1_000_000 / refillPerSecond));
  const fullUs = capacity * tokenUs;
  const whole = Number.isSafeInteger(capacity) && Number.isSafeInteger(cost);
  if (!whole || cost < 1 || cost > capacity || !(refillPerSecond > 0) || fullUs > longestRefillUs) {
    throw new RangeError(
      `not a token bucket: capacity ${capacity}, cost ${cost}, refillPerSecond ${refillPerSecond}; ` +
        'take whole numbers, 1 <= cost <= capacity, and refill within a year',
    );
  }
  return { tokenUs, fullUs, costUs: cost * tokenUs };
}

/**
 * Takes from a bucket that will be full at `fullAtUs` (null: is full). The debt after it is the new state, refused or
 * not: a debt beyond the bucket's size comes from a clock set back or a capacity since lowered, and storing it cut to
 * that size lets the bucket refill from now on, instead of locking everybody out until the clock has caught up.
 */
export function draw({ fullUs, costUs }: BucketSpans, fullAtUs: number | null, nowUs: number) {
  const debtUs = Math.min(Math.max((fullAtUs ?? nowUs) - nowUs, 0), fullUs);
  const allowed = debtUs + costUs <= fullUs;
  return { allowed, debtUs: allowed ? debtUs + costUs : debtUs };
}

/** What the caller is told, from whether it may and the debt afterwards. */
export function takenOf({ tokenUs, fullUs, costUs }: BucketSpans, allowed: boolean, debtUs: number): Taken {
  return {
    allowed,
    remaining: Math.floor((fullUs - debtUs) / tokenUs),
    retryAfterMs: allowed ? 0 : Math.ceil((debtUs + costUs - fullUs) / 1_000),
    resetMs: Math.ceil(debtUs / 1_000),
  };
}

// The prefix keeps a counter or a value from being read as a bucket, and the other way round.
const state = /^full-at-us:(\d+)$/;

/** The stored form of a bucket; the Lua script in redis.ts writes the same. */
export const bucketState = (fullAtUs: number): string => `full-at-us:${fullAtUs}`;

/** Reads the stored form. Throws a TypeError on any other value: the key is used for two things. */
export function fullAtUsOf(key: string, value: string): number {
  const match = state.exec(value);
  if (!match) throw new TypeError(`key ${key} does not hold a token bucket; give the bucket a key of its own`);
  return Number(match[1]);
}
