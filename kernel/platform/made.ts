// What the modules of a process make for each other.

import type { Server } from 'node:http';
import type { HttpSender } from '../clients/http.ts';
import type { Transport } from '../event.ts';
import type { KeyStore } from '../keys/port.ts';
import type { ServiceDatabase } from '../migrate/databases.ts';
import type { Realtime } from '../realtime/server.ts';
import type { RunningService } from '../runtime.ts';
import type { Revocations } from '../security/revocations.ts';
import type { AccessVerifier, ServiceTokens } from '../security/tokens.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Spans } from '../telemetry/spans.ts';
import type { DatabaseServer } from './servers.ts';

/** Filled in by each module as it starts; a module may read what those it needs have filled in. */
export interface Made {
  log: Log;
  metrics: Metrics;
  localKeys: KeyStore;
  serviceCount: number;
  spans?: Spans;
  server?: DatabaseServer;
  secret?: string;
  databases?: ServiceDatabase[];
  keys?: KeyStore;
  transport?: Transport;
  realtime?: Realtime;
  revocations?: Revocations;
  tokens?: ServiceTokens;
  access?: AccessVerifier;
  remote?: HttpSender;
  services: Map<string, RunningService>;
  http?: Server;
}
