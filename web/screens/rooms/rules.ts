// The terms of a resource in words.

import type { OutputOf } from '#kernel/contract';
import type { booking } from '#services/booking/contract';
import { money } from '#web/kit/format.ts';
import type { Language } from '#web/text/language.ts';
import type { roomsText } from '#web/text/rooms.ts';
import { lengthOf, momentIn } from './wall.ts';

export type Resource = OutputOf<typeof booking.endpoints.getResource>;
type Text = (typeof roomsText)['en'];

export const isFree = ({ fee, deposit }: Pick<Resource, 'fee' | 'deposit'>): boolean =>
  fee.amount === '0' && deposit.amount === '0';

/** `€80.00 a booking`, or that it is free. */
export function priceInWords({ fee, feePer, slotMinutes }: Resource, t: Text, language: Language): string {
  if (fee.amount === '0') return t.free;
  const price = money(fee, language);
  return feePer === 'booking' ? t.feePerBooking(price) : t.feePerSlot(price, lengthOf(slotMinutes, language));
}

/** All that whoever books has to know, a sentence each. */
export function rulesInWords(resource: Resource, { rule }: Text, language: Language): string[] {
  const { slotMinutes, maxSlots, minNoticeMinutes, bufferBeforeMinutes, bufferAfterMinutes, quota, noShow } = resource;
  const length = (minutes: number) => lengthOf(minutes, language);
  const slot = length(slotMinutes);
  return [
    maxSlots === 1 ? rule.one(slot) : rule.upTo(slot, length(slotMinutes * maxSlots)),
    rule.ahead(resource.maxAheadDays),
    ...(minNoticeMinutes > 0 ? [rule.notice(length(minNoticeMinutes))] : []),
    ...(bufferBeforeMinutes > 0 ? [rule.before(length(bufferBeforeMinutes))] : []),
    ...(bufferAfterMinutes > 0 ? [rule.after(length(bufferAfterMinutes))] : []),
    ...(resource.approval ? [rule.approval] : []),
    ...(quota ? [rule.quota[quota.of][quota.per](quota.max)] : []),
    ...(noShow ? [rule.noShow(length(noShow.graceMinutes), noShow.max)] : []),
  ];
}

const hourMs = 3_600_000;
type Steps = Pick<Resource, 'refundSteps' | 'zone'>;

/** The steps of a refund that count: the longest before first, each giving less than the one before. */
export const stepsOf = ({ refundSteps }: Pick<Steps, 'refundSteps'>): Resource['refundSteps'] =>
  refundSteps
    .filter(
      step =>
        step.percent > 0 &&
        !refundSteps.some(other => other.hoursBefore < step.hoursBefore && other.percent >= step.percent),
    )
    .toSorted((one, other) => other.hoursBefore - one.hoursBefore);

/** What of the fee comes back until when, for a booking that starts at an instant or, without one, for any. */
export function refundInWords(resource: Steps, startsAt: string | null, t: Text, language: Language): string[] {
  const untilMs = (hoursBefore: number) => Date.parse(startsAt ?? '') - hoursBefore * hourMs;
  const steps = stepsOf(resource).filter(({ hoursBefore }) => startsAt === null || untilMs(hoursBefore) > Date.now());
  if (steps.length === 0) return [t.refund.never];
  const said = steps.map(({ hoursBefore, percent }) => {
    if (startsAt === null) {
      const before = lengthOf(hoursBefore * 60, language);
      return percent === 100 ? t.refund.allBefore(before) : t.refund.partBefore(before, percent);
    }
    const until = momentIn(untilMs(hoursBefore), resource.zone, language);
    return percent === 100 ? t.refund.all(until) : t.refund.part(until, percent);
  });
  return [...said, t.refund.later];
}

/** How much of the fee comes back of what is cancelled now. */
export const percentNow = (resource: Pick<Steps, 'refundSteps'>, startsAt: string, now: number): number =>
  stepsOf(resource).find(({ hoursBefore }) => Date.parse(startsAt) - now >= hoursBefore * hourMs)?.percent ?? 0;
