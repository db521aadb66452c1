// When signing keys change. A new key is published one access-token life before its first use, and the old one stays
// published one access-token life after its last, so that no verifier ever meets a key it cannot find.

import { type Instant, plus } from '#kernel/time';
import { lifetimes } from './lifetimes.ts';

/** Whether the newest key is to have a successor. */
export const isRotationDue = (newestActiveFrom: Instant, now: Instant): boolean =>
  plus(newestActiveFrom, lifetimes.signingKey) <= now;

/** From when a key made now signs: at once if it is the first, as no verifier knows another. */
export const activeFrom = (now: Instant, isFirst: boolean): Instant =>
  isFirst ? now : plus(now, lifetimes.accessToken);

/** Until when a key stays published whose successor takes over at an instant. */
export const publishedUntil = (successorActiveFrom: Instant): Instant =>
  plus(successorActiveFrom, lifetimes.accessToken);
