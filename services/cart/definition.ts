// What cart needs.

import { z } from 'zod';
import { type Ctx, defineService } from '#kernel/service';
import { building } from '#services/building/contract';
import { inventoryChanged, priceChanged, productUpdated } from '#services/catalog/events';
import { userDeleted } from '#services/iam/events';
import { order } from '#services/order/contract';
import { orderCancelled, orderConfirmed } from '#services/order/events';
import { Currency } from './contract/wire.ts';
import { cart } from './contract.ts';
import { cartAbandoned } from './events.ts';

export const cartService = defineService({
  contract: cart,
  uses: { building, order },
  publishes: [cartAbandoned],
  consumes: [productUpdated, priceChanged, inventoryChanged, orderConfirmed, orderCancelled, userDeleted],
  config: z.strictObject({
    /** The currency of a cart that names none. */
    currency: Currency.default('EUR'),
    /** Hours without a change after which a cart counts as abandoned. */
    abandonedAfterHours: z.coerce.number().int().min(1).max(720).default(24),
    /** Days for which the cart of a guest is kept after its last change. */
    keepDays: z.coerce.number().int().min(1).max(730).default(90),
  }),
  plansOnce: true,
  migrations: new URL('./migrations/', import.meta.url),
});

export type CartCtx = Ctx<typeof cartService.definition>;
