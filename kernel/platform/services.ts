// The modules of the services themselves, and of what runs in their lead.

import { z } from 'zod';
import type { Send } from '../clients/client.ts';
import { readConfig } from '../config.ts';
import type { Module } from '../modules.ts';
import { type RunningService, runService } from '../runtime.ts';
import { systemRandom } from '../security/random.ts';
import type { BuiltService } from '../service.ts';
import { systemClock } from '../time.ts';
import type { Made } from './made.ts';
import type { PlatformOptions } from './platform.ts';

/** One service: its database, its operations, its subscriptions. */
export function serviceModule(
  service: BuiltService,
  { all, config, env }: PlatformOptions,
  made: Made,
  send: Send,
): Module {
  return {
    name: `service:${service.name}`,
    needs: ['databases', 'keys', 'realtime', 'transport', 'calls'],
    async start() {
      const { url } = made.databases!.find(database => database.service === service.name)!;
      const settings = readConfig(service.name, service.definition.config ?? z.strictObject({}), env);
      const running = runService(service, url, settings, {
        clock: systemClock,
        random: systemRandom,
        keys: made.keys!,
        localKeys: made.localKeys,
        transport: made.transport!,
        hub: made.realtime!.hub,
        revocations: made.revocations!,
        log: made.log,
        metrics: made.metrics,
        spans: made.spans!,
        secret: made.secret!,
        dataDir: config.data,
        publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
        poolSize: made.server!.poolSizeFor(made.serviceCount),
        platform: all.map(({ name }) => name),
        strict: false,
        send,
      });
      made.services.set(service.name, running);
      const end = await running.open();
      return async () => {
        try {
          await end();
        } finally {
          await running.close();
        }
      };
    },
  };
}

/** Relays, inbox workers and jobs start last, when everything they may call is there. */
export function leadModule({ services, seed, progress }: PlatformOptions, made: Made): Module {
  return {
    name: 'lead',
    needs: ['http'],
    async start() {
      if (seed) await seedAll(services, made.services, progress);
      const ends = [...made.services.values()].map(service => service.seekLead());
      return async () => void (await Promise.all(ends.map(end => end())));
    },
  };
}

/** Fills the databases of services that are still empty. */
export async function seedAll(
  services: readonly BuiltService[],
  running: ReadonlyMap<string, RunningService>,
  progress: (line: string) => void,
): Promise<void> {
  const startedMs = performance.now();
  await Promise.all(services.map(service => service.seed?.(running.get(service.name)!.ctx as never)));
  const ms = Math.round(performance.now() - startedMs);
  if (ms > 200) progress(`demo community seeded in ${ms} ms`);
}
