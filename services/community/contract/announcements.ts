// Endpoints on announcements: what the management tells, and who has read it.

import { z } from 'zod';
import { endpoint, File, Id, pageInput, Timestamp } from '#kernel/contract';
import {
  AnnouncementClass,
  Audience,
  buildingInput,
  FileIds,
  Post,
  postInput,
  staffOfBuilding,
  staffOfRow,
  Text,
  Title,
} from './wire.ts';

export const createAnnouncement = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/announcements',
  summary: 'Tell those who live somewhere, now or later, until it is over',
  description: 'Everybody it is for is notified; an `emergency` at once, whatever their quiet hours.',
  access: staffOfBuilding,
  idempotent: true,
  creates: true,
  audit: ['buildingId', 'title', 'class'],
  input: z.strictObject({
    ...buildingInput,
    title: Title,
    text: Text,
    class: AnnouncementClass.default('info'),
    acknowledge: z.boolean().default(false).describe('Ask everybody to say that they have read it'),
    audience: Audience.default({ entranceIds: [], unitKinds: [], unitIds: [] }),
    fileIds: FileIds,
    publishAt: Timestamp.optional().describe('At once without it'),
    expiresAt: Timestamp.optional(),
  }),
  output: Post,
  errors: ['not_found', 'failed_precondition', 'invalid_argument'],
});

export const acknowledge = endpoint({
  method: 'POST',
  path: '/v1/posts/:postId/acknowledgement',
  summary: 'Say that I have read an announcement',
  access: 'row',
  idempotent: true,
  input: z.strictObject(postInput),
  output: z.strictObject({ acknowledgedAt: Timestamp }).meta({ id: 'Acknowledgement' }),
  errors: ['not_found', 'failed_precondition'],
});

const Receipt = z
  .strictObject({
    userId: Id,
    name: z.string().nullable().describe('Null while the accounts cannot be reached'),
    homes: z.array(z.string()),
    acknowledgedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Receipt' });

export const listReceipts = endpoint({
  method: 'GET',
  path: '/v1/posts/:postId/receipts',
  summary: 'Who has acknowledged an announcement, and who not yet',
  access: staffOfRow,
  input: z.strictObject({ ...postInput, ...pageInput }),
  output: z.strictObject({
    addressed: z.int().describe('How many people it is for now'),
    acknowledged: z.int().describe('How many have acknowledged it, also of those it is for no more'),
    items: z.array(Receipt),
    nextCursor: z.string().nullable(),
  }),
  errors: ['not_found', 'failed_precondition', 'invalid_cursor'],
});

export const exportReceipts = endpoint({
  method: 'GET',
  path: '/v1/posts/:postId/receipts.csv',
  summary: 'The receipts of an announcement as CSV',
  access: staffOfRow,
  deadlineMs: 30_000,
  input: z.strictObject(postInput),
  output: File,
  errors: ['not_found', 'failed_precondition'],
});

export const listAudience = endpoint({
  method: 'POST',
  path: '/v1/internal/announcements/audience',
  summary: 'Whom an announcement is for now',
  access: 'service',
  input: z.strictObject({ postId: Id }),
  output: z.strictObject({ title: z.string(), userIds: z.array(Id) }),
  errors: ['not_found'],
});
