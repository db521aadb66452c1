// The module that answers requests.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ConfigError, type PlatformConfig } from '../config.ts';
import { type Exchange, isFault } from '../http/mount.ts';
import type { Module } from '../modules.ts';
import { systemRandom, uuidv7 } from '../security/random.ts';
import { systemClock } from '../time.ts';
import { buildApp } from './app.ts';
import { healthPages, observeServices } from './health.ts';
import type { Made } from './made.ts';
import type { PlatformOptions } from './platform.ts';

/** Listens once every service is open; `ready` tells whether the whole process is. */
export function httpModule(options: PlatformOptions, made: Made, ready: () => boolean): Module {
  const { config, services, all } = options;
  return {
    name: 'http',
    needs: services.map(({ name }) => `service:${name}`),
    async start() {
      observeServices([...made.services.values()], made.metrics, systemClock);
      const { server, closeSockets } = buildApp({
        services: [...made.services.values()],
        all,
        access: made.access!,
        tokens: made.tokens!,
        remote: made.remote!,
        pages: healthPages({
          services: [...made.services.values()],
          transport: made.transport!,
          keys: made.keys!,
          metrics: made.metrics,
          ready,
        }),
        finished: watcher(made),
        newId: () => uuidv7(systemClock, systemRandom),
        realtime: made.realtime!,
      });
      const stop = stopperOf(server);
      made.http = await listen(server, config);
      return async () => {
        await closeSockets();
        await stop();
      };
    },
  };
}

/** Every answered request becomes a metric, a span, and a log line if it went wrong on our side. */
function watcher({ metrics, spans, log }: Made): (exchange: Exchange) => void {
  return ({ endpoint, call, status, startMs, endMs, error }) => {
    metrics.observeRequest(endpoint.service, endpoint.name, status, (endMs - startMs) / 1000);
    const name = `${endpoint.service}.${endpoint.name}`;
    const failed = isFault(status);
    spans!.record({
      name,
      service: endpoint.service,
      traceparent: call.traceparent,
      startMs,
      endMs,
      status: failed ? 'error' : 'ok',
    });
    if (failed) log.error({ err: error, operation: name, status, request: call.requestId }, 'a request failed');
  };
}

function listen(server: Server, { host, port }: PlatformConfig): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigError(`Port ${port} is in use: stop what listens on it, or set PORT to another.`)
          : error,
      ),
    );
    server.listen(port, host, () => resolve(server));
  });
}

/** Gives what stops a server: it accepts nothing more, lets the requests under way finish, and closes every connection
 * that has its answer or never asked. One that is kept for another request would use up the time of the stop, and what
 * is stopped after the requests, such as the connections to the databases, would be cut off. */
export function stopperOf(server: Server): () => Promise<void> {
  const open = new Set<Socket>();
  server.on('connection', socket => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  const closeAnswered = (message: unknown): void => {
    const answered = message as { server: Server; socket: Socket };
    if (answered.server === server) answered.socket.end();
  };
  return () =>
    new Promise(resolve => {
      subscribe(answers, closeAnswered);
      server.prependListener('request', (_request, response) => {
        response.shouldKeepAlive = false;
      });
      server.close(() => {
        unsubscribe(answers, closeAnswered);
        resolve();
      });
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    });
}

/** Where Node tells of each response that was sent. */
const answers = 'http.server.response.finish';

/** Where people reach it. */
export function addressOf({ host }: PlatformConfig, server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
}
