// What a harness is made of: services on databases of their own, and between them either function calls or HTTP.

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import pg from 'pg';
import { z } from 'zod';
import { backstageOf } from '../backstage/contract.ts';
import { makeCall } from '../call.ts';
import type { Send } from '../clients/client.ts';
import { httpSender } from '../clients/http.ts';
import { readConfig } from '../config.ts';
import type { Contract } from '../contract.ts';
import type { Envelope, Transport } from '../event.ts';
import { localTransport } from '../events/local-transport.ts';
import { httpServer } from '../http/edge.ts';
import { internalApp } from '../http/internal.ts';
import type { Invoke } from '../invoke.ts';
import { memoryKeyStore } from '../keys/memory.ts';
import type { KeyStore } from '../keys/port.ts';
import { kernelPartitions } from '../migrate/migrate.ts';
import { createPartitions } from '../migrate/partitions.ts';
import type { Realtime } from '../realtime/server.ts';
import { localRealtime } from '../realtime/server.ts';
import { type RunningService, runService } from '../runtime.ts';
import { seededRandom, systemRandom, uuidv7 } from '../security/random.ts';
import { type Revocations, revocationsOver } from '../security/revocations.ts';
import { type AccessVerifier, accessVerifier, type ServiceTokens, serviceTokens } from '../security/tokens.ts';
import type { BuiltService } from '../service.ts';
import { createLog, type Log } from '../telemetry/log.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { noSpans } from '../telemetry/spans.ts';
import { newTrace } from '../telemetry/trace.ts';
import { type TestClock, testClock } from './clock.ts';
import type { HarnessOptions } from './harness.ts';
import { type TestIdentity, testIdentity } from './identity.ts';
import { invokesOfPeer } from './peer.ts';
import { type Clone, cloneDatabase } from './postgres.ts';

export interface World {
  clock: TestClock;
  identity: TestIdentity;
  keys: KeyStore;
  running: Map<string, RunningService>;
  contracts: readonly Contract[];
  envelopes: Envelope[];
  transport: Transport;
  access: AccessVerifier;
  realtime: Realtime;
  newId: () => string;
  send: Send;
  /** Delivers without recording. */
  again(events: readonly Envelope[]): Promise<unknown>;
  preparePartitions(): Promise<void>;
  close(): Promise<void>;
}

const defaultStart = '2026-03-02T09:00:00.000Z'; // A Monday morning.
const secret = 'a secret for tests only, of more than 32 characters';

