// Links to files: good for ten to fifteen minutes, for one variant of one file.

import { epochMs, type Instant } from '#kernel/time';

export type Variant = 'original' | 'thumbnail';

const stepSeconds = 300;
const leastSeconds = 600;

/** When a link made now expires, in seconds since the epoch. The links of five minutes are the same, so that browsers
 * show what they have and a page's ETag stays. */
export const linkExpiry = (now: Instant): number =>
  Math.ceil(epochMs(now) / 1000 / stepSeconds) * stepSeconds + leastSeconds;

/** Seconds a link is still good for; 0 or less once it is not. */
export const secondsLeft = (expires: number, now: Instant): number => expires - Math.floor(epochMs(now) / 1000);

/** What the signature of a link is made over; the first line keeps it from passing for anything else signed here. */
export const linkText = (fileId: string, variant: Variant, expires: number): string =>
  `file-link\n${fileId}\n${variant}\n${expires}`;
