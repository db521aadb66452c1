// The wire forms of channels and messages.

import { z } from 'zod';
import { Id, prose, Timestamp } from '#kernel/contract';
import { ChannelKind as Kind } from '../events.ts';

export const ReportReason = z.enum(['spam', 'abuse', 'dangerous', 'other']).meta({ id: 'ReportReason' });

export const Text = prose(4_000, 0);

export const Message = z
  .strictObject({
    id: Id,
    channelId: Id,
    number: z.int().describe('Its place among the messages of the channel'),
    sequence: z.int().describe('The number of its last change among the changes of the channel'),
    authorId: Id.nullable(),
    localId: Id.describe('The id its author’s client gave it'),
    text: z.string(),
    fileIds: z.array(Id),
    mentions: z.array(Id),
    replyTo: Id.nullable(),
    sentAt: Timestamp,
    editedAt: Timestamp.nullable(),
    deletedAt: Timestamp.nullable(),
    pinned: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'Message' });
export type Message = z.output<typeof Message>;

export const Channel = z
  .strictObject({
    id: Id,
    buildingId: Id,
    kind: Kind,
    entranceId: Id.nullable(),
    name: z.string().nullable().describe('Direct channels have none'),
    description: z.string(),
    userIds: z.array(Id).nullable().describe('The two of a direct channel'),
    lastNumber: z.int(),
    lastSequence: z.int(),
    lastAt: Timestamp.nullable(),
    readNumber: z.int(),
    unread: z.int(),
    unreadMentions: z.int(),
    mutedUntil: Timestamp.nullable(),
    archived: z.boolean(),
    mayPost: z.boolean(),
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Channel' });
export type Channel = z.output<typeof Channel>;

export const ChannelChanges = z
  .strictObject({
    channelId: Id,
    sequence: z.int().describe('Where the next resume starts from'),
    complete: z.boolean().describe('False if there is more: ask again from `sequence`'),
    messages: z.array(Message).describe('In the order of their last changes'),
  })
  .meta({ id: 'ChannelChanges' });

export const MessageReport = z
  .strictObject({
    id: Id,
    buildingId: Id,
    channelId: Id,
    messageId: Id,
    authorId: Id.nullable(),
    text: z.string(),
    reason: ReportReason,
    note: z.string(),
    state: z.enum(['open', 'dismissed', 'removed']),
    createdAt: Timestamp,
    decidedBy: Id.nullable(),
    decidedAt: Timestamp.nullable(),
  })
  .meta({ id: 'MessageReport' });

export const channelInput = { channelId: Id };
export const messageInput = { channelId: Id, messageId: Id };
