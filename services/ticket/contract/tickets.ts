// What people do with the tickets they may see.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, prose } from '#kernel/contract';
import {
  FileIds,
  Place,
  Tag,
  Ticket,
  TicketAttachment,
  TicketComment,
  TicketDetails,
  TimelineEntry,
  Title,
  ticketInput,
  versionInput,
} from './wire.ts';

export const openTicket = endpoint({
  method: 'POST',
  path: '/v1/tickets',
  summary: 'Report a problem in a home or a common area',
  description:
    'Takes either `unitId` or `place`. Residents report for their own home or a common area of their building, staff ' +
    'for any. Photos are uploaded to `/v1/files` first.',
  access: { role: ['resident', 'manager', 'support'], of: { building: 'buildingId' } },
  idempotent: true,
  creates: true,
  input: z.strictObject({
    buildingId: Id,
    unitId: Id.optional(),
    place: Place.optional(),
    categoryId: Id,
    title: Title,
    description: prose(5_000, 0).default(''),
    urgent: z.boolean().default(false),
    fileIds: FileIds,
    assetId: Id.optional(),
    tags: z.array(Tag).max(20).default([]).describe('For staff'),
  }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition'],
});

export const getTicket = endpoint({
  method: 'GET',
  path: '/v1/tickets/:ticketId',
  summary: 'One ticket with its clocks and the newest of its timeline',
  access: 'row',
  input: z.strictObject(ticketInput),
  output: TicketDetails,
  errors: ['not_found'],
});

export const listTimeline = endpoint({
  method: 'GET',
  path: '/v1/tickets/:ticketId/timeline',
  summary: 'What happened to a ticket and what was written on it, newest first',
  access: 'row',
  input: z.strictObject({ ...ticketInput, ...pageInput }),
  output: pageOf(TimelineEntry),
  errors: ['not_found', 'invalid_cursor'],
});

export const listMyTickets = endpoint({
  method: 'GET',
  path: '/v1/tickets',
  summary: 'Tickets I opened, those of my home and those I watch, newest first',
  access: 'user',
  input: z.strictObject({
    ...pageInput,
    state: z.enum(['active', 'closed', 'all']).default('all'),
    buildingId: Id.optional(),
  }),
  output: pageOf(Ticket),
  errors: ['invalid_cursor'],
});

export const addComment = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/comments',
  summary: 'Write on a ticket',
  description:
    'An internal comment is seen by staff only. What the household writes while it is asked counts as its answer.',
  access: 'row',
  idempotent: true,
  creates: true,
  input: z.strictObject({
    ...ticketInput,
    text: prose(5_000),
    internal: z.boolean().default(false),
    fileIds: FileIds,
  }),
  output: TicketComment,
  errors: ['not_found', 'failed_precondition'],
});

export const answerQuestion = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/answer',
  summary: 'Answer what staff asked; the clocks go on',
  access: 'row',
  idempotent: true,
  creates: true,
  input: z.strictObject({ ...ticketInput, answer: prose(5_000), fileIds: FileIds, ...versionInput }),
  output: TicketComment,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const addAttachments = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/attachments',
  summary: 'Attach uploaded files to a ticket',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...ticketInput, fileIds: z.array(Id).min(1).max(10) }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition'],
});

export const listAttachments = endpoint({
  method: 'GET',
  path: '/v1/tickets/:ticketId/attachments',
  summary: 'The files of a ticket with links that open for a few minutes',
  access: 'row',
  input: z.strictObject(ticketInput),
  output: z.strictObject({ items: z.array(TicketAttachment) }),
  errors: ['not_found'],
});

export const reopenTicket = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/reopening',
  summary: 'Say that a problem is not solved after all',
  description: 'The household may do so for some days after it was resolved, staff at any time.',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...ticketInput, reason: prose(2_000), ...versionInput }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const closeTicket = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/closing',
  summary: 'Confirm a solution, or withdraw a report',
  description:
    '`solved` by the household needs a resolved ticket; staff may close any. `withdrawn` needs one that is not.',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...ticketInput, reason: z.enum(['solved', 'withdrawn']).default('solved'), ...versionInput }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

const observer = { ...ticketInput, userId: Id };

export const addObserver = endpoint({
  method: 'PUT',
  path: '/v1/tickets/:ticketId/observers/:userId',
  summary: 'Let somebody of the building watch a ticket',
  access: 'row',
  input: z.strictObject(observer),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const removeObserver = endpoint({
  method: 'DELETE',
  path: '/v1/tickets/:ticketId/observers/:userId',
  summary: 'End the watching of a ticket',
  access: 'row',
  input: z.strictObject(observer),
  output: Nothing,
  errors: ['not_found'],
});
