// A service: what it declares, and what is bound to it. A missing operation, a wrong output, an undeclared client or an
// undeclared event is a type error here.

import type { z } from 'zod';
import type { BackstageContract } from './backstage/contract.ts';
import type { Call } from './call.ts';
import type { Client, Clients } from './clients/client.ts';
import type { Contract, EndpointSpec, Endpoints, ParsedOf } from './contract.ts';
import type { DataOf, Event } from './event.ts';
import type { EventMeta } from './events/worker.ts';
import type { EdgeHooks } from './http/edge.ts';
import type { Missed, Schedule } from './jobs/schedule.ts';
import type { Keys } from './keys/port.ts';
import type { Partitioned } from './migrate/partitions.ts';
import type { Room } from './realtime/hub.ts';
import type { Cipher } from './security/cipher.ts';
import type { Random } from './security/random.ts';
import type { Revocations } from './security/revocations.ts';
import type { Database, Tx } from './sql/database.ts';
import type { ConstraintErrors } from './sql/errors.ts';
import type { Fragment } from './sql/tag.ts';
import type { Log } from './telemetry/log.ts';
import type { Instant } from './time.ts';

export interface Definition {
  contract: Contract;
  /** The contracts this service calls. */
  uses?: Record<string, Contract>;
  consumes?: readonly Event[];
  publishes?: readonly Event[];
  config?: z.ZodObject;
  /** Sentences for the constraints a request can run into. */
  constraints?: ConstraintErrors;
  partitions?: readonly Partitioned[];
  /** What clients do over a socket. */
  realtime?: RealtimeDefinition;
  /** Plans each statement once a connection. PostgreSQL otherwise plans every run anew where it thinks that knowing the
   * values pays, as it always does of hash partitions; measured on a capture that is half of the server's work. */
  plansOnce?: true;
  /** The folder of its SQL files. */
  migrations: URL;
}

export interface RealtimeDefinition {
  /** What clients may follow, by name: `resume` is the endpoint that decides who may and gives what was missed, `of` its
   * input field that names the thing. */
  topics: Readonly<Record<string, { resume: string; of: string }>>;
  /** Endpoints that may be called through a socket, too. */
  calls: readonly string[];
}

type Declared<T, K extends string, Fallback> = T extends Record<K, infer V> ? Exclude<V, undefined> : Fallback;
type ConfigOf<D extends Definition> = D extends { config: infer S extends z.ZodObject } ? z.output<S> : object;
type PublishedBy<D extends Definition> =
  Declared<D, 'publishes', readonly never[]> extends readonly (infer E)[] ? E : never;
type ConsumedBy<D extends Definition> =
  Declared<D, 'consumes', readonly never[]> extends readonly (infer E)[] ? E : never;

/** What an operation, a subscription or a job of a service works with. */
export interface Ctx<D extends Definition = Definition> {
  service: string;
  now(): Instant;
  /** A new UUIDv7. */
  id(): string;
  random: Random;
  db: Database;
  /** Ephemeral keys of this service alone; nothing durable lives there. */
  keys: Keys;
  config: ConfigOf<D>;
  clients: Clients<Declared<D, 'uses', Record<never, never>>>;
  /** What the kernel answers for each service of the platform, by its name: events that wait, and jobs. */
  backstage: ReadonlyMap<string, Client<BackstageContract>>;
  log: Log;
  cipher: Cipher;
  revocations: Revocations;
  /** Writes the event in the transaction of the change. */
  publish<E extends PublishedBy<D>>(
    tx: Tx,
    event: E,
    data: E extends Event ? z.input<E['data']> : never,
  ): Promise<void>;
  /**
   * The same for a change that is one statement: `parts`, common table expressions, go into it and write the event where
   * `when`, a query, gives a row, such as `select from changed`. Call `told` once the statement has changed something.
   */
  publishing<E extends PublishedBy<D>>(
    event: E,
    data: E extends Event ? z.input<E['data']> : never,
    when: Fragment,
  ): { parts: Fragment; told(): void };
  /** Drops the cached replies tagged with a value. */
  uncache(tag: string): Promise<void>;
  /** Tells those who follow a thing, or one person, at once and without any promise. Call it once the change is
   * committed: `tx.afterCommit(() => ctx.push(…))`. */
  push(room: Room, type: string, data: unknown): void;
  /** Ends that a person follows a thing. */
  evict(userId: string, room: { topic: string; id: string }): void;
  /** There is work for one of the service's loops. */
  wake(loop: string): void;
  /** The folder for files that belong to this service on this machine. */
  dataDir: string;
  /** The address people reach the platform at, without a slash at the end. */
  publicUrl: string;
}

export interface Operation<K extends string = string> {
  name: K;
  handler: (ctx: never, input: never, call: Call) => Promise<unknown>;
}

