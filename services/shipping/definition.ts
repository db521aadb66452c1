// What shipping needs.

import { z } from 'zod';
import { secret } from '#kernel/config';
import { type Ctx, defineService } from '#kernel/service';
import { building } from '#services/building/contract';
import { userDeleted } from '#services/iam/events';
import { orderCancelled } from '#services/order/events';
import { shipping } from './contract.ts';
import {
  shipmentCreated,
  shipmentDelivered,
  shipmentFailed,
  shipmentHandedOver,
  shipmentReaddressed,
  shipmentReadyForPickup,
} from './events.ts';

export const shippingService = defineService({
  contract: shipping,
  uses: { building },
  publishes: [
    shipmentCreated,
    shipmentReaddressed,
    shipmentHandedOver,
    shipmentReadyForPickup,
    shipmentDelivered,
    shipmentFailed,
  ],
  consumes: [orderCancelled, userDeleted],
  config: z.strictObject({
    /** Seconds from one step of the simulated carrier to the next. */
    carrierPace: z.coerce.number().int().min(1).max(86_400).default(15),
    /** Where the simulated carrier calls back to, unless its own settings say; unset, the public address. */
    carrierCallbackUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** What carriers sign their webhooks with; unset, it follows from the platform's secret. */
    carrierSecret: secret(z.string().min(24, 'must have at least 24 characters').optional()),
    /** Days for which a parcel waits in a locker or with the concierge before it goes back. */
    pickupDays: z.coerce.number().int().min(1).max(90).default(10),
    /** Days for which the address of a finished parcel is kept, for complaints. */
    keepAddressDays: z.coerce.number().int().min(1).max(3_650).default(180),
  }),
  constraints: {
    carriers_code_unique: {
      code: 'already_exists',
      message: 'There is a carrier of this code; choose another.',
      reason: 'code_taken',
    },
    shipping_zones_code_unique: {
      code: 'already_exists',
      message: 'There is a zone of this code; choose another.',
      reason: 'code_taken',
    },
    shipping_zone_areas_unique: {
      code: 'already_exists',
      message: 'An area belongs to a zone already, or stands here twice; take it out of one.',
      reason: 'area_taken',
    },
    shipping_methods_code_unique: {
      code: 'already_exists',
      message: 'The zone has a method of this code; choose another.',
      reason: 'code_taken',
    },
    shipping_methods_carrier_id_fkey: { code: 'not_found', message: 'no such carrier' },
    shipping_methods_zone_id_fkey: { code: 'not_found', message: 'no such zone' },
    shipping_rates_method_id_fkey: { code: 'not_found', message: 'no such method' },
    delivery_slots_capacity: {
      code: 'failed_precondition',
      message: 'More parcels than that have the slot; leave room for them.',
      reason: 'slot_taken',
    },
  },
  migrations: new URL('./migrations/', import.meta.url),
});

export type ShippingCtx = Ctx<typeof shippingService.definition>;
