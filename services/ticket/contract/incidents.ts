// Incidents: something shared is out of order, and many tickets have one cause.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { Ticket, Title } from './wire.ts';
import { buildingInput, staffOfBuilding } from './work.ts';

const incidentFields = {
  title: Title,
  description: prose(5_000, 0),
  entranceIds: z.array(Id).max(50),
  floorIds: z.array(Id).max(200).describe('Without floors the whole entrances, without entrances the whole building'),
  resourceIds: z.array(Id).max(50).describe('Bookable things that cannot be used meanwhile'),
  assetId: Id.nullable(),
};

export const Incident = z
  .strictObject({
    id: Id,
    buildingId: Id,
    ...incidentFields,
    status: z.enum(['open', 'resolved']),
    openedBy: Id.nullable(),
    openedAt: Timestamp,
    resolvedBy: Id.nullable(),
    resolvedAt: Timestamp.nullable(),
    resolution: z.string().nullable(),
    ticketCount: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Incident' });

const staffOfIncident = { role: ['manager', 'support'], of: 'row' } as const;
const TicketIds = z.array(Id).max(100);

export const openIncident = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/incidents',
  summary: 'Say that something shared is out of order, and gather the tickets about it',
  description: 'The affected floors hear of it. The clocks of its tickets stand still until it is resolved.',
  access: staffOfBuilding,
  idempotent: true,
  creates: true,
  audit: ['buildingId', 'title'],
  deadlineMs: 30_000,
  input: z.strictObject({
    ...buildingInput,
    ...incidentFields,
    description: incidentFields.description.default(''),
    entranceIds: incidentFields.entranceIds.default([]),
    floorIds: incidentFields.floorIds.default([]),
    resourceIds: incidentFields.resourceIds.default([]),
    assetId: Id.nullable().default(null),
    ticketIds: TicketIds.default([]),
  }),
  output: Incident,
  errors: ['not_found', 'failed_precondition'],
});

export const listIncidents = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/incidents',
  summary: 'The incidents of a building, newest first',
  access: { role: ['resident', 'manager', 'support'], of: { building: 'buildingId' } },
  input: z.strictObject({ ...buildingInput, ...pageInput, status: z.enum(['open', 'resolved']).optional() }),
  output: pageOf(Incident),
  errors: ['invalid_cursor'],
});

export const getIncident = endpoint({
  method: 'GET',
  path: '/v1/incidents/:incidentId',
  summary: 'One incident with its tickets',
  access: staffOfIncident,
  input: z.strictObject({ incidentId: Id }),
  output: Incident.extend({ tickets: z.array(Ticket) }).meta({ id: 'IncidentDetails' }),
  errors: ['not_found'],
});

export const linkTickets = endpoint({
  method: 'POST',
  path: '/v1/incidents/:incidentId/tickets',
  summary: 'Add tickets to an open incident; their clocks stand still',
  access: staffOfIncident,
  idempotent: true,
  audit: ['incidentId', 'ticketIds'],
  deadlineMs: 30_000,
  input: z.strictObject({ incidentId: Id, ticketIds: TicketIds.min(1) }),
  output: Incident,
  errors: ['not_found', 'failed_precondition'],
});

export const unlinkTicket = endpoint({
  method: 'DELETE',
  path: '/v1/incidents/:incidentId/tickets/:ticketId',
  summary: 'Take a ticket out of an open incident; its clocks go on',
  access: staffOfIncident,
  audit: ['incidentId', 'ticketId'],
  input: z.strictObject({ incidentId: Id, ticketId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const resolveIncident = endpoint({
  method: 'POST',
  path: '/v1/incidents/:incidentId/resolution',
  summary: 'Say that it works again: its tickets are resolved and the affected floors hear of it',
  access: staffOfIncident,
  idempotent: true,
  audit: ['incidentId'],
  deadlineMs: 30_000,
  input: z.strictObject({ incidentId: Id, note: prose(5_000, 0).default('') }),
  output: Incident,
  errors: ['not_found', 'failed_precondition'],
});
