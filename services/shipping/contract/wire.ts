// What goes over the wire about deliveries.

import { z } from 'zod';
import { Id, line, Money, prose, Timestamp } from '#kernel/contract';

export const Country = z.string().regex(/^[A-Z]{2}$/, 'must be a country of ISO 3166-1, e.g. DE');
export const Region = z.string().regex(/^[A-Z0-9]{1,3}$/, 'must be the part of ISO 3166-2 after the country, e.g. BY');
export const Postcode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/);

/** Where something goes, as far as rates and taxes need to know. */
export const Destination = z
  .strictObject({ country: Country, region: Region.nullable().default(null), postcode: Postcode })
  .meta({ id: 'Destination' });
export type Destination = z.output<typeof Destination>;

/** How a parcel is handed over: at the door, in the entrance's locker, or by the concierge, the last two against a code. */
export const Handover = z.enum(['door', 'locker', 'concierge']);
export type Handover = z.output<typeof Handover>;

/** A whole address. Personal data: it is stored encrypted and stands in no event. */
export const Address = z
  .strictObject({
    name: line(100),
    company: line(100).nullable().default(null),
    line1: line(200),
    line2: line(200).nullable().default(null),
    postcode: Postcode,
    city: line(100),
    region: Region.nullable().default(null),
    country: Country,
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'must be in the form +4930123456')
      .nullable()
      .default(null),
    /** The home it goes to, where that is a unit of a building on the platform. */
    unitId: Id.nullable().default(null),
    handover: Handover.default('door'),
    note: prose(300).nullable().default(null),
  })
  .meta({ id: 'Address' });
export type Address = z.output<typeof Address>;

/** What is to be sent, of one vendor's part of an order. */
export const ParcelLine = z.strictObject({
  vendorId: Id,
  quantity: z.int().min(1).max(9_999),
  /** Of one piece. */
  weightGrams: z.int().min(0).max(10_000_000),
  /** Of all pieces, after discounts, in minor units. */
  value: z.string().regex(/^\d{1,18}$/),
});

export const DeliverySlot = z
  .strictObject({ id: Id, from: Timestamp, until: Timestamp, left: z.int() })
  .meta({ id: 'DeliverySlot' });

/** One way to send all of it, with what it costs. */
export const ShippingQuote = z
  .strictObject({
    methodId: Id,
    name: z.string(),
    carrier: z.string(),
    amount: Money,
    /** The part of each vendor, who each send a parcel of their own; they sum to the amount. */
    parts: z.array(z.strictObject({ vendorId: Id, amount: z.string() })),
    /** Days on which it should arrive. */
    earliest: z.iso.date(),
    latest: z.iso.date(),
    taxCategory: z.string(),
    slots: z.array(DeliverySlot),
  })
  .meta({ id: 'ShippingQuote' });
export type ShippingQuote = z.output<typeof ShippingQuote>;

export const ShipmentState = z
  .enum(['pending', 'labelled', 'handed_over', 'in_transit', 'ready_for_pickup', 'delivered', 'failed', 'cancelled'])
  .meta({ id: 'ShipmentState' });
export type ShipmentState = z.output<typeof ShipmentState>;

/** How far a parcel is with whom: the states, and what else happens on the way. */
export const TrackingKind = z.enum([
  ...ShipmentState.options,
  'packed',
  'split',
  'delayed',
  'slot_moved',
  'slot_none_free',
  'pieces_cancelled',
  'cancelled_too_late',
  'handover_changed',
  'address_changed',
  'address_kept',
  'returning',
]);
export type TrackingKind = z.output<typeof TrackingKind>;

export const TrackingEntry = z
  .strictObject({ kind: TrackingKind, at: Timestamp, place: z.string().nullable(), note: z.string().nullable() })
  .meta({ id: 'TrackingEntry' });

const parcel = {
  id: Id,
  orderId: Id,
  orderNumber: z.string(),
  vendorId: Id,
  state: ShipmentState,
  carrier: z.string(),
  method: z.string(),
  trackingNumber: z.string(),
  handover: Handover,
  slot: z.strictObject({ from: Timestamp, until: Timestamp }).nullable(),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
};
const ShipmentLine = z
  .strictObject({ lineId: Id, title: z.string(), quantity: z.int(), cancelled: z.int() })
  .meta({ id: 'ShipmentLine' });

/** A parcel as its order knows it. */
export const OrderShipment = z
  .strictObject({
    shipmentId: Id,
    vendorId: Id,
    state: ShipmentState,
    trackingNumber: z.string(),
    url: z.url(),
    /** By which whoever has it acts as the recipient: the header `x-parcel-token`. */
    parcelToken: z.string(),
    lines: z.array(ShipmentLine),
  })
  .meta({ id: 'OrderShipment' });

/** A parcel as its recipient sees it. */
export const Parcel = z.strictObject({ ...parcel, url: z.url() }).meta({ id: 'Parcel' });
export const ParcelDetail = z
  .strictObject({
    ...parcel,
    url: z.url(),
    /** Null once it is forgotten. */
    address: Address.nullable(),
    lines: z.array(ShipmentLine),
    timeline: z.array(TrackingEntry),
  })
  .meta({ id: 'ParcelDetail' });

/** A parcel as anybody sees who has its number and the token of its link: nothing of it names a person. */
export const Tracking = z
  .strictObject({
    trackingNumber: z.string(),
    state: ShipmentState,
    carrier: z.string(),
    handover: Handover,
    slot: z.strictObject({ from: Timestamp, until: Timestamp }).nullable(),
    timeline: z.array(TrackingEntry),
  })
  .meta({ id: 'Tracking' });

/** A parcel as its vendor sees it on the board. */
export const Shipment = z
  .strictObject({
    ...parcel,
    part: z.int(),
    weightGrams: z.int(),
    pieces: z.int(),
    packedAt: Timestamp.nullable(),
    /** Why there is no label yet, or why it failed. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'Shipment' });
export const ShipmentDetail = z
  .strictObject({
    shipment: Shipment,
    address: Address.nullable(),
    lines: z.array(ShipmentLine),
    timeline: z.array(TrackingEntry),
  })
  .meta({ id: 'ShipmentDetail' });

/** A parcel that waits in a building, as its staff see it. */
export const WaitingParcel = z
  .strictObject({
    shipmentId: Id,
    trackingNumber: z.string(),
    recipient: z.string().nullable(),
    unitId: Id.nullable(),
    handover: Handover,
    readyAt: Timestamp,
  })
  .meta({ id: 'WaitingParcel' });

/** Whom labels name as the sender. */
export const Sender = Address.omit({ unitId: true, handover: true, note: true }).meta({ id: 'Sender' });
export type Sender = z.output<typeof Sender>;
