// What stands behind every service and is the kernel's, not its own: events that wait, events that were parked, and jobs.
// Each running service answers this besides its own contract, in its process or to others; no service lists it, and the
// public entrance does not serve it.

import { z } from 'zod';
import { contract, endpoint, Id, line, Nothing, pageInput, pageOf, Timestamp } from '../contract.ts';

const Lag = z
  .strictObject({
    outbox: z.strictObject({ waiting: z.int(), oldest: Timestamp.nullable() }).describe('Events to send'),
    inbox: z
      .strictObject({ waiting: z.int(), oldest: Timestamp.nullable(), parked: z.int() })
      .describe('Events to handle, and those that were given up'),
  })
  .meta({ id: 'EventLag' });

const ScheduledJob = z
  .strictObject({
    name: z.string(),
    nextRunAt: Timestamp,
    lastStartedAt: Timestamp.nullable(),
    lastFinishedAt: Timestamp.nullable(),
    lastError: z.string().nullable().describe('Why the last run failed'),
    runs: z.int(),
    running: z.boolean(),
  })
  .meta({ id: 'ScheduledJob' });

/** What a service knows of itself; null and no jobs where its database does not answer. */
export const ServiceState = z
  .strictObject({ lag: Lag.nullable(), jobs: z.array(ScheduledJob) })
  .meta({ id: 'ServiceState' });
export type ServiceState = z.output<typeof ServiceState>;

/** An event that was given up, without what it says: that may be somebody's letter. */
export const ParkedEvent = z
  .strictObject({
    id: Id,
    type: z.string(),
    source: z.string(),
    subject: z.string(),
    attempts: z.int(),
    error: z.string().nullable(),
    receivedAt: Timestamp,
    parkedAt: Timestamp,
  })
  .meta({ id: 'ParkedEvent' });

/** What somebody who looks after a building did there. */
export const AuditedAction = z
  .strictObject({
    id: Id,
    at: Timestamp,
    action: z.string().describe('The operation, e.g. `decideBooking`'),
    userId: Id.nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditedAction' });

export const JobName = line(100);
export const Replayed = z.strictObject({ replayed: z.int() });

const deadlineMs = 2_000;

/** Its names begin alike, as they stand beside those of the service. */
const makeBackstage = (service: string) =>
  contract(service, {
    backstageState: endpoint({
      method: 'GET',
      path: `/v1/internal/backstage/${service}`,
      summary: 'Events that wait, and jobs',
      access: 'service',
      deadlineMs,
      input: z.strictObject({}),
      output: ServiceState,
    }),
    backstageParked: endpoint({
      method: 'GET',
      path: `/v1/internal/backstage/${service}/parked-events`,
      summary: 'Events that were given up, the first given up first',
      access: 'service',
      deadlineMs,
      input: z.strictObject(pageInput),
      output: pageOf(ParkedEvent),
      errors: ['invalid_cursor'],
    }),
    backstageReplay: endpoint({
      method: 'POST',
      path: `/v1/internal/backstage/${service}/replays`,
      summary: 'Put parked events back in line: one, or all',
      access: 'service',
      audit: ['eventId'],
      deadlineMs,
      input: z.strictObject({ eventId: Id.optional() }),
      output: Replayed,
      errors: ['not_found'],
    }),
    backstageRunJob: endpoint({
      method: 'POST',
      path: `/v1/internal/backstage/${service}/jobs/:job/runs`,
      summary: 'Let a job run now rather than when it is due',
      access: 'service',
      audit: ['job'],
      deadlineMs,
      input: z.strictObject({ job: JobName }),
      output: Nothing,
      errors: ['not_found'],
    }),
    backstageAudit: endpoint({
      method: 'GET',
      path: `/v1/internal/backstage/${service}/audited-actions`,
      summary: 'What those who look after a building did there, the latest first',
      access: 'service',
      deadlineMs,
      input: z.strictObject({ ...pageInput, buildingId: Id }),
      output: pageOf(AuditedAction),
      errors: ['invalid_cursor'],
    }),
  });

export type BackstageContract = ReturnType<typeof makeBackstage>;

const made = new Map<string, BackstageContract>();

/** The backstage of one service, made once: every service has a client of each. */
export function backstageOf(service: string): BackstageContract {
  if (!made.has(service)) made.set(service, makeBackstage(service));
  return made.get(service)!;
}
