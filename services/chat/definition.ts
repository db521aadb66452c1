// What chat needs.

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
import { contentFlagged } from '#services/community/events';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { media } from '#services/media/contract';
import { chat } from './contract.ts';
import { chatMoveOutHandled, messageSent } from './events.ts';

export const chatService = defineService({
  contract: chat,
  uses: { building, media },
  publishes: [messageSent, contentFlagged, chatMoveOutHandled],
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
    /** Days after which what was said is gone. */
    retentionDays: z.coerce.number().int().min(1).max(3_650).default(30),
  }),
  constraints: {
    channels_topic_unique: {
      code: 'already_exists',
      message: 'The building has a channel of this name; choose another.',
      reason: 'channel_name_taken',
    },
  },
  realtime: {
    topics: { channel: { resume: 'resumeChannel', of: 'channelId' } },
    calls: ['sendMessage', 'editMessage', 'deleteMessage', 'markRead', 'setTyping', 'setPresence'],
  },
  partitions: [
    { table: 'messages', keepMonths: null, keepDays: 'retentionDays' },
    { table: 'message_revisions', keepMonths: null, keepDays: 'retentionDays' },
    { table: 'mentions', keepMonths: null, keepDays: 'retentionDays' },
  ],
  plansOnce: true,
  migrations: new URL('./migrations/', import.meta.url),
});

export type ChatCtx = Ctx<typeof chatService.definition>;
