// Sockets at the public entrance: who connects proves who they are, follows what its service lets them follow, and calls
// what the contract lets them call, through the same pipeline as a request.

import type { Server as HttpServer } from 'node:http';
import { z } from 'zod';
import { makeCall } from '../call.ts';
import type { Endpoint } from '../contract.ts';
import { CodedError, errorCodes, fail, toProblem } from '../errors.ts';
import { socketPath, type Upgrades } from '../http/edge.ts';
import type { Exchange } from '../http/mount.ts';
import type { Invoke } from '../invoke.ts';
import type { RateLimiter } from '../keys/limiter.ts';
import type { AccessVerifier } from '../security/tokens.ts';
import type { Definition } from '../service.ts';
import { newTrace } from '../telemetry/trace.ts';
import { ownTopic, type Signal, topicName } from './hub.ts';
import type { ClientSocket, Realtime, Reply } from './server.ts';

export interface SocketOptions {
  realtime: Realtime;
  definitions: readonly Definition[];
  /** By service and endpoint: the operation itself, or the way to the process that has it. */
  invokes: Record<string, Record<string, Invoke>>;
  access: AccessVerifier;
  limiter: RateLimiter;
  /** Requests a minute for each person, counted together with those over HTTP. */
  perMinute: number;
  finished: (exchange: Exchange) => void;
  newId: () => string;
  /** How often every socket's token is looked at again. */
  checkEveryMs: number;
}

/** A client between the moment it asked to follow a room and its answer: what is pushed meanwhile waits here. */
interface Waiting {
  socket: ClientSocket;
  queue: Pushed[];
  evicted: boolean;
}
type Pushed = Omit<Extract<Signal, { do: 'push' }>, 'do'>;

/** Socket.io listens for the upgrades of its path itself, so nobody else may answer them. */
export const socketUpgrades: Upgrades = new Map([socketPath, `${socketPath}/`].map(path => [path, () => {}]));

const maxSocketsEach = 20;
const maxRoomsEach = 500;

const Follow = z.strictObject({ topic: z.string().max(100), input: z.record(z.string(), z.unknown()) });
const Unfollow = z.strictObject({ topic: z.string().max(100), id: z.string().max(100) });
const CallOf = z.strictObject({ endpoint: z.string().max(100), input: z.record(z.string(), z.unknown()) });
const Renew = z.strictObject({ token: z.string().max(20_000) });

const roomOf = ({ topic, id }: { topic: string; id: string }): string => `${topic}:${id}`;

/** Lets clients connect to an HTTP server; gives what closes them. */
export function attachSockets(server: HttpServer, options: SocketOptions): () => Promise<void> {
  const { io, hub } = options.realtime;
  const waiting = new Map<string, Set<Waiting>>();
  const surface = surfaceOf(options.definitions);
  io.attach(server);
  io.use((socket, next) => {
    connect(socket, options).then(
      () => next(),
      error => next(Object.assign(new Error('refused'), { data: toProblem(error) })),
    );
  });
  io.on('connection', socket => {
    void socket.join([`${ownTopic}:${socket.data.user.userId}`, `session:${socket.data.user.sessionId}`]);
    const answering =
      (work: (raw: unknown) => Promise<unknown>) =>
      (raw: unknown, answer: unknown): void => {
        if (typeof answer !== 'function') return;
        work(raw).then(
          output => output !== answered && (answer as (reply: Reply) => void)({ output: output ?? null }),
          error => (answer as (reply: Reply) => void)({ problem: toProblem(error) }),
        );
      };
    socket.on('follow', (raw, answer) =>
      answering(given => follow({ socket, waiting, surface, options }, given, answer))(raw, answer),
    );
    socket.on(
      'unfollow',
      answering(async raw => void socket.leave(roomOf(read(Unfollow, raw)))),
    );
    socket.on(
      'call',
      answering(async raw => {
        const { endpoint: name, input } = read(CallOf, raw);
        const endpoint = surface.calls.get(name) ?? fail('not_found', 'Sockets have no such call; ask over HTTP.');
        return invoke(socket, endpoint, input, options);
      }),
    );
    socket.on(
      'renew',
      answering(async raw => {
        const { token } = read(Renew, raw);
        const user = await options.access.verify(token);
        if (user.userId !== socket.data.user.userId) fail('permission_denied', 'This token is of somebody else.');
        void socket.leave(`session:${socket.data.user.sessionId}`);
        void socket.join(`session:${user.sessionId}`);
        Object.assign(socket.data, { user, token });
      }),
    );
  });
  const stopListening = hub.listen(signal => hear(signal, { waiting, options }));
  const sweep = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) void check(socket, options.access);
  }, options.checkEveryMs).unref();
  return async () => {
    clearInterval(sweep);
    stopListening();
    io.local.disconnectSockets(true);
    io.engine.close();
  };
}

/** Said by work that has answered by itself. */
const answered = Symbol('answered');

function read<T extends z.ZodType>(schema: T, raw: unknown): z.output<T> {
  const parsed = schema.safeParse(raw);
  return parsed.success ? parsed.data : fail('invalid_argument', z.prettifyError(parsed.error));
}

/** What clients may follow and call, by its name. */
function surfaceOf(definitions: readonly Definition[]) {
  const topics = new Map<string, { resume: Endpoint; of: string }>();
  const calls = new Map<string, Endpoint>();
  for (const { contract, realtime } of definitions) {
    const endpointOf = (name: string): Endpoint => {
      const found = contract.endpoints[name];
      if (!found) throw new Error(`${contract.service} has no endpoint ${name} for its sockets`);
      return found;
    };
    for (const [topic, { resume, of }] of Object.entries(realtime?.topics ?? {}))
      topics.set(topicName(contract.service, topic), { resume: endpointOf(resume), of });
    for (const name of realtime?.calls ?? []) calls.set(`${contract.service}.${name}`, endpointOf(name));
  }
  return { topics, calls };
}

