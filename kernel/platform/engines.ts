// The modules below the services: PostgreSQL and its databases, shared keys, the transport of events, calls.

import type { JSONWebKeySet } from 'jose';
import { type Call, makeCall } from '../call.ts';
import type { Send } from '../clients/client.ts';
import { httpSender } from '../clients/http.ts';
import type { Environment, PlatformConfig } from '../config.ts';
import { localTransport } from '../events/local-transport.ts';
import { rabbitTransport } from '../events/rabbit-transport.ts';
import { memoryKeyStore } from '../keys/memory.ts';
import { redisKeyStore } from '../keys/redis.ts';
import { ensureDatabases, type ServiceDatabase } from '../migrate/databases.ts';
import { migrate } from '../migrate/migrate.ts';
import type { Module } from '../modules.ts';
import { localRealtime, redisRealtime } from '../realtime/server.ts';
import { revocationsOver } from '../security/revocations.ts';
import { accessVerifier, serviceTokens } from '../security/tokens.ts';
import type { BuiltService } from '../service.ts';
import { createSpans } from '../telemetry/spans.ts';
import { newTrace } from '../telemetry/trace.ts';
import { systemClock } from '../time.ts';
import type { Made } from './made.ts';
import type { PlatformOptions } from './platform.ts';
import { databasesOf, openServer, secretOf } from './servers.ts';

/** Takes what the process was asked for; gives the modules that start before any service. */
export function engines({ config, env, services, all, progress, onFatal }: PlatformOptions, made: Made): Module[] {
  const { log } = made;
  return [
    {
      name: 'postgres',
      needs: [],
      async start() {
        made.secret = await secretOf(config);
        made.server = await openServer({
          config,
          log: progress,
          onLoss: cause => onFatal(`PostgreSQL ended (${cause}); start Agora again.`),
        });
        return made.server.stop;
      },
    },
    {
      name: 'databases',
      needs: ['postgres'],
      async start() {
        const names = services.map(({ name }) => name);
        made.databases = databasesOf(names, made.server!, config, made.secret!, env);
        await ensureDatabases(made.server!.adminUrl!, made.databases);
        await migrateAll(services, made.databases, progress);
        return async () => {};
      },
    },
    {
      name: 'keys',
      needs: [],
      async start() {
        made.keys = config.redisUrl ? await redisKeyStore(config.redisUrl, log) : memoryKeyStore(systemClock);
        return made.keys.close;
      },
    },
    {
      name: 'realtime',
      needs: [],
      async start() {
        made.realtime = config.redisUrl
          ? redisRealtime(config.redisUrl, realtimeChannel(config), log)
          : localRealtime();
        return made.realtime.close;
      },
    },
    {
      name: 'transport',
      needs: [],
      async start() {
        made.transport = config.amqpUrl
          ? await rabbitTransport({
              url: config.amqpUrl,
              prefix: config.eventsPrefix,
              consumersOf: consumersIn(all),
              log,
            })
          : localTransport((service, error) => log.warn({ err: error, service }, 'a delivery failed'));
        return made.transport.close;
      },
    },
  ];
}

/** What Redis publishes is heard in all its databases, so the name says which one and which Agora it is. */
const realtimeChannel = ({ redisUrl, eventsPrefix }: PlatformConfig): string =>
  `${eventsPrefix}${new URL(redisUrl!).pathname.slice(1) || '0'}`;

/** Which services subscribe to an event type, in the whole platform. */
export function consumersIn(all: readonly BuiltService[]): (type: string) => readonly string[] {
  const consumers = new Map<string, string[]>();
  for (const { name, definition } of all)
    for (const { type } of definition.consumes ?? []) consumers.set(type, [...(consumers.get(type) ?? []), name]);
  return type => consumers.get(type) ?? [];
}

/** Brings every database up to date, two at a time: more only queue for the disk. */
export async function migrateAll(
  services: readonly BuiltService[],
  databases: readonly ServiceDatabase[],
  progress: (line: string) => void,
): Promise<number> {
  let applied = 0;
  const waiting = [...services];
  const work = async (): Promise<void> => {
    for (let service = waiting.shift(); service; service = waiting.shift()) {
      const { url } = databases.find(database => database.service === service!.name)!;
      const { migrations, partitions = [] } = service.definition;
      const files = await migrate({ url, migrations, partitions, now: systemClock.now() });
      applied += files;
      if (files > 0) progress(`${service.name}: ${files} migrations applied`);
    }
  };
  await Promise.all([work(), work()]);
  return applied;
}

/** What calls between services and with people's tokens need. */
export function callsModule({ env, identity, config }: PlatformOptions, made: Made, send: Send): Module {
  return {
    name: 'calls',
    needs: ['postgres', 'keys', 'realtime'],
    async start() {
      made.spans = await createSpans(config.otlpEndpoint);
      made.tokens = serviceTokens(made.secret!, systemClock);
      made.remote = httpSender({ tokens: made.tokens, urlOf: service => remoteUrl(service, env) });
      const warn = (error: unknown) => made.log.warn({ err: error }, 'revocations could not be read');
      made.revocations = revocationsOver(made.keys!.forService('access'), warn, whose =>
        made.realtime!.hub.send({ do: 'check', ...whose }),
      );
      const jwks = async () => (await send(identity.endpoints.getJwks!, {}, systemCall())) as JSONWebKeySet;
      made.access = accessVerifier(jwks, made.revocations, systemClock);
      return async () => {
        await made.remote!.close();
        await made.spans!.close();
      };
    },
  };
}

const systemCall = (): Call =>
  makeCall({ via: 'platform', requestId: 'platform', traceparent: newTrace(), deadlineMs: performance.now() + 5_000 });

/** Where a service of another process is: `AGORA_URL_<SERVICE>`, else the service's name as a host. */
const remoteUrl = (service: string, env: Environment): string =>
  env[`AGORA_URL_${service.toUpperCase()}`] ?? `http://${service}:8080`;
