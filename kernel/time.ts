// Instants are ISO 8601 strings in UTC with milliseconds, everywhere: in rows, in events, on the wire and in rules.
// Strings of this one form sort as time does, so `<` compares them. The clock itself is an argument.

/** `2026-11-20T16:03:33.123Z` */
export type Instant = string;

/** Where `now` comes from; the harness drives a virtual one. */
export interface Clock {
  now(): Instant;
  /** Milliseconds since the epoch, of the same clock. */
  epochMs(): number;
}

let lastMs = Number.NaN;
let lastInstant: Instant = '';

export const systemClock: Clock = {
  /** Within a millisecond it is asked for dozens of times, and writing a date takes half a microsecond. */
  now() {
    const ms = Date.now();
    if (ms !== lastMs) {
      lastInstant = new Date(ms).toISOString();
      lastMs = ms;
    }
    return lastInstant;
  },
  epochMs: () => Date.now(),
};

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `'250ms' | '30s' | '5m' | '2h' | '7d' | '1w'`, also spelled out: `'2 days'`. */
export type Duration =
  | `${number}${keyof typeof unitMs}`
  | `${number} ${'second' | 'minute' | 'hour' | 'day' | 'week'}${'' | 's'}`;

/** Milliseconds of a duration. Throws on anything that is not one. */
export function durationMs(duration: Duration): number {
  const match = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d|w|second|minute|hour|day|week)s?$/.exec(duration);
  if (!match) throw new Error(`not a duration: ${duration}`);
  const unit = match[2] === 'ms' ? 'ms' : (match[2]![0] as keyof typeof unitMs);
  return Number(match[1]) * unitMs[unit];
}

/** Milliseconds since the epoch of an instant. */
export const epochMs = (instant: Instant): number => Date.parse(instant);

/** The instant `ms` milliseconds after the epoch. */
export const instantAt = (ms: number): Instant => new Date(ms).toISOString();

/** The instant a duration after another. */
export const plus = (instant: Instant, duration: Duration): Instant =>
  instantAt(epochMs(instant) + durationMs(duration));

/** The instant a duration before another. */
export const minus = (instant: Instant, duration: Duration): Instant =>
  instantAt(epochMs(instant) - durationMs(duration));

/** Milliseconds from one instant to a later one; negative if it is earlier. */
export const msBetween = (from: Instant, to: Instant): number => epochMs(to) - epochMs(from);
