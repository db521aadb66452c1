// Endpoints on channels: which there are, who is in them, and how far somebody has read.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { Channel, channelInput } from './wire.ts';

export const listChannels = endpoint({
  method: 'GET',
  path: '/v1/channels',
  summary: 'My channels, those with the newest messages first, with what is unread',
  access: 'user',
  input: z.strictObject({ ...pageInput, buildingId: Id.optional() }),
  output: pageOf(Channel),
});

export const getChannel = endpoint({
  method: 'GET',
  path: '/v1/channels/:channelId',
  summary: 'A channel, with what is unread',
  access: 'row',
  input: z.strictObject({ ...channelInput }),
  output: Channel,
  errors: ['not_found'],
});

export const createChannel = endpoint({
  method: 'POST',
  path: '/v1/channels',
  summary: 'Open a channel on a topic, for everybody of the building',
  access: { role: ['resident', 'manager', 'support'], of: { building: 'buildingId' } },
  creates: true,
  idempotent: true,
  limit: { per: 'user', capacity: 10, perMinute: 2 },
  input: z.strictObject({ buildingId: Id, name: line(60, 2), description: prose(500, 0).default('') }),
  output: Channel,
  errors: ['already_exists', 'permission_denied', 'not_found'],
});

export const openDirectChannel = endpoint({
  method: 'POST',
  path: '/v1/direct-channels',
  summary: 'The channel of me and somebody else of the building; made if there is none yet',
  access: 'row',
  creates: true,
  limit: { per: 'user', capacity: 20, perMinute: 10 },
  input: z.strictObject({ buildingId: Id, userId: Id }),
  output: Channel,
  errors: ['not_found', 'failed_precondition'],
});

export const updateChannel = endpoint({
  method: 'PATCH',
  path: '/v1/channels/:channelId',
  summary: 'Rename, describe or archive a channel on a topic; for managers and whoever opened it',
  access: 'row',
  audit: ['channelId', 'name', 'archived'],
  input: z.strictObject({
    ...channelInput,
    name: line(60, 2).optional(),
    description: prose(500, 0).optional(),
    archived: z.boolean().optional(),
  }),
  output: Channel,
  errors: ['not_found', 'permission_denied', 'already_exists'],
});

export const listMembers = endpoint({
  method: 'GET',
  path: '/v1/channels/:channelId/members',
  summary: 'Who is in a channel, and who of them is connected now',
  access: 'row',
  input: z.strictObject({ ...channelInput, ...pageInput }),
  output: pageOf(
    z.strictObject({ userId: Id, staff: z.boolean(), presence: z.enum(['online', 'away', 'offline']) }).meta({
      id: 'ChannelMember',
    }),
  ),
  errors: ['not_found'],
});

export const markRead = endpoint({
  method: 'PUT',
  path: '/v1/channels/:channelId/read',
  summary: 'Say how far I have read; what was read stays read',
  access: 'row',
  input: z.strictObject({ ...channelInput, number: z.int().min(0).max(2_147_483_647) }),
  output: z.strictObject({ readNumber: z.int(), unread: z.int() }),
  errors: ['not_found'],
});

export const muteChannel = endpoint({
  method: 'PUT',
  path: '/v1/channels/:channelId/mute',
  summary: 'Get no notifications of a channel until then; null ends it',
  access: 'row',
  input: z.strictObject({ ...channelInput, until: Timestamp.nullable() }),
  output: Nothing,
  errors: ['not_found'],
});

export const setTyping = endpoint({
  method: 'POST',
  path: '/v1/channels/:channelId/typing',
  summary: 'Show the others for some seconds that I write; never kept',
  access: 'row',
  limit: { per: 'user', capacity: 30, perMinute: 60 },
  input: z.strictObject({ ...channelInput }),
  output: Nothing,
  errors: ['not_found'],
});

export const setPresence = endpoint({
  method: 'PUT',
  path: '/v1/me/presence',
  summary: 'Show for a minute that I am here or away; never kept',
  access: 'user',
  limit: { per: 'user', capacity: 30, perMinute: 30 },
  input: z.strictObject({ state: z.enum(['online', 'away', 'offline']) }),
  output: Nothing,
});