export interface Subscription {
  event: Event;
  /** Whether an event concerns the service at all, by its data alone. Without it all do. */
  concerns?: (data: never) => boolean;
  prepare?: (ctx: never, data: never, meta: EventMeta) => Promise<unknown>;
  handle: (ctx: never, data: never, tx: Tx, meta: EventMeta, prepared: never) => Promise<void>;
}

export interface JobDefinition {
  name: string;
  schedule: Schedule;
  missed: Missed;
  run: (ctx: never) => Promise<void>;
}

/** Work that waits for a nudge rather than a clock: runs in the leading process, again while it returns true. */
export interface LoopDefinition {
  name: string;
  turn: (ctx: never) => Promise<boolean>;
}

export interface BuiltService<D extends Definition = Definition> {
  definition: D;
  name: string;
  operations: Record<string, Operation>;
  subscriptions: readonly Subscription[];
  jobs: readonly JobDefinition[];
  loops: readonly LoopDefinition[];
  /** Fills an empty database with the demo community. */
  seed?: (ctx: never) => Promise<void>;
  /** Runs in every process of the service before it is ready; gives what ends it. */
  start?: (ctx: never) => Promise<() => Promise<void>>;
  /** Only the gateway: what the public entrance asks it. */
  edge?: (ctx: never) => EdgeHooks;
}

type EndpointsOf<D extends Definition> = D['contract'] extends Contract<infer E extends Endpoints> ? E : never;

interface Parts<D extends Definition> {
  operations: { [K in keyof EndpointsOf<D> & string]: Operation<K> };
  subscriptions?: readonly Subscription[];
  jobs?: readonly JobDefinition[];
  loops?: readonly LoopDefinition[];
  seed?: (ctx: Ctx<D>) => Promise<void>;
  start?: (ctx: Ctx<D>) => Promise<() => Promise<void>>;
  edge?: (ctx: Ctx<D>) => EdgeHooks;
}

export interface Service<D extends Definition> {
  definition: D;
  /** Binds the use case of one endpoint. */
  operation<K extends keyof EndpointsOf<D> & string>(
    name: K,
    handler: (
      ctx: Ctx<D>,
      input: EndpointsOf<D>[K] extends EndpointSpec ? ParsedOf<EndpointsOf<D>[K]> : never,
      call: Call,
    ) => Promise<z.input<EndpointsOf<D>[K]['output']>>,
  ): Operation<K>;
  /** Handles an event, in one transaction with its inbox row. Of events that `concerns` says no to there is no such row:
   * it is asked as they come, so it must be pure, and true of an event that an earlier release wrote. */
  on<E extends ConsumedBy<D> & Event>(
    event: E,
    handle: (ctx: Ctx<D>, data: DataOf<E>, tx: Tx, meta: EventMeta) => Promise<void>,
    options?: { concerns?: (data: DataOf<E>) => boolean },
  ): Subscription;
  /** The same for a handler that needs other services: `prepare` asks them before the transaction opens. */
  onPrepared<E extends ConsumedBy<D> & Event, P>(
    event: E,
    prepare: (ctx: Ctx<D>, data: DataOf<E>, meta: EventMeta) => Promise<P>,
    handle: (ctx: Ctx<D>, data: DataOf<E>, tx: Tx, meta: EventMeta, prepared: P) => Promise<void>,
  ): Subscription;
  /** Runs on a schedule, in one process at a time. */
  job(
    name: string,
    schedule: Schedule,
    run: (ctx: Ctx<D>) => Promise<void>,
    options?: { missed?: Missed },
  ): JobDefinition;
  /** Runs when woken, in one process at a time. */
  loop(name: string, turn: (ctx: Ctx<D>) => Promise<boolean>): LoopDefinition;
  build(parts: Parts<D>): BuiltService<D>;
}

/** Declares a service; what binds its parts comes back with their types. */
export function defineService<const D extends Definition>(definition: D): Service<D> {
  return {
    definition,
    operation: (name, handler) => ({ name, handler: handler as Operation['handler'] }),
    on: (event, handle, options) => ({
      event,
      handle: handle as Subscription['handle'],
      ...(options as Pick<Subscription, 'concerns'>),
    }),
    onPrepared: (event, prepare, handle) => ({
      event,
      prepare: prepare as Exclude<Subscription['prepare'], undefined>,
      handle: handle as Subscription['handle'],
    }),
    job: (name, schedule, run, options) => ({
      name,
      schedule,
      missed: options?.missed ?? 'once',
      run: run as JobDefinition['run'],
    }),
    loop: (name, turn) => ({ name, turn: turn as LoopDefinition['turn'] }),
    build(parts) {
      const { operations, subscriptions = [], jobs = [], loops = [], ...hooks } = parts;
      return {
        definition,
        name: definition.contract.service,
        operations,
        subscriptions,
        jobs,
        loops,
        ...(hooks as Pick<BuiltService, 'seed' | 'start' | 'edge'>),
      };
    },
  };
}
