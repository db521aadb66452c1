// A process of Agora: what the chosen services need is started before them, and stopped after them.

import type { Send } from '../clients/client.ts';
import type { Environment, PlatformConfig } from '../config.ts';
import type { Contract } from '../contract.ts';
import { memoryKeyStore } from '../keys/memory.ts';
import { type Started, startModules } from '../modules.ts';
import type { RunningService } from '../runtime.ts';
import type { BuiltService } from '../service.ts';
import { createLog, type Log } from '../telemetry/log.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { systemClock } from '../time.ts';
import { checkSettings } from './checks.ts';
import { callsModule, engines } from './engines.ts';
import { addressOf, httpModule } from './http.ts';
import type { Made } from './made.ts';
import { leadModule, serviceModule } from './services.ts';

export interface PlatformOptions {
  /** The services to run in this process. */
  services: readonly BuiltService[];
  /** Every service of the platform, to know whose events go where. */
  all: readonly BuiltService[];
  /** The contract that gives the keys access tokens are signed with, as `getJwks`. */
  identity: Contract;
  config: PlatformConfig;
  env: Environment;
  /** Whether to fill empty databases with the demo community. */
  seed: boolean;
  progress: (line: string) => void;
  /** The process cannot go on: the embedded PostgreSQL died. */
  onFatal: (reason: string) => void;
}

export interface Platform {
  url: string;
  /** How long the start took. */
  startedInMs: number;
  services: ReadonlyMap<string, RunningService>;
  /** Calls any service of the platform on behalf of the command. */
  send: Send;
  log: Log;
  stop(): Promise<string[]>;
}

const drainMs = 10_000;

/** Starts a process; resolves when it is ready. Throws a `ConfigError` with what to set, or what made it fail. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { config, services, all } = options;
  const beganMs = performance.now();
  checkSettings(config, services.length < all.length, services);
  const log = createLog({ level: config.logLevel, pretty: process.stdout.isTTY === true });
  const made: Made = {
    log,
    metrics: createMetrics(),
    localKeys: memoryKeyStore(systemClock),
    serviceCount: all.length,
    services: new Map(),
  };
  let ready = false;
  const send = sender(made);
  const started = await startModules([
    ...engines(options, made),
    ...services.map(service => serviceModule(service, options, made, send)),
    callsModule(options, made, send),
    httpModule(options, made, () => ready),
    leadModule(options, made),
  ]);
  ready = true;
  return {
    url: addressOf(config, made.http!),
    startedInMs: performance.now() - beganMs,
    services: made.services,
    send,
    log,
    stop() {
      ready = false;
      return stopWithin(started);
    },
  };
}

const stopWithin = (started: Started): Promise<string[]> => started.stop(drainMs);

/** In this process a function call, else HTTP to where the service runs. */
const sender =
  (made: Made): Send =>
  async (endpoint, input, call) => {
    const local = made.services.get(endpoint.service);
    return local ? local.invokes[endpoint.name]!(input, call) : made.remote!.send(endpoint, input, call);
  };
