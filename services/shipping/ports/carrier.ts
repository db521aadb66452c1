// What shipping wants of a carrier. Each call can be repeated by the parcel's reference.

import { fail } from '#kernel/errors';
import type { ShippingCtx } from '../definition.ts';
import type { CarrierEvent } from '../hear.ts';
import { ownDelivery } from './carrier-own.ts';
import { simulatedCarrier } from './carrier-simulated.ts';

export interface Booking {
  reference: string;
  /** Which label of the parcel it is: another one is asked for once the parcel goes elsewhere. */
  label: number;
  postcode: string;
  handover: string;
  /** The address its webhooks go to. */
  callbackUrl: string;
}

/** `refused` is final; `too_late` where the parcel was fetched with an earlier label; `unknown` where the carrier did not
 * say. */
export type Answer =
  | { kind: 'booked' }
  | { kind: 'too_late' }
  | { kind: 'refused'; reason: string }
  | { kind: 'unknown'; reason: string };

export interface CarrierPort {
  /** Asks for labels, by as many calls as the carrier needs; gives an answer for each reference. It raises only where it
   * can say nothing of any of them. */
  book(bookings: readonly Booking[]): Promise<Map<string, Answer>>;
  /** The parcel is not wanted any more: it is not fetched, comes back, or it is too late. */
  cancel(reference: string): Promise<'cancelled' | 'returning' | 'too_late'>;
  /** All that is known of a parcel, oldest first. */
  track(reference: string): Promise<CarrierEvent[]>;
}

/** The adapter of a kind of carrier. */
export function carrierOf(ctx: ShippingCtx, kind: string): CarrierPort {
  if (kind === 'simulated') return simulatedCarrier(ctx);
  if (kind === 'own') return ownDelivery;
  return fail('internal', `there is no adapter for carriers of the kind ${kind}`);
}

/** What a carrier signs its webhooks with. */
export const secretOf = (ctx: ShippingCtx, carrierCode: string): string =>
  ctx.config.carrierSecret ?? ctx.cipher.blindIndex(`webhooks of ${carrierCode}`).toString('hex');
