import { z } from 'zod';
import { type Ctx, defineService } from '#kernel/service';
import { moveOutHandled as bookingMoveOutHandled } from '#services/booking/events';
import { chatMoveOutHandled } from '#services/chat/events';
import { communityMoveOutHandled } from '#services/community/events';
import { moveOutHandled, userDeleted } from '#services/iam/events';
import { marketplaceMoveOutHandled } from '#services/marketplace/events';
import { media } from '#services/media/contract';
import { ticketMoveOutHandled } from '#services/ticket/events';
import { building } from './contract.ts';
import {
  buildingCreated,
  residentUnverified,
  residentVerified,
  unitAssignedToUser,
  unitVacated,
  verificationRejected,
  verificationSubmitted,
} from './events.ts';

// `user.created` is not listened to: people register, ask and join under their own account, so that nothing waits here
// for an account to appear.
export const buildingService = defineService({
  contract: building,
  uses: { media },
  publishes: [
    buildingCreated,
    unitAssignedToUser,
    unitVacated,
    residentVerified,
    residentUnverified,
    verificationSubmitted,
    verificationRejected,
  ],
  consumes: [
    userDeleted,
    moveOutHandled,
    bookingMoveOutHandled,
    chatMoveOutHandled,
    communityMoveOutHandled,
    marketplaceMoveOutHandled,
    ticketMoveOutHandled,
  ],
  config: z.strictObject({
    /** How long the documents of a decided request are kept. */
    documentDays: z.coerce.number().int().min(0).max(3650).default(30),
  }),
  constraints: {
    buildings_code_unique: {
      code: 'already_exists',
      message: 'Another building has this code; choose another.',
      reason: 'code_taken',
    },
    entrances_label_unique: {
      code: 'already_exists',
      message: 'The building has an entrance of this label; choose another.',
      reason: 'label_taken',
    },
    floors_level_unique: {
      code: 'already_exists',
      message: 'The entrance has a floor at this level.',
      reason: 'level_taken',
    },
    units_label_unique: {
      code: 'already_exists',
      message: 'The entrance has a unit of this label; choose another.',
      reason: 'label_taken',
    },
    holidays_day_unique: { code: 'already_exists', message: 'This day is a holiday already.', reason: 'day_taken' },
    unit_memberships_current_unique: {
      code: 'already_exists',
      message: 'This person belongs to the home already.',
      reason: 'member_already',
    },
    verification_requests_pending_unique: {
      code: 'already_exists',
      message: 'You have asked for this home already; wait for the decision or take your request back.',
      reason: 'request_pending',
    },
    property_registrations_code_unique: {
      code: 'already_exists',
      message: 'You are registered for this building already.',
      reason: 'registered_already',
    },
    property_registrations_address_unique: {
      code: 'already_exists',
      message: 'You are registered for this address already.',
      reason: 'registered_already',
    },
  },
  migrations: new URL('./migrations/', import.meta.url),
});

export type BuildingCtx = Ctx<typeof buildingService.definition>;