/** Builds services, fakes and what is between them. */
export async function buildWorld(options: HarnessOptions<readonly BuiltService[]>): Promise<World> {
  const clock = testClock(options.start ?? defaultStart);
  const random = options.seed === undefined ? systemRandom : seededRandom(options.seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'agora-data-'));
  const identity = testIdentity(clock);
  const log = createLog({ level: process.env.LOG_LEVEL ?? 'silent', pretty: false });
  const keys = memoryKeyStore(clock);
  const realtime = localRealtime();
  const revocations = revocationsOver(
    keys.forService('access'),
    error => log.warn({ err: error }, 'revocations'),
    whose => realtime.hub.send({ do: 'check', ...whose }),
  );
  const { transport, envelopes, again } = recordingTransport(log);
  const running = new Map<string, RunningService>();
  const contracts = contractsOf(options);
  const peers = new Map((options.peers ?? []).map(peer => [peer.contract.service, invokesOfPeer(peer)]));
  const invokesOf = (service: string) => running.get(service)?.invokes ?? peers.get(service) ?? {};
  const tokens = serviceTokens(secret, clock);
  const lanes = callLanes(invokesOf, tokens, identity);
  const access = accessOver(identity, invokesOf, revocations, clock);

  const clones = await Promise.all(options.services.map(({ definition }) => cloneDatabase(definition, clock.now())));
  for (const [index, service] of options.services.entries()) {
    const config = readConfig(service.name, service.definition.config ?? z.strictObject({}), options.config ?? {});
    const hub = realtime.hub;
    const around = { clock, random, keys, localKeys: keys, transport, hub, revocations, log, secret, dataDir };
    running.set(
      service.name,
      runService(service, clones[index]!.url, config, {
        ...around,
        metrics: createMetrics(),
        spans: noSpans,
        publicUrl: 'http://agora.test',
        poolSize: 10,
        platform: contracts.map(contract => contract.service),
        strict: true,
        send: lanes.send,
      }),
    );
  }
  const newId = () => uuidv7(clock, random);
  if (process.env.AGORA_TEST_SPLIT === '1') await lanes.listen([...running.values()], { access, tokens, newId });
  const ends: (() => Promise<void>)[] = [];
  for (const service of running.values()) ends.push(await service.open());

  return {
    clock,
    identity,
    keys,
    running,
    contracts,
    envelopes,
    transport,
    access,
    realtime,
    newId,
    send: lanes.send,
    again,
    preparePartitions: () => preparePartitions(clones, options.services, clock.now()),
    async close() {
      for (const end of ends) await end();
      await lanes.close();
      await Promise.all([...running.values()].map(service => service.close()));
      await Promise.all(clones.map(clone => clone.drop()));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const contractsOf = ({ services, peers = [] }: HarnessOptions<readonly BuiltService[]>): Contract[] => [
  ...services.map(({ definition }) => definition.contract),
  ...peers.map(({ contract }) => contract),
];

/** The embedded transport, remembering what went through; everything is delivered twice, always, as brokers do. */
function recordingTransport(log: Log) {
  const inner = localTransport((service, error) => log.error({ err: error, service }, 'a delivery failed'));
  const envelopes: Envelope[] = [];
  const transport: Transport = {
    ...inner,
    async send(events) {
      const held = await inner.send(events);
      envelopes.push(...events.filter(event => held.has(event.id)));
      await inner.send(events);
      return held;
    },
  };
  return { transport, envelopes, again: (events: readonly Envelope[]) => inner.send(events) };
}

/** Tokens signed by the harness are good, and those of iam if it is under test. */
function accessOver(
  identity: TestIdentity,
  invokesOf: (service: string) => Record<string, Invoke>,
  revocations: Revocations,
  clock: TestClock,
): AccessVerifier {
  return accessVerifier(
    async () => {
      const { keys } = await identity.jwks();
      const call = makeCall({ via: 'edge', requestId: 'jwks', traceparent: newTrace(), deadlineMs: Infinity });
      const issued = (await invokesOf('iam').getJwks?.({}, call)) as JSONWebKeySet | undefined;
      return { keys: [...keys, ...(issued?.keys ?? [])] };
    },
    revocations,
    clock,
  );
}

/** How calls travel: straight to the operation, or through a real HTTP server per service once `listen` was called. */
function callLanes(
  invokesOf: (service: string) => Record<string, Invoke>,
  tokens: ServiceTokens,
  identity: TestIdentity,
) {
  const urls = new Map<string, string>();
  const servers: Server[] = [];

  const sendLocal: Send = async (endpoint, input, call) => {
    const invoke = invokesOf(endpoint.service)[endpoint.name];
    if (!invoke) throw new Error(`the test has no ${endpoint.service}.${endpoint.name}: add the service or a fake`);
    return invoke(input, call);
  };

  const sender = httpSender({ tokens, urlOf: service => urls.get(service) ?? '' });

  return {
    send: (async (endpoint, input, call) => {
      if (!urls.has(endpoint.service)) return sendLocal(endpoint, input, call);
      // Over HTTP a person is known by the token alone.
      const token = call.user && (call.token ?? (await identity.tokenOf(call.user)));
      return sender.send(endpoint, input, token ? makeCall({ ...call, token }) : call);
    }) satisfies Send,
    async listen(
      services: readonly RunningService[],
      shared: { access: AccessVerifier; tokens: ServiceTokens; newId: () => string },
    ) {
      for (const { service, invokes } of services) {
        const app = internalApp({
          ...shared,
          contracts: [service.definition.contract, backstageOf(service.name)],
          invokes: { [service.name]: invokes },
          finished: () => {},
          pages: (_request, _response, next) => next(),
        });
        const server = httpServer(app).listen(0, '127.0.0.1');
        await new Promise(resolve => server.once('listening', resolve));
        servers.push(server);
        urls.set(service.name, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      }
    },
    async close() {
      await sender.close();
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function preparePartitions(
  clones: readonly Clone[],
  services: readonly BuiltService[],
  now: string,
): Promise<void> {
  await Promise.all(
    clones.map(async ({ url }, index) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await createPartitions(client, [...kernelPartitions, ...(services[index]!.definition.partitions ?? [])], now);
      await client.end();
    }),
  );
}
