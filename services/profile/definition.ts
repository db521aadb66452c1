// What profile needs: the services that keep anything about people, to ask them for it.

import { z } from 'zod';
import { type Ctx, defineService } from '#kernel/service';
import { booking } from '#services/booking/contract';
import { building } from '#services/building/contract';
import { cart } from '#services/cart/contract';
import { catalog } from '#services/catalog/contract';
import { chat } from '#services/chat/contract';
import { community } from '#services/community/contract';
import { discount } from '#services/discount/contract';
import { gateway } from '#services/gateway/contract';
import { iam } from '#services/iam/contract';
import { userCreated, userDeleted } from '#services/iam/events';
import { marketplace } from '#services/marketplace/contract';
import { media } from '#services/media/contract';
import { notification } from '#services/notification/contract';
import { order } from '#services/order/contract';
import { payment } from '#services/payment/contract';
import { shipping } from '#services/shipping/contract';
import { ticket } from '#services/ticket/contract';
import { profile } from './contract.ts';
import { exportReady } from './events.ts';

export const profileService = defineService({
  contract: profile,
  uses: {
    booking,
    building,
    cart,
    catalog,
    chat,
    community,
    discount,
    gateway,
    iam,
    marketplace,
    media,
    notification,
    order,
    payment,
    shipping,
    ticket,
  },
  publishes: [exportReady],
  consumes: [userCreated, userDeleted],
  config: z.strictObject({
    /** How long services are asked for somebody's data before they are named as those that did not answer. */
    exportHours: z.coerce.number().int().min(1).max(720).default(24),
    /** How long a finished export is kept. */
    exportDays: z.coerce.number().int().min(1).max(90).default(7),
    /** How long the report on a deleted account is kept. */
    erasureDays: z.coerce.number().int().min(1).max(3_650).default(365),
  }),
  constraints: {
    data_requests_once: {
      code: 'already_exists',
      message: 'Your data is being collected already; you hear of it when it is ready.',
      reason: 'export_running',
    },
  },
  migrations: new URL('./migrations/', import.meta.url),
});

export type ProfileCtx = Ctx<typeof profileService.definition>;
