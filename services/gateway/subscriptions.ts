// What outdates the pages the gateway keeps, and whom its logs must forget.

import {
  residentUnverified,
  residentVerified,
  unitAssignedToUser,
  unitVacated,
  verificationRejected,
  verificationSubmitted,
} from '#services/building/events';
import { userDeleted } from '#services/iam/events';
import {
  ticketAssigned,
  ticketClosed,
  ticketCreated,
  ticketSlaBreached,
  ticketStatusChanged,
} from '#services/ticket/events';
import type { GatewayCtx } from './api-log.ts';
import { gatewayService } from './definition.ts';

/** The owner told of the change after it was made, so that what is asked from now on has it in it. */
const outdateBuilding = (ctx: GatewayCtx, { buildingId }: { buildingId: string }): Promise<void> =>
  ctx.uncache(buildingId);

export const subscriptions = [
  gatewayService.on(ticketCreated, outdateBuilding),
  gatewayService.on(ticketAssigned, outdateBuilding),
  gatewayService.on(ticketStatusChanged, outdateBuilding),
  gatewayService.on(ticketClosed, outdateBuilding),
  gatewayService.on(ticketSlaBreached, outdateBuilding),
  gatewayService.on(verificationSubmitted, outdateBuilding),
  gatewayService.on(verificationRejected, outdateBuilding),
  gatewayService.on(residentVerified, outdateBuilding),
  gatewayService.on(residentUnverified, outdateBuilding),
  gatewayService.on(unitAssignedToUser, outdateBuilding),
  gatewayService.on(unitVacated, outdateBuilding),
  gatewayService.on(userDeleted, async (_ctx, { userId }, tx) => {
    await tx.run`update api_logs set user_id = null, ip_address = null, user_agent = null where user_id = ${userId}`;
    await tx.run`
      update analytics_events set user_id = null, ip_address = null, user_agent = null where user_id = ${userId}`;
  }),
];
