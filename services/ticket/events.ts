// The facts ticket owns. `watchers` are the people who should hear of it: opener, assignee, executor, observers.

import { z } from 'zod';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';

export const TicketStatus = z
  .enum(['open', 'assigned', 'in_progress', 'waiting_for_resident', 'resolved', 'closed'])
  .meta({ id: 'TicketStatus' });

const about = {
  ticketId: Id,
  buildingId: Id,
  unitId: Id.nullable(),
  title: z.string(),
  watchers: z.array(Id),
  /** Who did it; null for the platform itself. */
  by: Id.nullable(),
};

export const ticketCreated = event(
  'ticket.created',
  1,
  'ticketId',
  z.strictObject({ ...about, openedBy: Id.nullable(), categoryId: Id, urgent: z.boolean() }),
  'A problem was reported',
);
export const ticketAssigned = event(
  'ticket.assigned',
  1,
  'ticketId',
  z.strictObject({ ...about, assigneeId: Id.nullable(), executorId: Id.nullable() }),
  'A ticket has somebody to care for it',
);
export const ticketStatusChanged = event(
  'ticket.status_changed',
  1,
  'ticketId',
  z.strictObject({ ...about, from: TicketStatus, to: TicketStatus, openedBy: Id.nullable() }),
  'A ticket went on, waits, was resolved or reopened',
);
export const ticketCommented = event(
  'ticket.commented',
  1,
  'ticketId',
  z.strictObject({ ...about, commentId: Id, internal: z.boolean() }),
  'Somebody wrote on a ticket',
);
export const ticketClosed = event(
  'ticket.closed',
  1,
  'ticketId',
  z.strictObject({
    ...about,
    reason: z.enum(['solved', 'duplicate', 'withdrawn', 'auto_closed']),
    mergedInto: Id.nullable(),
  }),
  'A ticket is over',
);
const slaClock = z.enum(['first_response', 'update', 'solution']);
export const ticketSlaWarning = event(
  'ticket.sla_warning',
  1,
  'ticketId',
  z.strictObject({ ...about, clock: slaClock, dueAt: z.string() }),
  'A clock of a ticket is about to run out',
);
export const ticketSlaBreached = event(
  'ticket.sla_breached',
  1,
  'ticketId',
  z.strictObject({ ...about, clock: slaClock, dueAt: z.string(), level: z.int(), escalatedTo: Id.nullable() }),
  'A clock of a ticket ran out',
);

const incident = {
  incidentId: Id,
  buildingId: Id,
  entranceIds: z.array(Id),
  floorIds: z.array(Id),
  title: z.string(),
  by: Id.nullable(),
};
export const incidentOpened = event(
  'incident.opened',
  1,
  'incidentId',
  z.strictObject({ ...incident, resourceIds: z.array(Id) }),
  'Something shared is out of order, e.g. a lift',
);
export const incidentResolved = event(
  'incident.resolved',
  1,
  'incidentId',
  z.strictObject({ ...incident, resourceIds: z.array(Id) }),
  'Something shared works again',
);

export const ticketMoveOutHandled = event(
  'ticket.move_out_handled',
  1,
  'moveOutId',
  z.strictObject({ moveOutId: Id, ended: z.record(z.string(), z.int()) }),
  'ticket has done its share of a move-out: whose home it was sees the tickets there no more',
);
