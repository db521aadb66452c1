// What community needs.

import { z } from 'zod';
import { type Ctx, defineService } from '#kernel/service';
import { building } from '#services/building/contract';
import { residentUnverified, residentVerified, unitAssignedToUser, unitVacated } from '#services/building/events';
import { iam } from '#services/iam/contract';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { media } from '#services/media/contract';
import { community } from './contract.ts';
import {
  announcementPublished,
  commentCreated,
  communityMoveOutHandled,
  contentFlagged,
  contentModerated,
  postChanged,
  postCreated,
} from './events.ts';

export const communityService = defineService({
  contract: community,
  uses: { building, iam, media },
  publishes: [
    postCreated,
    postChanged,
    commentCreated,
    contentFlagged,
    contentModerated,
    announcementPublished,
    communityMoveOutHandled,
  ],
  consumes: [unitAssignedToUser, unitVacated, residentVerified, residentUnverified, userRoleChanged, userDeleted],
  config: z.strictObject({
    /** The weight of flags at which a post or a comment is hidden until somebody decides; 100 is one newcomer's. */
    hideAtPercent: z.coerce.number().int().min(50).max(10_000).default(300),
  }),
  constraints: {
    flags_once: {
      code: 'already_exists',
      message: 'You have flagged this already; somebody will look at it.',
      reason: 'flagged_already',
    },
  },
  migrations: new URL('./migrations/', import.meta.url),
});

export type CommunityCtx = Ctx<typeof communityService.definition>;
