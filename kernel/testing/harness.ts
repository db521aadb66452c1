// Services under test: the real code on real databases, time under control, other services real or typed fakes.
// AGORA_TEST_SPLIT=1 puts HTTP between them, so that the whole behaviour suite proves both ways of calling.

import type { CallFields, User } from '../call.ts';
import { makeCall } from '../call.ts';
import { type Client, clientOf, type Send } from '../clients/client.ts';
import type { DataOf, Envelope, Event } from '../event.ts';
import type { RunningService } from '../runtime.ts';
import type { BuiltService, Ctx } from '../service.ts';
import { col } from '../sql/columns.ts';
import type { Database } from '../sql/database.ts';
import { newTrace } from '../telemetry/trace.ts';
import type { Duration, Instant } from '../time.ts';
import type { TestClock } from './clock.ts';
import { openEntrance } from './entrance.ts';
import { person } from './identity.ts';
import type { Peer } from './peer.ts';
import { buildWorld, type World } from './world.ts';

export { fake, type Peer } from './peer.ts';

type ContractsOf<S extends readonly BuiltService[]> = S[number]['definition']['contract'];
/** A client per service under test, by the service's name. */
export type ClientsOf<S extends readonly BuiltService[]> = {
  [C in ContractsOf<S> as C['service']]: Client<C>;
};

export interface HarnessOptions<S extends readonly BuiltService[]> {
  services: S;
  peers?: readonly Peer[];
  /** As from the environment: `{ AGORA_TICKET_AUTO_CLOSE_DAYS: '3' }` */
  config?: Record<string, string>;
  start?: Instant;
  /** Seeds ids and chance; without it they are truly random. */
  seed?: number;
}

type Grants = Parameters<typeof person> extends [unknown, ...infer G] ? G : never;
type NameOf<S extends readonly BuiltService[]> = ContractsOf<S>['service'];

export interface Harness<S extends readonly BuiltService[]> {
  clock: TestClock;
  /** The services as a person sees them. */
  as(user: User, extra?: Partial<CallFields>): ClientsOf<S>;
  anonymous(extra?: Partial<CallFields>): ClientsOf<S>;
  /** The services as another service sees them. */
  asService(name: string): ClientsOf<S>;
  /** Somebody with grants such as `'resident@building:…'`. */
  person(...grants: Grants): User;
  db(service: NameOf<S>): Database;
  ctx(service: NameOf<S>): Ctx;
  running(service: NameOf<S>): RunningService;
  /** Every event handed over so far, oldest first; of one type if told. */
  published(event?: Event): Envelope[];
  /** Brings an event of a service that is not here, as its owner would have published it, and settles. */
  deliver<E extends Event>(event: E, data: DataOf<E>): Promise<void>;
  /** Delivers every event so far once more, and settles. */
  redeliver(): Promise<void>;
  /** Lets events flow until nothing moves. Throws if a handler failed, unless told to tolerate it. */
  settle(options?: { tolerateFailures?: boolean }): Promise<void>;
  /** Moves time, runs the jobs that became due, and settles. */
  advance(duration: Duration): Promise<void>;
  /** A real HTTP request to the public entrance. */
  http(path: string, init?: RequestInit & { user?: User }): Promise<Response>;
  tokenOf(user: User): Promise<string>;
  /** The address of the public entrance, for sockets. */
  url(): Promise<string>;
  close(): Promise<void>;
}

/** Builds the services with databases of their own. Close it when done. */
export async function agora<const S extends readonly BuiltService[]>(options: HarnessOptions<S>): Promise<Harness<S>> {
  const world = await buildWorld(options);
  const { clock, identity } = world;
  const entrance = openEntrance(world);
  const find = (name: string): RunningService => {
    const found = world.running.get(name);
    if (!found) throw new Error(`${name} is not in this test`);
    return found;
  };
  const settle = (settling?: { tolerateFailures?: boolean }) => settleWorld(world, settling);

  return {
    clock,
    as: (user, extra = {}) => clients(world, { user, ip: '192.0.2.1', ...extra }),
    anonymous: (extra = {}) => clients(world, { ip: '192.0.2.1', ...extra }),
    asService: name => clients(world, { via: name }),
    person: (...grants) => person(clock, ...grants),
    db: name => find(name).db,
    ctx: name => find(name).ctx,
    running: find,
    published: event => world.envelopes.filter(({ type }) => !event || type === event.type),
    async deliver(event, data) {
      await world.transport.send([envelopeOf(world, event, data)]);
      await settle();
    },
    async redeliver() {
      await world.again(world.envelopes);
      await settle();
    },
    settle,
    async advance(duration) {
      clock.advance(duration);
      await world.preparePartitions();
      for (let round = 0; round < 100; round++) {
        const runs = await Promise.all([...world.running.values()].map(service => service.runDueJobs()));
        await settle();
        if (runs.every(count => count === 0)) return;
      }
    },
    async http(path, init = {}) {
      const { user, ...rest } = init;
      const headers = new Headers(rest.headers);
      if (user) headers.set('authorization', `Bearer ${await identity.tokenOf(user)}`);
      return fetch(`${await entrance.url()}${path}`, { ...rest, headers });
    },
    tokenOf: user => identity.tokenOf(user),
    url: () => entrance.url(),
    async close() {
      await entrance.close();
      await world.close();
    },
  };
}

/** Clients of every service and fake, for somebody who calls with these fields and no others. */
function clients<S extends readonly BuiltService[]>(world: World, caller: Partial<CallFields>): ClientsOf<S> {
  const ticking: Send = (endpoint, input, { requestId, traceparent, deadlineMs }) => {
    // Two requests never happen in the same millisecond, so that lists by time have one order.
    world.clock.advance('1ms');
    return world.send(endpoint, input, makeCall({ requestId, traceparent, deadlineMs, ...caller }));
  };
  return Object.fromEntries(
    world.contracts.map(each => [each.service, clientOf(each, 'test', ticking)]),
  ) as ClientsOf<S>;
}

function envelopeOf<E extends Event>(world: World, event: E, data: DataOf<E>): Envelope {
  const subject = (data as Record<string, unknown>)[event.subject] as string;
  return {
    specversion: '1.0',
    id: world.newId(),
    type: event.type,
    source: '/agora/test',
    subject,
    sequence: world.envelopes.filter(known => known.subject === subject).length + 1,
    time: world.clock.now(),
    dataschema: `urn:agora:event:${event.type}:${event.version}`,
    traceparent: newTrace(),
    data: event.data.parse(data),
  };
}

async function settleWorld(world: World, { tolerateFailures = false } = {}): Promise<void> {
  const services = [...world.running.values()];
  for (let round = 0; round < 1_000; round++) {
    const moved = await Promise.all(services.map(service => service.turn()));
    if (!moved.includes(true)) break;
  }
  if (!tolerateFailures) await Promise.all(services.map(refuseFailures));
}

async function refuseFailures({ db, service }: RunningService): Promise<void> {
  const failed = await db.many({ type: col.text, last_error: col.text.orNull })`
    select type, last_error from inbox where done_at is null and attempts > 0`;
  const [first] = failed;
  if (first) throw new Error(`${service.name} failed to handle ${first.type}: ${first.last_error}`);
}
