// Which requests a process answers: the public entrance where the gateway runs, and calls of other services elsewhere.

import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import { backstageOf } from '../backstage/contract.ts';
import type { HttpSender } from '../clients/http.ts';
import { edgeApp, httpServer } from '../http/edge.ts';
import { internalApp } from '../http/internal.ts';
import type { Exchange } from '../http/mount.ts';
import { type Invoke, invoker } from '../invoke.ts';
import type { Realtime } from '../realtime/server.ts';
import { attachSockets, socketUpgrades } from '../realtime/sockets.ts';
import type { RunningService } from '../runtime.ts';
import type { AccessVerifier, ServiceTokens } from '../security/tokens.ts';
import type { BuiltService } from '../service.ts';
import { systemClock } from '../time.ts';

export interface AppOptions {
  services: readonly RunningService[];
  all: readonly BuiltService[];
  access: AccessVerifier;
  tokens: ServiceTokens;
  remote: HttpSender;
  pages: RequestHandler;
  finished: (exchange: Exchange) => void;
  newId: () => string;
  realtime: Realtime;
}

/** How often the token of every socket is looked at again: it expires by itself, and a revocation may have come while the
 * processes could not hear each other. */
const checkEveryMs = 5_000;

export interface App {
  server: Server;
  /** Closes the sockets of clients. */
  closeSockets: () => Promise<void>;
}

/** Builds the server of a process; it does not listen yet. */
export function buildApp(options: AppOptions): App {
  const { services } = options;
  const internal = internalApp({
    ...options,
    contracts: services.flatMap(({ service }) => [service.definition.contract, backstageOf(service.name)]),
    invokes: Object.fromEntries(services.map(({ service, invokes }) => [service.name, invokes])),
  });
  const gateway = services.find(({ service }) => service.edge);
  if (!gateway) return { server: httpServer(internal), closeSockets: async () => {} };
  const hooks = gateway.service.edge!(gateway.ctx as never);
  const invokes = Object.fromEntries(
    options.all.map(({ name, definition }) => [name, routes(name, definition, gateway, options)]),
  );
  const edge = edgeApp({
    ...options,
    hooks,
    contracts: options.all.map(({ definition }) => definition.contract),
    invokes,
    limiter: gateway.limiter,
  });
  // Another service's call says so in a header, and must prove it there; everything else comes from outside.
  const server = httpServer(
    (request, response) => (request.headers['x-agora-service'] ? internal : edge)(request, response),
    socketUpgrades,
  );
  const closeSockets = attachSockets(server, {
    ...options,
    definitions: options.all.map(({ definition }) => definition),
    invokes,
    limiter: gateway.limiter,
    perMinute: hooks.perMinute.user,
    checkEveryMs,
  });
  return { server, closeSockets };
}

/** A service's operations where they run here, else the way to where they do, checked and limited at the entrance. */
function routes(
  name: string,
  { contract }: BuiltService['definition'],
  gateway: RunningService,
  { services, remote }: AppOptions,
): Record<string, Invoke> {
  const local = services.find(({ service }) => service.name === name);
  if (local) return local.invokes;
  const options = { clock: systemClock, limiter: gateway.limiter, keys: gateway.ctx.keys, checkOutput: false };
  return Object.fromEntries(
    Object.values(contract.endpoints).map(endpoint => [
      endpoint.name,
      invoker(endpoint, (input, call) => remote.send(endpoint, input, call), options),
    ]),
  );
}
