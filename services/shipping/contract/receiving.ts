// What recipients and the staff of their buildings do, and what carriers tell.

import { z } from 'zod';
import { Content, endpoint, File, Id, Nothing, pageInput, pageOf, prose } from '#kernel/contract';
import * as wire from './wire.ts';

const TrackingNumber = z.string().regex(/^\d{18}$/, 'has 18 digits');
const Token = z.string().max(100);
/** Guests send the token of the link in their mail; who is signed in needs none. */
const onParcel = { shipmentId: Id, parcelToken: Token.optional() };
const headers = { parcelToken: 'x-parcel-token' };
const tries = { per: 'ip', capacity: 30, perMinute: 10, whenDown: 'refuse' } as const;

export const receiving = {
  listMyParcels: endpoint({
    method: 'GET',
    path: '/v1/me/parcels',
    summary: 'My parcels, newest first',
    access: 'user',
    input: z.strictObject({ ...pageInput, open: z.boolean().optional() }),
    output: pageOf(wire.Parcel),
  }),
  getParcel: endpoint({
    method: 'GET',
    path: '/v1/parcels/:shipmentId',
    summary: 'A parcel of mine',
    access: 'public',
    headers,
    input: z.strictObject(onParcel),
    output: wire.ParcelDetail,
    errors: ['not_found'],
  }),
  chooseHandover: endpoint({
    method: 'PUT',
    path: '/v1/parcels/:shipmentId/handover',
    summary: 'Choose door, locker or concierge and leave a note, until the parcel is handed over',
    access: 'public',
    headers,
    input: z.strictObject({ ...onParcel, handover: wire.Handover, note: prose(300).nullable().default(null) }),
    output: wire.ParcelDetail,
    errors: ['not_found', 'failed_precondition'],
  }),
  getHandoverCode: endpoint({
    method: 'GET',
    path: '/v1/parcels/:shipmentId/code',
    summary: 'The code that a waiting parcel is handed over for',
    access: 'public',
    headers,
    input: z.strictObject(onParcel),
    output: z.strictObject({ code: z.string(), triesLeft: z.int() }),
    errors: ['not_found', 'failed_precondition'],
  }),
  renewHandoverCode: endpoint({
    method: 'POST',
    path: '/v1/parcels/:shipmentId/code',
    summary: 'Get another code, after too many wrong tries or where somebody else saw it; ten times at most',
    access: 'public',
    headers,
    limit: tries,
    input: z.strictObject(onParcel),
    output: z.strictObject({ code: z.string(), triesLeft: z.int() }),
    errors: ['not_found', 'failed_precondition'],
  }),
  trackShipment: endpoint({
    method: 'GET',
    path: '/v1/tracking/:trackingNumber',
    summary: 'Where a parcel is, for whoever has its link',
    access: 'public',
    limit: { per: 'ip', capacity: 60, perMinute: 60 },
    input: z.strictObject({ trackingNumber: TrackingNumber, token: Token }),
    output: wire.Tracking,
    errors: ['not_found'],
  }),
  showTracking: endpoint({
    method: 'GET',
    path: '/v1/tracking/:trackingNumber/page',
    summary: 'The page that the link of a mail opens: where the parcel is, and the hand-over code for its recipient',
    access: 'public',
    limit: { per: 'ip', capacity: 60, perMinute: 60 },
    input: z.strictObject({ trackingNumber: TrackingNumber, token: Token }),
    output: File,
    errors: ['not_found'],
  }),
  listWaitingParcels: endpoint({
    method: 'GET',
    path: '/v1/buildings/:buildingId/parcels',
    summary: 'The parcels that wait in the lockers of a building or with its concierge, oldest first',
    access: { role: ['manager', 'support'], of: { building: 'buildingId' } },
    input: z.strictObject({ buildingId: Id, ...pageInput }),
    output: pageOf(wire.WaitingParcel),
  }),
  confirmHandover: endpoint({
    method: 'POST',
    path: '/v1/parcel-handovers',
    summary: 'Hand a waiting parcel over against its code',
    description:
      'For the staff of the building and for the vendor. After five wrong codes the recipient must ask for another: ' +
      '`failed_precondition` with `code_locked`; a wrong one is `code_wrong` with `triesLeft` in `details`.',
    access: 'row',
    limit: tries,
    audit: ['trackingNumber'],
    input: z.strictObject({ trackingNumber: TrackingNumber, code: z.string().trim().max(12) }),
    output: z.strictObject({ shipmentId: Id, state: wire.ShipmentState }),
    errors: ['not_found', 'failed_precondition'],
  }),
  takeCarrierEvent: endpoint({
    method: 'POST',
    path: '/v1/webhooks/carriers/:carrierCode',
    summary: 'What a carrier tells of a parcel',
    description:
      'Signed: `x-carrier-signature` is the HMAC-SHA-256 of the raw body in hexadecimal, by the secret agreed with the ' +
      'carrier. An event counts once, by its id; a late one changes no state.',
    access: 'public',
    limit: { per: 'ip', capacity: 6_000, perMinute: 6_000 },
    upload: { maxBytes: 65_536, types: ['application/json'] },
    headers: { signature: 'x-carrier-signature' },
    input: z.strictObject({
      carrierCode: z.string().max(40),
      signature: z.string().max(200).optional(),
      content: Content,
      contentType: z.string().max(200),
    }),
    output: Nothing,
    errors: ['not_found', 'permission_denied'],
  }),
};
