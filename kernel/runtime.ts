// One service as it runs in a process: its context, its operations behind the pipeline, its inbox, jobs and loops.

import { join } from 'node:path';
import { backstageOf } from './backstage/contract.ts';
import { backstageInvokes } from './backstage/operations.ts';
import { current } from './call.ts';
import { clientOf, clientsOf, type Send } from './clients/client.ts';
import type { Event, Transport } from './event.ts';
import { concernsOf } from './events/concerns.ts';
import { holdEvents } from './events/inbox.ts';
import { seekLeadership } from './events/leader.ts';
import { type Loop, startLoop } from './events/loop.ts';
import { outboxParts, toPublished, writeOutbox } from './events/outbox.ts';
import { relayOnce } from './events/relay.ts';
import { type HandledSpan, type Handler, inboxWorker } from './events/worker.ts';
import { type Invoke, type InvokeOptions, invoker } from './invoke.ts';
import { type Job, type JobRunner, jobRunner } from './jobs/runner.ts';
import { type RateLimiter, rateLimiter } from './keys/limiter.ts';
import type { KeyStore } from './keys/port.ts';
import { addressed, type Hub } from './realtime/hub.ts';
import { cipherOf } from './security/cipher.ts';
import { type Random, uuidv7 } from './security/random.ts';
import type { Revocations } from './security/revocations.ts';
import type { BuiltService, Ctx } from './service.ts';
import { type Database, openDatabase } from './sql/database.ts';
import type { Log } from './telemetry/log.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { Spans } from './telemetry/spans.ts';
import type { Clock } from './time.ts';
import { upkeep } from './upkeep.ts';

/** What the services of one process share. */
export interface Surroundings {
  clock: Clock;
  random: Random;
  keys: KeyStore;
  /** Keys of this process alone, for limits while the shared ones are away. */
  localKeys: KeyStore;
  transport: Transport;
  hub: Hub;
  revocations: Revocations;
  log: Log;
  metrics: Metrics;
  spans: Spans;
  secret: string;
  dataDir: string;
  publicUrl: string;
  poolSize: number;
  /** Every service of the platform, wherever it runs. */
  platform: readonly string[];
  /** For tests: outputs and every row are checked. */
  strict: boolean;
  send: Send;
}

export interface RunningService {
  service: BuiltService;
  /** The address of its database. */
  url: string;
  ctx: Ctx;
  db: Database;
  limiter: RateLimiter;
  invokes: Record<string, Invoke>;
  /** One turn of the relay, the inbox worker and the loops; true if any found work. For tests that drive time. */
  turn(): Promise<boolean>;
  /** Runs the jobs that are due; gives how many. */
  runDueJobs(): Promise<number>;
  /** Takes events in, enters its jobs and runs the service's own start; gives what ends it. */
  open(): Promise<() => Promise<void>>;
  /** Seeks the lead, and while it has it runs relay, inbox, loops and jobs by itself. */
  seekLead(): () => Promise<void>;
  close(): Promise<void>;
}

/** Builds a service over its database; nothing runs before `open`. */
export function runService(service: BuiltService, url: string, config: object, around: Surroundings): RunningService {
  const { name } = service;
  const log = around.log.child({ service: name });
  const db = openServiceDatabase(service, url, log, around);
  const wakes = new Map<string, () => void>();
  const wake = (loop: string) => wakes.get(loop)?.();
  const ctx = contextOf(service, db, config, log, wake, around);
  const limiter = rateLimiter(around.keys.forService(name), around.localKeys.forService(name));
  const invoking: InvokeOptions = {
    clock: around.clock,
    limiter,
    keys: ctx.keys,
    effects: { db, now: ctx.now, id: ctx.id },
    checkOutput: around.strict,
  };
  const turns = new Map<string, () => Promise<boolean>>([
    ['relay', () => relayOnce(db, name, around.transport)],
    ['inbox', inboxWorker({ ...eventHandling(service, ctx, around, log), db, service: name, clock: around.clock })],
    ...service.loops.map(loop => [`loop:${loop.name}`, () => loop.turn(ctx as never)] as const),
  ]);
  const runner = jobRunner(
    [...service.jobs.map(job => boundJob(job, ctx)), upkeep(service, url, db, config, around.clock)],
    {
      db,
      service: name,
      clock: around.clock,
      onFailure(job, error) {
        around.metrics.jobFailed(name, job);
        log.error({ err: error, job }, 'a job failed');
      },
    },
  );

  return {
    service,
    url,
    ctx,
    db,
    limiter,
    invokes: {
      ...operationsOf(service, ctx, invoking),
      ...backstageInvokes({ service: name, db, clock: around.clock, wakeInbox: () => wake('inbox') }, invoking),
    },
    async turn() {
      const found = await Promise.all([...turns.values()].map(turn => turn()));
      return found.includes(true);
    },
    runDueJobs: () => runner.runDue(),
    async open() {
      const subscription = await takeEventsIn(service, db, () => wake('inbox'), around);
      await runner.prepare();
      const end = await service.start?.(ctx as never);
      // What was committed when this process last ended may never have been pushed.
      if (service.definition.realtime) around.hub.send({ do: 'resync' });
      return async () => {
        await subscription?.stop();
        await end?.();
      };
    },
    seekLead: () =>
      seekLeadership(
        url,
        () => lead(turns, runner, wakes, log),
        error => log.warn({ err: error }, 'the lead was lost'),
      ).stop,
    close: () => db.close(),
  };
}

