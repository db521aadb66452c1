// The facts chat owns. What was said is not among them: who needs it asks.

import { z } from 'zod';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';

export const ChannelKind = z.enum(['building', 'entrance', 'topic', 'direct']).meta({ id: 'ChannelKind' });

export const messageSent = event(
  'message.sent',
  1,
  'channelId',
  z.strictObject({
    channelId: Id,
    buildingId: Id,
    kind: ChannelKind,
    channelName: z.string().nullable(),
    messageId: Id,
    number: z.int(),
    authorId: Id,
    /** Whom it names, and the other of a direct channel, unless they have muted the channel. */
    mentions: z.array(Id),
    recipientId: Id.nullable(),
  }),
  'Something was said in a channel',
);

export const chatMoveOutHandled = event(
  'chat.move_out_handled',
  1,
  'moveOutId',
  z.strictObject({ moveOutId: Id, ended: z.record(z.string(), z.int()) }),
  'chat has done its share of a move-out: how many channels were closed to the person',
);
