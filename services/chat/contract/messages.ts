// Endpoints on messages.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { ChannelChanges, channelInput, Message, MessageReport, messageInput, ReportReason, Text } from './wire.ts';

export const resumeChannel = endpoint({
  method: 'GET',
  path: '/v1/channels/:channelId/changes',
  summary: 'What changed in a channel since a sequence; the newest messages without one',
  description:
    'Over a socket: `follow` the topic `chat.channel` with the same input, and what is said from then on is pushed, ' +
    'without a gap.',
  access: 'row',
  input: z.strictObject({
    ...channelInput,
    lastSequence: z.int().min(0).max(2_147_483_647).optional(),
    limit: pageInput.limit.default(100),
  }),
  output: ChannelChanges,
  errors: ['not_found'],
});

export const sendMessage = endpoint({
  method: 'POST',
  path: '/v1/channels/:channelId/messages',
  summary: 'Say something',
  description:
    '`localId` is the id your client gives the message: sent again under it, the message is there once, and the push ' +
    'that brings it to you carries it.',
  access: 'row',
  creates: true,
  limit: { per: 'user', capacity: 60, perMinute: 120 },
  input: z.strictObject({
    ...channelInput,
    localId: Id,
    text: Text,
    mentions: z.array(Id).max(20).default([]),
    fileIds: z.array(Id).max(10).default([]),
    replyTo: Id.optional(),
  }),
  output: Message,
  errors: ['not_found', 'permission_denied', 'failed_precondition'],
});

export const listMessages = endpoint({
  method: 'GET',
  path: '/v1/channels/:channelId/messages',
  summary: 'The messages of a channel, newest first',
  access: 'row',
  input: z.strictObject({ ...channelInput, ...pageInput }),
  output: pageOf(Message),
  errors: ['not_found'],
});

export const editMessage = endpoint({
  method: 'PATCH',
  path: '/v1/channels/:channelId/messages/:messageId',
  summary: 'Say it otherwise; what was said before is kept beside it',
  access: 'row',
  input: z.strictObject({
    ...messageInput,
    text: Text.min(1),
    expectedVersion: z.int().min(1).max(2_147_483_647).optional().describe('Or the ETag as If-Match'),
  }),
  output: Message,
  errors: ['not_found', 'permission_denied', 'failed_precondition', 'version_mismatch'],
});

export const deleteMessage = endpoint({
  method: 'DELETE',
  path: '/v1/channels/:channelId/messages/:messageId',
  summary: 'Take back a message; a manager may take back those of others',
  access: 'row',
  audit: ['channelId', 'messageId'],
  input: z.strictObject({ ...messageInput }),
  output: Message,
  errors: ['not_found', 'permission_denied'],
});

export const listRevisions = endpoint({
  method: 'GET',
  path: '/v1/channels/:channelId/messages/:messageId/revisions',
  summary: 'What a message said before, the newest first; of a deleted one for managers and its author',
  access: 'row',
  input: z.strictObject({ ...messageInput }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({ revision: z.int(), text: z.string(), replacedAt: Timestamp }).meta({ id: 'MessageRevision' }),
    ),
  }),
  errors: ['not_found'],
});

export const listMessageFiles = endpoint({
  method: 'GET',
  path: '/v1/channels/:channelId/messages/:messageId/files',
  summary: 'The files of a message, with links good for a quarter of an hour',
  access: 'row',
  input: z.strictObject({ ...messageInput }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({ fileId: Id, mime: z.string(), size: z.int(), url: z.url(), thumbnailUrl: z.url().nullable() }),
    ),
  }),
  errors: ['not_found', 'unavailable'],
});

export const pinMessage = endpoint({
  method: 'PUT',
  path: '/v1/channels/:channelId/messages/:messageId/pin',
  summary: 'Pin a message; in a channel of more than two that is for staff and whoever opened it',
  access: 'row',
  input: z.strictObject({ ...messageInput }),
  output: Message,
  errors: ['not_found', 'permission_denied', 'failed_precondition'],
});

export const unpinMessage = endpoint({
  method: 'DELETE',
  path: '/v1/channels/:channelId/messages/:messageId/pin',
  summary: 'Unpin a message',
  access: 'row',
  input: z.strictObject({ ...messageInput }),
  output: Message,
  errors: ['not_found', 'permission_denied', 'failed_precondition'],
});

export const listPins = endpoint({
  method: 'GET',
  path: '/v1/channels/:channelId/pins',
  summary: 'The pinned messages of a channel, the newest pin first',
  access: 'row',
  input: z.strictObject({ ...channelInput }),
  output: z.strictObject({ items: z.array(Message) }),
  errors: ['not_found'],
});

export const searchMessages = endpoint({
  method: 'GET',
  path: '/v1/messages/search',
  summary: 'Messages of my channels that have all the words, or their beginnings, newest first',
  access: 'user',
  input: z.strictObject({ q: z.string().min(1).max(200), channelId: Id.optional(), ...pageInput }),
  output: pageOf(Message),
});

export const listMentions = endpoint({
  method: 'GET',
  path: '/v1/me/mentions',
  summary: 'Messages that name me, newest first',
  access: 'user',
  input: z.strictObject({ ...pageInput }),
  output: pageOf(Message),
});

export const reportMessage = endpoint({
  method: 'POST',
  path: '/v1/channels/:channelId/messages/:messageId/reports',
  summary: 'Report a message to the management; again by the same person changes nothing',
  access: 'row',
  creates: true,
  limit: { per: 'user', capacity: 20, perMinute: 10 },
  input: z.strictObject({ ...messageInput, reason: ReportReason, note: prose(1_000, 0).default('') }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;

export const listReports = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/message-reports',
  summary: 'Messages that were reported, newest first',
  access: managerOfBuilding,
  input: z.strictObject({ buildingId: Id, ...pageInput, state: MessageReport.shape.state.optional() }),
  output: pageOf(MessageReport),
});

export const decideReport = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/message-reports/:reportId/decision',
  summary: 'Let a reported message stand, or take it back',
  access: managerOfBuilding,
  audit: ['reportId', 'decision'],
  input: z.strictObject({ buildingId: Id, reportId: Id, decision: z.enum(['dismissed', 'removed']) }),
  output: MessageReport,
  errors: ['not_found', 'failed_precondition'],
});