const openServiceDatabase = (
  { name, definition }: BuiltService,
  url: string,
  log: Log,
  around: Surroundings,
): Database =>
  openDatabase({
    url,
    maxConnections: around.poolSize,
    strict: around.strict,
    applicationName: `agora-${name}`,
    onError: error => log.warn({ err: error }, 'an idle database connection was lost'),
    ...(definition.constraints && { constraints: definition.constraints }),
    ...(definition.plansOnce && { plansOnce: true }),
  });

/** What the leading process of a service runs by itself; gives what ends it. */
async function lead(
  turns: ReadonlyMap<string, () => Promise<boolean>>,
  runner: JobRunner,
  wakes: Map<string, () => void>,
  log: Log,
): Promise<() => Promise<void>> {
  await runner.prepare();
  const onError = (what: string) => (error: unknown) => log.warn({ err: error }, `${what}: a turn failed`);
  const look = () => runner.look(() => jobs.wake());
  const jobs = startLoop({ turn: look, maxIdleMs: 1_000, onError: onError('jobs') });
  const loops: Loop[] = [jobs];
  for (const [what, turn] of turns) {
    const loop = startLoop({ turn, onError: onError(what) });
    loops.push(loop);
    wakes.set(what, loop.wake);
  }
  return async () => {
    wakes.clear();
    await Promise.all(loops.map(loop => loop.stop()));
    await runner.ended();
  };
}

/** Holds the events the service subscribes to in its inbox as they come. */
async function takeEventsIn(service: BuiltService, db: Database, wake: () => void, around: Surroundings) {
  const types = (service.definition.consumes ?? []).map(event => event.type);
  const concerning = concernsOf(service.subscriptions);
  if (types.length === 0) return null;
  return around.transport.subscribe(service.name, types, async events => {
    const wanted = events.filter(concerning);
    if (wanted.length === 0) return;
    await holdEvents(db, wanted, around.clock.now());
    wake();
  });
}

function contextOf(
  service: BuiltService,
  db: Database,
  config: object,
  log: Log,
  wake: (loop: string) => void,
  around: Surroundings,
): Ctx {
  const { definition, name } = service;
  const { clock, random } = around;
  const keys = around.keys.forService(name);
  const published = new Set((definition.publishes ?? []).map(event => event.type));
  const id = () => uuidv7(clock, random);
  const publishedNow = (event: Event, data: unknown) => {
    if (!published.has(event.type)) throw new Error(`${name} does not declare that it publishes ${event.type}`);
    return toPublished(id(), event, event.data.parse(data), clock.now());
  };
  const told = () => wake('relay');
  return {
    service: name,
    now: clock.now,
    id,
    random,
    db,
    keys,
    config: config as never,
    clients: clientsOf(definition.uses ?? {}, name, around.send) as never,
    backstage: new Map(around.platform.map(each => [each, clientOf(backstageOf(each), name, around.send)])),
    log,
    cipher: cipherOf(around.secret, name),
    revocations: around.revocations,
    async publish(tx, event, data) {
      tx.withCommit(writeOutbox, publishedNow(event, data));
      tx.afterCommit(told);
    },
    publishing: (event, data, when) => ({ parts: outboxParts(publishedNow(event, data), when), told }),
    async uncache(tag) {
      await keys.increment(`cache:${tag}`).catch(error => log.warn({ err: error }, 'cached replies were not dropped'));
    },
    push(room, type, data) {
      if (current()?.transaction)
        throw new Error('push once the change is committed: tx.afterCommit(() => ctx.push(…))');
      around.hub.send({ do: 'push', ...addressed(name, room), type, data });
    },
    evict: (userId, room) => around.hub.send({ do: 'evict', ...addressed(name, room), userId }),
    wake: loop => wake(`loop:${loop}`),
    dataDir: join(around.dataDir, name),
    publicUrl: around.publicUrl,
  };
}

function operationsOf(service: BuiltService, ctx: Ctx, options: InvokeOptions): Record<string, Invoke> {
  return Object.fromEntries(
    Object.entries(service.definition.contract.endpoints).map(([name, endpoint]) => {
      const { handler } = service.operations[name]!;
      return [name, invoker(endpoint, (input, call) => handler(ctx as never, input, call), options)];
    }),
  );
}

function eventHandling({ subscriptions, name }: BuiltService, ctx: Ctx, around: Surroundings, log: Log) {
  const handlers: Handler[] = subscriptions.map(({ event, concerns, prepare, handle }) => ({
    event,
    concerns,
    prepare: prepare && ((data, meta) => prepare(ctx as never, data, meta)),
    handle: (data, tx, meta, prepared) => handle(ctx as never, data, tx, meta, prepared as never),
  }));
  return {
    handlers,
    random: around.random.number,
    onHandled({ type }: { type: string }, span: HandledSpan) {
      around.metrics.eventHandled(name, type);
      around.spans.record({ name: `handle ${type}`, service: name, status: 'ok', ...span });
    },
    onFailure(
      { id, type, subject, attempts }: { id: string; type: string; subject: string; attempts: number },
      error: unknown,
      parked: boolean,
    ) {
      around.metrics.eventFailed(name, type);
      log[parked ? 'error' : 'warn'](
        { err: error, id, type, subject, attempts },
        parked ? 'an event was parked' : 'an event failed and will be tried again',
      );
    },
  };
}

const boundJob = (job: BuiltService['jobs'][number], ctx: Ctx): Job => ({
  name: job.name,
  schedule: job.schedule,
  missed: job.missed,
  run: () => job.run(ctx as never),
});
