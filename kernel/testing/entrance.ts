// The public entrance of a harness, opened when the first HTTP request is made.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type EdgeHooks, edgeApp, httpServer } from '../http/edge.ts';
import { attachSockets, socketUpgrades } from '../realtime/sockets.ts';
import type { World } from './world.ts';

/** Without a gateway in the test nothing is limited. */
const unlimited: EdgeHooks = {
  corsOrigins: [],
  trustedProxies: 0,
  perMinute: { user: 1e9, address: 1e9 },
  shed: { maxInFlight: 1e9, maxLagMs: 1e9 },
  record: () => {},
};

export function openEntrance(world: World): { url(): Promise<string>; close(): Promise<void> } {
  let opening: Promise<Server> | undefined;
  let closeSockets: (() => Promise<void>) | undefined;

  async function open(): Promise<Server> {
    const services = [...world.running.values()];
    const gateway = services.find(({ service }) => service.edge);
    const invokes = Object.fromEntries(services.map(({ service, invokes: own }) => [service.name, own]));
    const hooks = gateway?.service.edge?.(gateway.ctx as never) ?? unlimited;
    const limiter = (gateway ?? services[0]!).limiter;
    const app = edgeApp({
      hooks,
      contracts: services.map(({ service }) => service.definition.contract),
      invokes,
      access: world.access,
      limiter,
      finished: () => {},
      newId: world.newId,
      pages: (_request, _response, next) => next(),
    });
    const opened = httpServer(app, socketUpgrades);
    closeSockets = attachSockets(opened, {
      realtime: world.realtime,
      definitions: services.map(({ service }) => service.definition),
      invokes,
      access: world.access,
      limiter,
      perMinute: hooks.perMinute.user,
      finished: () => {},
      newId: world.newId,
      checkEveryMs: 50,
    });
    opened.listen(0, '127.0.0.1');
    await new Promise(resolve => opened.once('listening', resolve));
    return opened;
  }

  return {
    async url() {
      const server = await (opening ??= open());
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async close() {
      const server = await opening?.catch(() => undefined);
      await closeSockets?.();
      server?.close();
      server?.closeAllConnections();
    },
  };
}
