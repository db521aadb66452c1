// How a service answers for what stands behind it.

import { type AuditRow, auditOfBuilding } from '../audit.ts';
import { Id, type ParsedOf, Timestamp } from '../contract.ts';
import { CodedError, fail } from '../errors.ts';
import { inboxLag, type ParkedRow, parkedEvents, replayParked } from '../events/inbox.ts';
import { outboxLag } from '../events/outbox.ts';
import { type Invoke, type InvokeOptions, invoker } from '../invoke.ts';
import { hastenJob, jobStates } from '../jobs/table.ts';
import { afterCursor, toPage } from '../page.ts';
import type { Database } from '../sql/database.ts';
import type { Clock } from '../time.ts';
import { type BackstageContract, backstageOf, type ServiceState } from './contract.ts';

export interface Backstage {
  service: string;
  db: Database;
  clock: Clock;
  /** Events are back in line. */
  wakeInbox: () => void;
}

type InputTo<K extends keyof BackstageContract['endpoints']> = ParsedOf<BackstageContract['endpoints'][K]>;

/** The operations, to stand beside the service's own. */
export function backstageInvokes(backstage: Backstage, options: InvokeOptions): Record<string, Invoke> {
  const { endpoints } = backstageOf(backstage.service);
  return {
    backstageState: invoker(endpoints.backstageState, () => readState(backstage), options),
    backstageParked: invoker(endpoints.backstageParked, input => listParked(backstage, input), options),
    backstageReplay: invoker(endpoints.backstageReplay, input => replay(backstage, input), options),
    backstageRunJob: invoker(endpoints.backstageRunJob, input => runJob(backstage, input), options),
    backstageAudit: invoker(endpoints.backstageAudit, input => listAudited(backstage, input), options),
  };
}

/** That the database is away is an answer, too: the process lives. */
async function readState({ db }: Backstage): Promise<ServiceState> {
  try {
    const [outbox, inbox, jobs] = await Promise.all([outboxLag(db), inboxLag(db), jobStates(db)]);
    return { lag: { outbox, inbox }, jobs };
  } catch (error) {
    if (error instanceof CodedError) return { lag: null, jobs: [] };
    throw error;
  }
}

async function listParked({ db }: Backstage, { limit, cursor }: InputTo<'backstageParked'>) {
  const rows = await parkedEvents(db, limit + 1, afterCursor(cursor, [Timestamp, Id]));
  return toPage(rows, limit, ({ parked_at, id }) => [parked_at, id], shownParked);
}

const shownParked = ({ last_error, received_at, parked_at, ...event }: ParkedRow) => ({
  ...event,
  error: last_error,
  receivedAt: received_at,
  parkedAt: parked_at,
});

async function replay({ db, clock, wakeInbox }: Backstage, { eventId }: InputTo<'backstageReplay'>) {
  const replayed = await db.transaction(async tx => {
    tx.afterCommit(wakeInbox);
    return replayParked(tx, eventId ?? null, clock.now());
  });
  if (eventId && replayed === 0) fail('not_found', 'No such event is parked there: it may be back in line already.');
  return { replayed };
}

async function runJob({ db, clock, service }: Backstage, { job }: InputTo<'backstageRunJob'>): Promise<void> {
  const known = await db.transaction(tx => hastenJob(tx, job, clock.now()));
  if (!known) fail('not_found', `${service} has no job of that name.`);
}

async function listAudited({ db }: Backstage, { buildingId, limit, cursor }: InputTo<'backstageAudit'>) {
  const rows = await auditOfBuilding(db, buildingId, limit + 1, afterCursor(cursor, [Timestamp, Id]));
  return toPage(rows, limit, ({ at, id }) => [at, id], shownAction);
}

const shownAction = ({ user_id: userId, ...action }: AuditRow) => ({ ...action, userId });
