// The facts shipping owns.

import { z } from 'zod';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';

const about = {
  shipmentId: Id,
  orderId: Id,
  vendorId: Id,
  lines: z.array(z.strictObject({ lineId: Id, quantity: z.int() })),
};

export const shipmentCreated = event(
  'shipment.created',
  1,
  'shipmentId',
  z.strictObject(about),
  'A parcel of an order is to be sent',
);
export const shipmentReaddressed = event(
  'shipment.readdressed',
  1,
  'shipmentId',
  z.strictObject({ shipmentId: Id, orderId: Id, vendorId: Id }),
  'The parcel goes somewhere else from now on; where to is asked for',
);
export const shipmentHandedOver = event(
  'shipment.handed_over',
  1,
  'shipmentId',
  z.strictObject(about),
  'The carrier has the parcel: what is in it can be cancelled no more',
);
export const shipmentReadyForPickup = event(
  'shipment.ready_for_pickup',
  1,
  'shipmentId',
  z.strictObject(about),
  'The parcel waits in a locker or with the concierge, to be had for its code',
);
export const shipmentDelivered = event(
  'shipment.delivered',
  1,
  'shipmentId',
  z.strictObject(about),
  'The parcel has arrived',
);
export const shipmentFailed = event(
  'shipment.failed',
  1,
  'shipmentId',
  z.strictObject({ ...about, reason: z.string() }),
  'The parcel could not be delivered and comes back',
);
