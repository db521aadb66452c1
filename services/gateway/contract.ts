// What the entrance itself answers: pages composed of several services, what happened at the door, and visits.

import { z } from 'zod';
import { AuditedAction, JobName, ParkedEvent, Replayed, ServiceState } from '#kernel/backstage/contract';
import { contract, endpoint, Id, line, Nothing, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import { building } from '#services/building/contract';
import { ticket } from '#services/ticket/contract';

const admin = { role: 'admin', of: 'platform' } as const;
const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;

/** A part is null if its service did not answer in time; `gaps` names those parts. */
const Home = z
  .strictObject({
    homes: building.endpoints.getHomes.output.shape.items.nullable(),
    tickets: ticket.endpoints.listMyTickets.output.shape.items.nullable(),
    unread: z.int().nullable(),
    gaps: z.array(z.enum(['homes', 'tickets', 'unread'])),
  })
  .meta({ id: 'HomePage' });

const BackofficeSummary = z
  .strictObject({
    tickets: ticket.endpoints.countTickets.output.nullable(),
    building: building.endpoints.countBuilding.output.nullable(),
    gaps: z.array(z.enum(['tickets', 'building'])),
  })
  .meta({ id: 'BackofficeSummary' });

const ApiLog = z
  .strictObject({
    id: Id,
    service: z.string(),
    method: z.string(),
    path: z.string().describe('The template, e.g. `/api/v1/tickets/:ticketId`'),
    status: z.int(),
    latencyMs: z.number(),
    userId: Id.nullable(),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    requestId: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: 'ApiLog' });

const TrafficRow = z
  .strictObject({
    service: z.string(),
    method: z.string(),
    path: z.string(),
    requests: z.int(),
    refused: z.int().describe('Answered 4xx'),
    limited: z.int().describe('Of those, answered 429: too many requests'),
    failed: z.int().describe('Answered 5xx'),
    errorRate: z.number().describe('The share of `failed`, 0 to 1'),
    p50Ms: z.number(),
    p95Ms: z.number(),
  })
  .meta({ id: 'TrafficRow' });

const service = z.string().max(40);
const backstageMs = 3_000;

const PlatformService = z
  .strictObject({
    service: z.string(),
    state: z
      .enum(['up', 'database_away', 'away'])
      .describe('`away` did not answer in time; `database_away` did, but could not ask its database'),
    ...ServiceState.shape,
  })
  .meta({ id: 'PlatformService' });

const AnalyticsEvent = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_.]*$/)
      .max(80),
    properties: z
      .record(z.string().max(60), z.union([z.string().max(500), z.number(), z.boolean(), z.null()]))
      .refine(properties => Object.keys(properties).length <= 30, 'at most 30 properties')
      .default({}),
  })
  .meta({ id: 'AnalyticsEvent' });

export const gateway = contract('gateway', {
  exportPersonalData: personalData('gateway'),
  getHome: endpoint({
    method: 'GET',
    path: '/v1/home',
    summary: 'What a resident sees first: my homes, my open tickets, my unread notifications',
    access: 'user',
    deadlineMs: 2_000,
    input: z.strictObject({}),
    output: Home,
  }),
  getBackofficeSummary: endpoint({
    method: 'GET',
    path: '/v1/backoffice/summary',
    summary: 'What a manager sees first of a building',
    access: managerOfBuilding,
    deadlineMs: 2_000,
    cache: { seconds: 10, tag: 'buildingId' },
    input: z.strictObject({ buildingId: Id }),
    output: BackofficeSummary,
  }),
  recordEvents: endpoint({
    method: 'POST',
    path: '/v1/analytics/events',
    summary: 'Record what a visitor did, up to 100 events at once',
    access: 'public',
    idempotent: true,
    limit: { per: 'user', capacity: 60, perMinute: 60 },
    input: z.strictObject({
      sessionId: line(100).describe('Names one visit; made by the client'),
      referrer: line(500).optional(),
      utmSource: line(100).optional(),
      utmMedium: line(100).optional(),
      utmCampaign: line(100).optional(),
      events: z.array(AnalyticsEvent).min(1).max(100),
    }),
    output: z.strictObject({ accepted: z.int() }),
  }),
  listApiLogs: endpoint({
    method: 'GET',
    path: '/v1/api-logs',
    summary: 'Requests to the entrance, newest first',
    access: admin,
    input: z.strictObject({
      ...pageInput,
      service: service.optional(),
      status: z.enum(['2xx', '3xx', '4xx', '5xx']).optional(),
      userId: Id.optional(),
      from: Timestamp.optional(),
      to: Timestamp.optional(),
    }),
    output: pageOf(ApiLog),
    errors: ['invalid_cursor'],
  }),
  summariseTraffic: endpoint({
    method: 'GET',
    path: '/v1/traffic',
    summary: 'Requests, errors and latency by address over a window, the busiest first',
    access: admin,
    input: z.strictObject({
      service: service.optional(),
      from: Timestamp.optional().describe('A day before `to` unless told'),
      to: Timestamp.optional().describe('Now unless told'),
    }),
    output: z.strictObject({
      from: Timestamp,
      to: Timestamp,
      items: z.array(TrafficRow),
      limits: z
        .strictObject({ userPerMinute: z.int(), addressPerMinute: z.int() })
        .describe('Requests that are let in, for each person and each address'),
    }),
  }),
  listServices: endpoint({
    method: 'GET',
    path: '/v1/platform/services',
    summary: 'Every service: whether it answers, how many events wait, and its jobs',
    access: admin,
    deadlineMs: backstageMs,
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(PlatformService) }),
  }),
  listParkedEvents: endpoint({
    method: 'GET',
    path: '/v1/platform/services/:service/parked-events',
    summary: 'Events that a service could not handle for a day, without what they say',
    access: admin,
    deadlineMs: backstageMs,
    input: z.strictObject({ ...pageInput, service }),
    output: pageOf(ParkedEvent),
    errors: ['not_found', 'invalid_cursor'],
  }),
  replayEvents: endpoint({
    method: 'POST',
    path: '/v1/platform/services/:service/replays',
    summary: 'Put parked events of a service back in line: one, or all',
    description: 'The service writes who did it into its audit log.',
    access: admin,
    deadlineMs: backstageMs,
    input: z.strictObject({ service, eventId: Id.optional() }),
    output: Replayed,
    errors: ['not_found'],
  }),
  listBuildingAudit: endpoint({
    method: 'GET',
    path: '/v1/buildings/:buildingId/audited-actions',
    summary: 'What those who look after a building did there, in whichever service, the latest first',
    access: managerOfBuilding,
    deadlineMs: backstageMs,
    input: z.strictObject({ ...pageInput, buildingId: Id }),
    output: z.strictObject({
      items: z.array(AuditedAction.extend({ service: z.string() }).meta({ id: 'BuildingAction' })),
      nextCursor: z.string().nullable(),
      gaps: z.array(z.string()).describe('Services that did not answer in time: what was done there is missing'),
    }),
    errors: ['invalid_cursor'],
  }),
  runJob: endpoint({
    method: 'POST',
    path: '/v1/platform/services/:service/jobs/:job/runs',
    summary: 'Let a job of a service run now',
    description:
      'It begins within seconds; one that runs already is not run twice. The service writes who did it into its audit log.',
    access: admin,
    deadlineMs: backstageMs,
    input: z.strictObject({ service, job: JobName }),
    output: Nothing,
    errors: ['not_found'],
  }),
});
