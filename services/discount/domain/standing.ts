// Whether a promotion or a coupon can be used at all now, whatever is bought.

import type { Instant } from '#kernel/time';
import type { Refusal } from './promotion.ts';

/** What promotions and coupons have in common. */
export interface Terms {
  state: string;
  startsAt: Instant | null;
  endsAt: Instant | null;
  usageLimit: number | null;
  /** Uses and kept uses. */
  taken: number;
  perUserLimit: number | null;
  /** Those of the buyer. */
  takenByBuyer: number;
}

/** Why something of these terms cannot be used at an instant by a buyer (null for a guest), or null where it can. */
export function standing(terms: Terms, now: Instant, buyer: string | null): Refusal | null {
  const { state, startsAt, endsAt, usageLimit, taken, perUserLimit, takenByBuyer } = terms;
  if (state !== 'active') return { reason: 'inactive', message: 'This offer is not running.' };
  if (startsAt !== null && now < startsAt)
    return { reason: 'not_yet', message: `This counts from ${startsAt.slice(0, 10)}.` };
  if (endsAt !== null && now >= endsAt) return { reason: 'expired', message: 'This has expired.' };
  if (usageLimit !== null && taken >= usageLimit)
    return { reason: 'exhausted', message: 'This has been used as often as it can be.' };
  if (perUserLimit === null) return null;
  if (buyer === null) return { reason: 'sign_in_required', message: 'Sign in to use this: its uses are counted.' };
  if (takenByBuyer >= perUserLimit)
    return { reason: 'already_used', message: 'You have used this as often as you can.' };
  return null;
}

export const unknownCode: Refusal = { reason: 'unknown', message: 'There is no such code; check how it is spelt.' };

/** The same for a code: its coupon, which may be somebody's own, and then its promotion. */
export function codeStanding(
  { coupon, terms }: { coupon: Terms & { userId: string | null }; terms: Terms },
  now: Instant,
  buyer: string | null,
): Refusal | null {
  if (coupon.userId !== null && coupon.userId !== buyer)
    return { reason: 'not_yours', message: 'This code was made for somebody else.' };
  return standing(coupon, now, buyer) ?? standing(terms, now, buyer);
}
