// The wire forms of tickets and of what stands around them.

import { z } from 'zod';
import { Id, line, pageOf, Timestamp } from '#kernel/contract';
import { TicketStatus as Status } from '../events.ts';

export const TicketStatus = Status;
export type TicketStatus = z.output<typeof Status>;

export const ClockName = z.enum(['first_response', 'update', 'solution']).meta({ id: 'TicketClockName' });
export type ClockName = z.output<typeof ClockName>;

export const CloseReason = z
  .enum(['solved', 'duplicate', 'withdrawn', 'auto_closed'])
  .meta({ id: 'TicketCloseReason' });
export type CloseReason = z.output<typeof CloseReason>;

export const Title = line(140, 3);
/** A calendar day, of years a home can know. */
export const Day = z.iso.date().regex(/^(19|20|21)\d\d-/, 'must be a day between 1900 and 2199');
export const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,39}$/u, 'a tag has up to 40 letters, digits, blanks, - and _')
  .describe('Letters, digits, blanks, - and _; kept in lower case');

export const Place = z
  .strictObject({
    text: line(200).describe('Where it is, e.g. `bicycle cellar`'),
    entranceId: Id.nullable().default(null),
    floorId: Id.nullable().default(null),
  })
  .meta({ id: 'TicketPlace', description: 'A common area' });

export const Ticket = z
  .strictObject({
    id: Id,
    /** For people: `B1-2026-000123`. */
    reference: z.string(),
    buildingId: Id,
    unitId: Id.nullable(),
    unitLabel: z.string().nullable(),
    place: Place.nullable(),
    categoryId: Id,
    title: z.string(),
    description: z.string(),
    urgent: z.boolean(),
    status: TicketStatus,
    openedBy: Id.nullable(),
    assigneeId: Id.nullable(),
    executorId: Id.nullable(),
    tags: z.array(z.string()),
    assetId: Id.nullable(),
    incidentId: Id.nullable(),
    scheduleId: Id.nullable(),
    mergedInto: Id.nullable(),
    closeReason: CloseReason.nullable(),
    /** Whether one of its clocks has ever run out. */
    breached: z.boolean(),
    /** When the solution is due; null while its clock stands still. */
    dueAt: Timestamp.nullable(),
    openedAt: Timestamp,
    updatedAt: Timestamp,
    resolvedAt: Timestamp.nullable(),
    closedAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Ticket' });
export type Ticket = z.output<typeof Ticket>;

export const TicketClock = z
  .strictObject({
    clock: ClockName,
    state: z.enum(['not_started', 'running', 'paused', 'stopped']),
    targetMinutes: z.int().nullable(),
    /** Business minutes that counted so far; pauses are not among them. */
    usedMinutes: z.int(),
    dueAt: Timestamp.nullable(),
    breachedAt: Timestamp.nullable(),
    stoppedAt: Timestamp.nullable(),
  })
  .meta({ id: 'TicketClock' });
export type TicketClock = z.output<typeof TicketClock>;

export const TimelineKind = z.enum([
  'opened',
  'status',
  'assigned',
  'changed',
  'merged',
  'incident',
  'escalated',
  'attached',
  'comment',
  'question',
  'answer',
  'resolution',
  'reopening',
]);

export const TimelineEntry = z
  .strictObject({
    id: Id,
    /** Another ticket's id where that one was merged into this. */
    ticketId: Id,
    at: Timestamp,
    kind: TimelineKind,
    by: Id.nullable(),
    from: TicketStatus.nullable(),
    to: TicketStatus.nullable(),
    text: z.string().nullable(),
    /** Shown to staff only. */
    internal: z.boolean(),
    /** What changed, by field, e.g. `assigneeId`; `fileIds` of what was attached. */
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TicketTimelineEntry' });
export type TimelineEntry = z.output<typeof TimelineEntry>;

export const TicketDetails = Ticket.extend({
  clocks: z.array(TicketClock),
  observerIds: z.array(Id),
  fileIds: z.array(Id),
  /** The newest entries first; `listTimeline` has the rest. */
  timeline: pageOf(TimelineEntry),
}).meta({ id: 'TicketDetails' });

export const TicketComment = z
  .strictObject({
    id: Id,
    ticketId: Id,
    authorId: Id.nullable(),
    kind: z.enum(['comment', 'question', 'answer', 'resolution', 'reopening']),
    text: z.string(),
    internal: z.boolean(),
    fileIds: z.array(Id),
    createdAt: Timestamp,
    /** The ticket's version after it. */
    version: z.int(),
  })
  .meta({ id: 'TicketComment' });

export const TicketAttachment = z
  .strictObject({
    fileId: Id,
    ticketId: Id,
    commentId: Id.nullable(),
    addedBy: Id.nullable(),
    mime: z.string(),
    size: z.int(),
    createdAt: Timestamp,
    /** Null while the files cannot be reached. */
    url: z.string().nullable(),
    thumbnailUrl: z.string().nullable(),
  })
  .meta({ id: 'TicketAttachment' });

// Input fields that several endpoints share.
export const ticketInput = { ticketId: Id };
export const versionInput = {
  expectedVersion: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .describe('The version last seen (If-Match); refused if it has changed'),
};
export const FileIds = z.array(Id).max(10).default([]).describe('Uploaded files of yours');

export const filterInput = {
  categoryId: Id.optional().describe('With all below it'),
  assigneeId: Id.optional(),
  unassigned: z.boolean().optional(),
  tag: Tag.optional(),
  breached: z.boolean().optional(),
  urgent: z.boolean().optional(),
  unitId: Id.optional(),
  assetId: Id.optional(),
  incidentId: Id.optional(),
  text: line(100, 0).optional().describe('Words, or their beginnings, of title, description or reference'),
};
