// The Socket.io server of a process: not listening yet, and with Redis joined to those of the others.

import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server, type Socket } from 'socket.io';
import type { User } from '../call.ts';
import { messageOf, type Problem } from '../errors.ts';
import { socketPath } from '../http/edge.ts';
import type { Log } from '../telemetry/log.ts';
import { type Hub, localHub, type Signal } from './hub.ts';

/** What a client is answered. */
export type Reply = { output: unknown } | { problem: Problem };
type Answer = (reply: Reply) => void;

interface FromClients {
  follow: (raw: unknown, answer: Answer) => void;
  unfollow: (raw: unknown, answer: Answer) => void;
  call: (raw: unknown, answer: Answer) => void;
  renew: (raw: unknown, answer: Answer) => void;
}
interface ToClients {
  push: (push: { topic: string; id: string; type: string; data: unknown }) => void;
  left: (room: { topic: string; id: string }) => void;
  resync: () => void;
  bye: (problem: Problem) => void;
}
interface BetweenServers {
  signal: (signal: Signal) => void;
}
interface SocketData {
  user: User;
  token: string;
}

export type SocketServer = Server<FromClients, ToClients, BetweenServers, SocketData>;
export type ClientSocket = Socket<FromClients, ToClients, BetweenServers, SocketData>;

export interface Realtime {
  hub: Hub;
  io: SocketServer;
  close(): Promise<void>;
}

const options = {
  path: socketPath,
  addTrailingSlash: false,
  // Without long polling a socket is one connection, which any balancer sends to one process.
  transports: ['websocket'] as ['websocket'],
  serveClient: false,
  destroyUpgrade: false,
  maxHttpBufferSize: 65_536,
  pingInterval: 20_000,
  pingTimeout: 20_000,
};

/** For a process that has nobody to share sockets with. */
export function localRealtime(): Realtime {
  const io: SocketServer = new Server(options);
  return { hub: localHub(), io, close: async () => {} };
}

/** Joined through Redis to the processes that use the same channel name. */
export function redisRealtime(url: string, channel: string, log: Pick<Log, 'warn'>): Realtime {
  const io: SocketServer = new Server(options);
  const hub = localHub(signal => void io.serverSideEmit('signal', signal));
  const warn = (error: unknown) => log.warn({ reason: messageOf(error) }, 'pushes do not reach other processes');
  // A push that cannot be sent now is worth nothing later; clients are told to ask for what they missed.
  const publishing = connection(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 }, warn);
  const subscribing = connection(url, { maxRetriesPerRequest: null }, warn);
  // The adapter awaits none of its publications: a refused one would end the process.
  const publish = publishing.publish.bind(publishing);
  publishing.publish = (async (...args: Parameters<typeof publish>) =>
    publish(...args).catch(() => 0)) as typeof publishing.publish;
  io.adapter(createAdapter(publishing, subscribing, { key: `${channel}:realtime` }));
  io.on('signal' as never, hub.hear as never);
  for (const redis of [publishing, subscribing]) {
    let lost = false;
    redis.on('close', () => (lost = true));
    redis.on('ready', () => {
      if (lost) hub.send({ do: 'resync' });
      lost = false;
    });
  }
  return {
    hub,
    io,
    async close() {
      publishing.disconnect();
      subscribing.disconnect();
    },
  };
}

function connection(url: string, more: object, warn: (error: unknown) => void): Redis {
  const redis = new Redis(url, { retryStrategy: attempt => Math.min(50 * 2 ** attempt, 1_000), ...more });
  let told = false;
  redis.on('ready', () => (told = false));
  redis.on('error', error => {
    if (!told) warn(error);
    told = true;
  });
  return redis;
}
