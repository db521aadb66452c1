// The service under measurement, run from the pieces that `agora start` runs it from.

import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JSONWebKeySet } from 'jose';
import { type Client, clientOf, type Send } from '#kernel/clients/client';
import { httpSender } from '#kernel/clients/http';
import type { Transport } from '#kernel/event';
import { localTransport } from '#kernel/events/local-transport';
import { httpServer } from '#kernel/http/edge';
import { memoryKeyStore } from '#kernel/keys/memory';
import { buildApp } from '#kernel/platform/app';
import { healthPages } from '#kernel/platform/health';
import { localRealtime } from '#kernel/realtime/server';
import { type RunningService, runService } from '#kernel/runtime';
import { systemRandom, uuidv7 } from '#kernel/security/random';
import { revocationsOver } from '#kernel/security/revocations';
import { accessVerifier, serviceTokens } from '#kernel/security/tokens';
import type { BuiltService } from '#kernel/service';
import { createLog } from '#kernel/telemetry/log';
import { createMetrics } from '#kernel/telemetry/metrics';
import { noSpans } from '#kernel/telemetry/spans';
import { person, testIdentity } from '#kernel/testing/identity';
import { systemClock } from '#kernel/time';
import { poolSize } from './lab.ts';
import subject, { entrance, things } from './subject.ts';

export interface StageOptions {
  /** What runs in this process; the service and the entrance unless told otherwise. */
  services?: readonly BuiltService[];
  /** Where the service is, if it runs in another process. */
  subjectAt?: string;
  /** Services whose routes stand beside the subject's, though nobody asks them. */
  beside?: readonly BuiltService[];
  /** The keys access tokens are verified with, if another process signs them. */
  keySet?: JSONWebKeySet;
  transport?: Transport;
}

export interface Stage {
  /** The subject. Nothing of it runs by itself yet. */
  running: RunningService;
  client: Client<typeof things>;
  /** What answers this process's requests. */
  app: RequestListener;
  /** The headers of somebody signed in. */
  headers: Record<string, string>;
  keySet: JSONWebKeySet;
  /** Called for each event once its handler's transaction is committed. */
  onHandled: { now: () => void };
  close(): Promise<void>;
}

const secret = 'a secret for benchmarks only, of 32 characters and more';

/** Builds it on a database, with the embedded engines unless told otherwise. */
export async function openStage(url: string, options: StageOptions = {}): Promise<Stage> {
  const { services = [subject, entrance], subjectAt = '', beside = [], transport = localTransport() } = options;
  const keys = memoryKeyStore(systemClock);
  const onHandled = { now: () => {} };
  const metrics = { ...createMetrics(), eventHandled: () => onHandled.now() };
  const revocations = revocationsOver(keys.forService('access'), () => {});
  const tokens = serviceTokens(secret, systemClock);
  const remote = httpSender({ tokens, urlOf: () => subjectAt });
  const send: Send = (endpoint, input, call) => running.get(endpoint.service)!.invokes[endpoint.name]!(input, call);
  const realtime = localRealtime();
  const around = {
    keys,
    localKeys: keys,
    transport,
    hub: realtime.hub,
    revocations,
    metrics,
    spans: noSpans,
    secret,
    send,
  };
  const settings = { dataDir: '', publicUrl: '', poolSize, platform: [], strict: false };
  const log = createLog({ level: 'error', pretty: false });
  const engines = { clock: systemClock, random: systemRandom, log, ...around, ...settings };
  const running = new Map(services.map(each => [each.name, runService(each, url, {}, engines)]));

  const identity = testIdentity(systemClock);
  const keySet = options.keySet ?? (await identity.jwks());
  const { server, closeSockets } = buildApp({
    services: [...running.values()],
    all: [...beside, subject, entrance],
    access: accessVerifier(async () => keySet, revocations, systemClock),
    tokens,
    remote,
    pages: healthPages({ services: [...running.values()], transport, keys, metrics, ready: () => true }),
    finished: ({ endpoint, status, startMs, endMs }) =>
      metrics.observeRequest(endpoint.service, endpoint.name, status, (endMs - startMs) / 1000),
    newId: () => uuidv7(systemClock, systemRandom),
    realtime,
  });
  const token = await identity.tokenOf(person(systemClock, 'resident@building:01939b5e-0000-7000-8000-000000000003'));
  return {
    running: running.get(subject.name)!,
    client: clientOf(things, 'bench', send),
    app: (request, response) => void server.emit('request', request, response),
    headers: { authorization: `Bearer ${token}` },
    keySet,
    onHandled,
    async close() {
      await closeSockets();
      await remote.close();
      await Promise.all([...running.values()].map(service => service.close()));
    },
  };
}

/** Listens on any free port of loopback; gives the address and what ends it. */
export async function listen(app: RequestListener): Promise<{ url: string; close(): void }> {
  const server = httpServer(app).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
