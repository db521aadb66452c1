// What ticket needs.

import { z } from 'zod';
import { type Ctx, defineService } from '#kernel/service';
import { building } from '#services/building/contract';
import {
  buildingCreated,
  residentUnverified,
  residentVerified,
  unitAssignedToUser,
  unitVacated,
} from '#services/building/events';
import { iam } from '#services/iam/contract';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { media } from '#services/media/contract';
import { ticket } from './contract.ts';
import {
  incidentOpened,
  incidentResolved,
  ticketAssigned,
  ticketClosed,
  ticketCommented,
  ticketCreated,
  ticketMoveOutHandled,
  ticketSlaBreached,
  ticketSlaWarning,
  ticketStatusChanged,
} from './events.ts';

export const ticketService = defineService({
  contract: ticket,
  uses: { building, iam, media },
  publishes: [
    ticketCreated,
    ticketAssigned,
    ticketStatusChanged,
    ticketCommented,
    ticketClosed,
    ticketSlaWarning,
    ticketSlaBreached,
    incidentOpened,
    incidentResolved,
    ticketMoveOutHandled,
  ],
  consumes: [
    buildingCreated,
    unitAssignedToUser,
    unitVacated,
    residentVerified,
    residentUnverified,
    userRoleChanged,
    userDeleted,
  ],
  config: z.strictObject({
    /** Days after which a resolved ticket closes by itself. */
    autoCloseDays: z.coerce.number().int().min(1).max(365).default(7),
    /** Days for which the household may reopen what was resolved. */
    reopenDays: z.coerce.number().int().min(1).max(365).default(14),
  }),
  constraints: {
    categories_name_unique: {
      code: 'already_exists',
      message: 'There is a category of this name beside it; choose another.',
      reason: 'category_name_taken',
    },
    assets_name_unique: {
      code: 'already_exists',
      message: 'The register has an asset of this name; choose another.',
      reason: 'asset_name_taken',
    },
  },
  // What was promised and what became of it may be asked for years later, so no month is ever dropped.
  partitions: [{ table: 'status_history', keepMonths: null }],
  migrations: new URL('./migrations/', import.meta.url),
});

export type TicketCtx = Ctx<typeof ticketService.definition>;