/** Reads the access token of a new client. Raises what its verification raises. */
async function connect(socket: ClientSocket, { access, realtime }: SocketOptions): Promise<void> {
  const { token } = socket.handshake.auth as { token?: unknown };
  if (typeof token !== 'string') return fail('unauthenticated', 'Send the access token as auth: { token }.');
  const user = await access.verify(token);
  const open = realtime.io.sockets.adapter.rooms.get(`${ownTopic}:${user.userId}`)?.size ?? 0;
  if (open >= maxSocketsEach) fail('rate_limited', `You have ${open} sockets open; close one.`);
  Object.assign(socket.data, { user, token });
}

interface Following {
  socket: ClientSocket;
  waiting: Map<string, Set<Waiting>>;
  surface: ReturnType<typeof surfaceOf>;
  options: SocketOptions;
}

/** Registers for the room first, then reads the state, then lets out what was pushed meanwhile: no gap. */
async function follow(
  { socket, waiting, surface, options }: Following,
  raw: unknown,
  answer: (reply: Reply) => void,
): Promise<unknown> {
  const { topic, input } = read(Follow, raw);
  const { resume, of } = surface.topics.get(topic) ?? fail('not_found', 'There is no such topic.');
  const room = roomOf({ topic, id: String(input[of]).toLowerCase() });
  if (socket.rooms.size >= maxRoomsEach) fail('rate_limited', 'Follow fewer things with one socket.');
  const followed = socket.rooms.has(room);
  void socket.leave(room);
  const mine: Waiting = { socket, queue: [], evicted: false };
  const others = waiting.get(room) ?? new Set();
  waiting.set(room, others.add(mine));
  try {
    const output = await invoke(socket, resume, input, options);
    if (mine.evicted) fail('not_found', 'You may no longer follow this.');
    if (!socket.connected) return answered;
    answer({ output });
    goOn(mine, room);
    return answered;
  } catch (error) {
    // That the state could not be read just now takes nobody's place away.
    if (followed && !mine.evicted && !isRefusal(error)) goOn(mine, room);
    throw error;
  } finally {
    others.delete(mine);
    if (others.size === 0 && waiting.get(room) === others) waiting.delete(room);
  }
}

/** Lets out what was pushed meanwhile, and what comes from now on. */
function goOn({ socket, queue }: Waiting, room: string): void {
  void socket.join(room);
  for (const pushed of queue) socket.emit('push', pushed);
}

const isRefusal = (error: unknown): boolean =>
  error instanceof CodedError && errorCodes[error.code].status < 500 && error.code !== 'rate_limited';

/** Calls an endpoint as the person at the socket, counted and measured as a request. */
async function invoke(
  { data: { user, token }, handshake }: ClientSocket,
  endpoint: Endpoint,
  input: Record<string, unknown>,
  { limiter, perMinute, invokes, newId, finished }: SocketOptions,
): Promise<unknown> {
  const startMs = performance.timeOrigin + performance.now();
  const userAgent = handshake.headers['user-agent']?.slice(0, 300);
  const call = makeCall({
    user,
    token,
    requestId: newId(),
    traceparent: newTrace(),
    deadlineMs: performance.now() + (endpoint.deadlineMs ?? 10_000),
    ip: handshake.address,
    ...(userAgent && { userAgent }),
  });
  const settle = (status: number, error?: unknown): void =>
    finished({
      endpoint,
      call,
      status,
      startMs,
      endMs: performance.timeOrigin + performance.now(),
      ...(error !== undefined && { error }),
    });
  try {
    const bucket = { capacity: perMinute, refillPerSecond: perMinute / 60 };
    const { allowed, retryAfterMs } = await limiter.take(user.userId, bucket, { whenDown: 'local' });
    if (!allowed) {
      const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
      fail('rate_limited', `Wait ${retryAfterSeconds} s before you try again.`, { retryAfterSeconds });
    }
    const output = await invokes[endpoint.service]![endpoint.name]!(input, call);
    settle(200);
    return output;
  } catch (error) {
    settle(error instanceof CodedError ? errorCodes[error.code].status : 500, error);
    throw error;
  }
}

/** Hands a signal on to the sockets of this process. */
function hear(signal: Signal, { waiting, options }: Pick<Following, 'waiting' | 'options'>): void {
  const { io } = options.realtime;
  if (signal.do === 'resync') return void io.local.emit('resync');
  if (signal.do === 'check') {
    const room = 'userId' in signal ? `${ownTopic}:${signal.userId}` : `session:${signal.sessionId}`;
    for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
      const socket = io.sockets.sockets.get(id);
      if (socket) void check(socket, options.access);
    }
    return;
  }
  const { topic, id } = signal;
  const room = roomOf(signal);
  if (signal.do === 'push') {
    const pushed = { topic, id, type: signal.type, data: signal.data };
    io.local.to(room).emit('push', pushed);
    for (const { queue } of waiting.get(room) ?? []) queue.push(pushed);
    return;
  }
  for (const each of waiting.get(room) ?? []) if (each.socket.data.user.userId === signal.userId) each.evicted = true;
  const own = `${ownTopic}:${signal.userId}`;
  io.local.in(own).socketsLeave(room);
  io.local.to(own).emit('left', { topic, id });
}

/** Closes a socket whose token has expired or no longer counts. */
async function check(socket: ClientSocket, access: AccessVerifier): Promise<void> {
  const { token } = socket.data;
  try {
    await access.verify(token);
  } catch (error) {
    if (!(error instanceof CodedError) || socket.data.token !== token) return;
    socket.emit('bye', toProblem(error));
    socket.disconnect(true);
  }
}
