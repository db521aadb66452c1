// A parcel for its recipient: for anybody else it does not exist.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { Queries } from '#kernel/sql/database';
import type { ShippingCtx } from '../definition.ts';
import { isRecipient } from '../links.ts';
import { findParcel, type ParcelRow, type ShipmentRow } from './shipments.ts';

interface Asked {
  shipmentId: string;
  parcelToken?: string | undefined;
}

/** Raises `not_found` unless the caller is the recipient. */
export function requireRecipient(ctx: ShippingCtx, call: Call, found: ShipmentRow, token: string | undefined): void {
  if (!isRecipient(ctx, call, found, token)) fail('not_found', 'no such parcel');
}

/** The recipient's own parcel. Raises `not_found`. */
export async function findOwn(ctx: ShippingCtx, db: Queries, call: Call, asked: Asked): Promise<ParcelRow> {
  const found = await findParcel(db, asked.shipmentId);
  requireRecipient(ctx, call, found, asked.parcelToken);
  return found;
}

/** Raises `failed_precondition` for a parcel that is not handed over against a code now. */
export function requireWaiting({ state, handover, method_kind }: ParcelRow): void {
  if (state !== 'ready_for_pickup')
    fail('failed_precondition', 'There is a code once the parcel waits to be fetched.', { reason: 'not_waiting' });
  if (handover === 'door' && method_kind !== 'pickup')
    fail('failed_precondition', 'The carrier hands this parcel out by its own rules.', { reason: 'no_code' });
}
