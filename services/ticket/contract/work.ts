// What staff do: the board, and the work on a ticket.

import { z } from 'zod';
import { endpoint, File, Id, pageInput, prose, Timestamp } from '#kernel/contract';
import {
  FileIds,
  filterInput,
  Tag,
  Ticket,
  TicketComment,
  TicketStatus,
  Title,
  ticketInput,
  versionInput,
} from './wire.ts';

const staffOfTicket = { role: ['manager', 'support'], of: 'row' } as const;
export const staffOfBuilding = { role: ['manager', 'support'], of: { building: 'buildingId' } } as const;
export const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;
export const buildingInput = { buildingId: Id };

export const updateTicket = endpoint({
  method: 'PATCH',
  path: '/v1/tickets/:ticketId',
  summary: 'Change title, category, urgency or asset; the clocks keep what they have counted',
  access: staffOfTicket,
  audit: ['ticketId', 'categoryId', 'urgent'],
  input: z.strictObject({
    ...ticketInput,
    title: Title.optional(),
    categoryId: Id.optional(),
    urgent: z.boolean().optional(),
    assetId: Id.nullable().optional(),
    ...versionInput,
  }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const assignTicket = endpoint({
  method: 'PUT',
  path: '/v1/tickets/:ticketId/assignment',
  summary: 'Say who cares for a ticket and who does the work; null gives it back',
  access: staffOfTicket,
  audit: ['ticketId', 'assigneeId', 'executorId'],
  input: z.strictObject({
    ...ticketInput,
    assigneeId: Id.nullable(),
    executorId: Id.nullable().optional().describe('Left as it is unless given'),
    ...versionInput,
  }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const startWork = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/start',
  summary: 'Begin with an assigned ticket',
  access: staffOfTicket,
  idempotent: true,
  input: z.strictObject({ ...ticketInput, ...versionInput }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const askResident = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/question',
  summary: 'Ask the household; the clocks stand still until it answers',
  access: staffOfTicket,
  idempotent: true,
  creates: true,
  input: z.strictObject({ ...ticketInput, question: prose(5_000), fileIds: FileIds, ...versionInput }),
  output: TicketComment,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const resolveTicket = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/resolution',
  summary: 'Say that the problem is solved; the clocks stop',
  access: staffOfTicket,
  idempotent: true,
  input: z.strictObject({ ...ticketInput, note: prose(5_000, 0).default(''), ...versionInput }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const mergeTicket = endpoint({
  method: 'POST',
  path: '/v1/tickets/:ticketId/merge',
  summary: 'Close a ticket as the duplicate of another, which its watchers follow from then on',
  access: staffOfTicket,
  idempotent: true,
  audit: ['ticketId', 'into'],
  input: z.strictObject({ ...ticketInput, into: Id, ...versionInput }),
  output: Ticket,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const setTags = endpoint({
  method: 'PUT',
  path: '/v1/tickets/:ticketId/tags',
  summary: 'Replace the tags of a ticket',
  access: staffOfTicket,
  input: z.strictObject({ ...ticketInput, tags: z.array(Tag).max(20), ...versionInput }),
  output: Ticket,
  errors: ['not_found', 'version_mismatch'],
});

const Outcome = z
  .strictObject({ ticketId: Id, done: z.boolean(), code: z.string().nullable(), message: z.string().nullable() })
  .meta({ id: 'TicketOutcome' });

export const changeTickets = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/tickets/bulk',
  summary: 'Assign, close or tag up to a hundred tickets; each succeeds or fails alone',
  access: staffOfBuilding,
  idempotent: true,
  audit: ['buildingId', 'action', 'ticketIds'],
  deadlineMs: 30_000,
  input: z.strictObject({
    ...buildingInput,
    ticketIds: z.array(Id).min(1).max(100),
    action: z.enum(['assign', 'close', 'tag']),
    assigneeId: Id.optional().describe('With `assign`'),
    tags: z.array(Tag).max(20).default([]).describe('With `tag`: added to those it has'),
  }),
  output: z.strictObject({ items: z.array(Outcome) }),
});

const Column = z
  .strictObject({ status: TicketStatus, count: z.int(), items: z.array(Ticket), nextCursor: z.string().nullable() })
  .meta({ id: 'TicketBoardColumn' });

export const listBoard = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/tickets',
  summary: 'The tickets of a building in columns by status, newest first',
  description: 'Without `status` every column with its first page; with it that column alone, which `cursor` pages.',
  access: staffOfBuilding,
  input: z.strictObject({
    ...buildingInput,
    status: TicketStatus.optional(),
    ...filterInput,
    ...pageInput,
    limit: z.int().min(1).max(50).default(20),
  }),
  output: z.strictObject({ columns: z.array(Column) }),
  errors: ['invalid_cursor'],
});

export const exportTickets = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/tickets.csv',
  summary: 'The tickets of a building as CSV, oldest first',
  access: managerOfBuilding,
  deadlineMs: 30_000,
  limit: { per: 'user', capacity: 10, perMinute: 10 },
  input: z.strictObject({
    ...buildingInput,
    status: TicketStatus.optional(),
    from: Timestamp.optional(),
    to: Timestamp.optional(),
    ...filterInput,
  }),
  output: File,
  errors: ['failed_precondition'],
});

export const countTickets = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/ticket-counts',
  summary: 'How many tickets of a building are in which state',
  access: staffOfBuilding,
  input: z.strictObject(buildingInput),
  output: z
    .strictObject({
      byStatus: z.strictObject(
        Object.fromEntries(TicketStatus.options.map(status => [status, z.int()])) as Record<TicketStatus, z.ZodInt>,
      ),
      active: z.int(),
      unassigned: z.int(),
      urgent: z.int(),
      breached: z.int(),
    })
    .meta({ id: 'TicketCounts' }),
});

export const listTags = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/ticket-tags',
  summary: 'The tags in use in a building',
  access: staffOfBuilding,
  input: z.strictObject(buildingInput),
  output: z.strictObject({ items: z.array(z.strictObject({ name: z.string(), tickets: z.int() })) }),
});

export const listAssignees = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/ticket-assignees',
  summary: 'Who can be given tickets of a building, and how many each has',
  access: staffOfBuilding,
  input: z.strictObject(buildingInput),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        userId: Id,
        name: z.string().nullable().describe('Null while names cannot be asked for'),
        roles: z.array(z.enum(['manager', 'support'])),
        activeTickets: z.int(),
      }),
    ),
  }),
});
