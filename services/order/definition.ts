// What order needs.

import { z } from 'zod';
import { named, secret } from '#kernel/config';
import { type Ctx, defineService } from '#kernel/service';
import { catalog } from '#services/catalog/contract';
import { preorderServed } from '#services/catalog/events';
import { discount } from '#services/discount/contract';
import { userDeleted } from '#services/iam/events';
import { payment } from '#services/payment/contract';
import { paymentAuthorised, paymentFailed, paymentSucceeded, refundIssued } from '#services/payment/events';
import { shipping } from '#services/shipping/contract';
import { shipmentDelivered, shipmentFailed, shipmentHandedOver, shipmentReaddressed } from '#services/shipping/events';
import { order } from './contract.ts';
import {
  groupBuyLapsed,
  groupBuyOpened,
  groupBuyPledgeFailed,
  groupBuyProposed,
  groupBuySucceeded,
  orderCancelled,
  orderConfirmed,
  orderFulfilled,
  orderPlaced,
} from './events.ts';

export const orderService = defineService({
  contract: order,
  uses: { catalog, discount, payment, shipping },
  publishes: [
    orderPlaced,
    orderConfirmed,
    orderCancelled,
    orderFulfilled,
    groupBuyProposed,
    groupBuyOpened,
    groupBuySucceeded,
    groupBuyLapsed,
    groupBuyPledgeFailed,
  ],
  consumes: [
    paymentAuthorised,
    paymentSucceeded,
    paymentFailed,
    refundIssued,
    preorderServed,
    shipmentReaddressed,
    shipmentHandedOver,
    shipmentDelivered,
    shipmentFailed,
    userDeleted,
  ],
  config: z.strictObject({
    /** How long stock and coupons are kept for a buyer who pays. */
    holdMinutes: z.coerce.number().int().min(1).max(1_440).default(15),
    /** How long a step may take before it counts as not answered; the payment's provider gets thrice that. */
    stepTimeoutMs: z.coerce.number().int().min(10).max(30_000).default(5_000),
    /** Where taxes are reckoned for while the destination is not known. */
    taxCountry: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default('DE'),
    taxRounding: z.enum(['half_up', 'half_even']).default('half_up'),
    /** An outside provider of taxes; without one the rules of the tax table hold. */
    taxProviderUrl: named('TAX_PROVIDER_URL', z.url().optional()),
    taxProviderKey: secret(named('TAX_PROVIDER_KEY', z.string().max(500).optional())),
    /** For tests and closed networks: lets the provider be asked by plain HTTP at a private address. */
    taxProviderInsecure: z.stringbool().default(false),
  }),
  constraints: {
    checkout_sagas_number: {
      code: 'conflict',
      message: 'The order number is taken; try again.',
      reason: 'number_taken',
    },
    group_buy_pledges_once: {
      code: 'already_exists',
      message: 'You take part already; leave first to change it.',
      reason: 'joined_already',
    },
    order_items_cancelled: {
      code: 'failed_precondition',
      message: 'So many pieces are not left to be cancelled.',
      reason: 'not_so_many',
    },
  },
  plansOnce: true,
  // What was ordered and paid is kept for as long as books are.
  partitions: [{ table: 'order_status_history', keepMonths: null }],
  migrations: new URL('./migrations/', import.meta.url),
});

export type OrderCtx = Ctx<typeof orderService.definition>;
