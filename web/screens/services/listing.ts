import type { Money, OutputOf } from '#kernel/contract';
import { marketplace } from '#services/marketplace/contract';
import { money } from '#web/kit/format.ts';
import type { Tone } from '#web/kit/surface.tsx';
import type { Language } from '#web/text/language.ts';

export type Job = OutputOf<typeof marketplace.endpoints.getJob>;
export type QuoteRequest = OutputOf<typeof marketplace.endpoints.requestQuotes>;
export type Category = Job['category'];

export const categories = marketplace.endpoints.requestQuotes.input.shape.category.options;

/** `€50.00 – €90.00`, or one amount where both are the same. */
export const priceRange = ({ priceFrom, priceTo }: { priceFrom: Money; priceTo: Money }, language: Language): string =>
  priceFrom.amount === priceTo.amount
    ? money(priceFrom, language)
    : `${money(priceFrom, language)} – ${money(priceTo, language)}`;

export const jobTone = (state: Job['state']): Tone =>
  state === 'booked' || state === 'completed'
    ? 'good'
    : ['accepted', 'awaiting_payment', 'done'].includes(state)
      ? 'new'
      : state === 'disputed'
        ? 'bad'
        : 'plain';
