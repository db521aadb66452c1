// The live connection: one socket a tab, for whoever is signed in. It is loaded after the page is there. When the server
// closes it, the session may be over: the tokens are renewed, which tells. Who needs the connection at once begins it.

import { useEffect, useSyncExternalStore } from 'react';
import type { Socket } from 'socket.io-client';
import { CodedError, fromProblem, type Problem } from '#kernel/errors';
import { session } from './session.ts';

export interface Push {
  topic: string;
  id: string;
  type: string;
  data: unknown;
}

type Listener = (push: Push) => unknown;
const listeners = new Set<Listener>();
const again = new Set<() => void>();

/** Hears what the server pushes; gives what ends it. */
export function onPush(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Told when pushes may have been missed: after a lost connection, or when the server says so. */
export function onResync(listener: () => void): () => void {
  again.add(listener);
  return () => void again.delete(listener);
}

const renewEveryMs = 20_000;
const answerMs = 12_000;
let connection: Promise<Socket> | undefined;
let connected = false;
const watchers = new Set<() => void>();

function becomeConnected(now: boolean): void {
  connected = now;
  for (const watcher of watchers) watcher();
}

/** Whether pushes arrive just now. */
export const useConnected = (): boolean => useSyncExternalStore(watchConnected, () => connected);
const watchConnected = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

async function connect(): Promise<Socket> {
  const { io } = await import('socket.io-client');
  const made = io({
    path: '/api/v1/realtime',
    transports: ['websocket'],
    auth: answer => {
      void session.token().then(
        token => answer({ token }),
        () => answer({}),
      );
    },
  });
  let connectedBefore = false;
  const resync = () => {
    for (const listener of again) listener();
  };
  made.on('push', (push: Push) => {
    for (const listener of listeners) listener(push);
  });
  // One may no longer follow something.
  made.on('left', (place: Pick<Push, 'topic' | 'id'>) => {
    for (const listener of listeners) listener({ ...place, type: 'left', data: null });
  });
  made.on('resync', resync);
  made.on('connect', () => {
    becomeConnected(true);
    if (connectedBefore) resync();
    connectedBefore = true;
  });
  // The server said `bye`: Socket.io does not come back from that by itself.
  made.on('disconnect', reason => {
    becomeConnected(false);
    if (reason !== 'io server disconnect') return;
    void session.renew().then(
      access => access && made.connect(),
      () => setTimeout(() => made.connect(), 5_000),
    );
  });
  return made;
}

const open = (): Promise<Socket> => (connection ??= connect());

/** Asks over the live connection, once it is there. Raises what the server refuses, or `unavailable` without an answer. */
async function askLive(event: 'follow' | 'unfollow' | 'call', given: object): Promise<unknown> {
  const socket = await open();
  const reply = (await socket
    .timeout(answerMs)
    .emitWithAck(event, given)
    .catch(cause => {
      throw new CodedError('unavailable', 'Agora did not answer.', { reason: 'unreachable', cause });
    })) as { output: unknown } | { problem: Partial<Problem> };
  if ('problem' in reply) throw fromProblem(reply.problem);
  return reply.output;
}

/** Follows a topic: gives what changed until now, and what changes from then on is pushed. */
export const follow = (topic: string, input: object): Promise<unknown> => askLive('follow', { topic, input });

/** Ends `follow`; the connection's end does so, too. */
export const unfollow = (topic: string, id: string): void => void askLive('unfollow', { topic, id }).catch(() => {});

/** Tells something that may be lost, such as that one is writing. */
export const tell = (endpoint: string, input: object): void => {
  if (connected) void askLive('call', { endpoint, input }).catch(() => {});
};

/** How many frames keep the connection just now. */
let keepers = 0;
const handOverMs = 1_000;

function close(): void {
  void connection?.then(socket => socket.disconnect());
  connection = undefined;
  becomeConnected(false);
}

/** Keeps the live connection while the signed-in part of the app is shown. */
export function useLive(): void {
  useEffect(() => {
    keepers++;
    const begin = setTimeout(() => void open(), 1_000);
    // The token of the handshake expires; the server is given the next one before.
    const renewing = setInterval(async () => {
      const [socket, token] = await Promise.all([connection, session.token().catch(() => null)]);
      if (token && socket?.connected) socket.emit('renew', { token }, () => {});
    }, renewEveryMs);
    return () => {
      clearTimeout(begin);
      clearInterval(renewing);
      keepers--;
      // Between the screens for everybody and the others one frame takes over from another.
      if (session.state.status !== 'in') close();
      else setTimeout(() => keepers === 0 && close(), handOverMs);
    };
  }, []);
}
