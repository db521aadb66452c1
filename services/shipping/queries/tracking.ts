// A parcel for whoever has one of its links.

import { fail } from '#kernel/errors';
import type { ShippingCtx } from '../definition.ts';
import { isToken } from '../links.ts';
import { type ParcelRow, parcelShape, selectParcels } from './shipments.ts';

/** The parcel of a link, and whether the link is its recipient's. Raises `not_found`. */
export async function findByLink(
  ctx: ShippingCtx,
  { trackingNumber, token }: { trackingNumber: string; token: string },
): Promise<{ found: ParcelRow; ofRecipient: boolean }> {
  const found = await ctx.db.maybe(parcelShape)`${selectParcels()} where s.tracking_number = ${trackingNumber}`;
  const ofRecipient = found !== null && isToken(ctx, 'parcel', found.id, token);
  if (!found || (!ofRecipient && !isToken(ctx, 'track', found.id, token)))
    return fail('not_found', 'There is no such parcel, or the link is not whole; open the one in your mail.');
  return { found, ofRecipient };
}
