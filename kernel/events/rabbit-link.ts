// The connection to RabbitMQ: amqplib comes back by itself after a loss; here is what the rest needs to know of it.

import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelModel, connect, type RecoveringChannelModel } from 'amqplib';
import type { Log } from '../telemetry/log.ts';

export type RabbitLog = Pick<Log, 'info' | 'warn' | 'error'>;

export interface Link {
  connection: RecoveringChannelModel;
  /** True while connected and the broker takes messages. */
  up(): boolean;
  /** `RabbitMQ 3.10.8 at host:5672` */
  describe(): string;
  close(): Promise<void>;
}

const startTimeoutMs = 3_000;
const handshakeTimeoutMs = 10_000;
const closeTimeoutMs = 2_000;
/** A broker that is silent for two to three of these is given up. */
const heartbeatSeconds = '10';

/**
 * Connects. A setting that cannot work (not such an address, a refused password, no such virtual host) throws; a broker
 * that is merely not there does not, because events wait in the outbox: the link is then down until it is back.
 */
export async function rabbitLink(url: string, log: RabbitLog): Promise<Link> {
  const address = addressOf(url);
  const { host } = address;
  const connection = await connect(address.url, {
    timeout: handshakeTimeoutMs,
    noDelay: true,
    clientProperties: { connection_name: 'agora' },
    recovery: { initialDelay: 100, maxDelay: 3_000, waitForConnect: false },
  });
  const state = watch(connection, host, log);
  await within(Promise.race([connection.waitForConnect(), state.refused]), startTimeoutMs);
  if (state.refusal) {
    await connection.close();
    const advice = 'correct its user, password or virtual host';
    throw new Error(`RabbitMQ at ${host} refused AMQP_URL (${state.refusal}); ${advice}`);
  }
  return {
    connection,
    up: () => state.connected && !state.blocked,
    describe: () => `RabbitMQ ${state.version} at ${host}`,
    async close() {
      state.closing = true;
      state.connected = false;
      await within(connection.close(), closeTimeoutMs);
    },
  };
}

/** True once the promise has settled, either way; false after so many milliseconds. */
export async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, sleep(ms, false, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}

/** The address with our heartbeat, and its host for messages, which never show the password. */
function addressOf(text: string): { url: string; host: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !/^amqps?:$/.test(url.protocol))
    throw new Error('AMQP_URL is not an address; write amqp://user:password@host:5672, or amqps:// for TLS');
  if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', heartbeatSeconds);
  const port = url.port || (url.protocol === 'amqp:' ? '5672' : '5671');
  return { url: url.href, host: `${url.hostname}:${port}` };
}

/** The second is all that amqplib says when the virtual host does not exist or is not ours. */
const refusals = /ACCESS[_-]REFUSED|got <ConnectionClose/;

/** Follows what becomes of the connection, and logs each loss and each return once. */
function watch(connection: RecoveringChannelModel, host: string, log: RabbitLog) {
  const refused = Promise.withResolvers<void>();
  const state = {
    connected: false,
    blocked: false,
    closing: false,
    lost: false,
    refusal: '',
    refused: refused.promise,
    version: '(version not known yet)',
  };
  const lose = (error: Error) => {
    state.connected = state.blocked = false;
    if (state.lost || state.closing) return;
    state.lost = true;
    const advice = 'start it or correct AMQP_URL; events wait in the outbox. Trying again by itself.';
    log.warn({ host, reason: error.message }, `RabbitMQ is not reachable; ${advice}`);
  };
  connection.on('connect', (model: ChannelModel) => {
    state.connected = true;
    state.version = String(model.connection.serverProperties.version);
    if (state.lost) log.info({ host }, 'RabbitMQ is reachable again');
    state.lost = false;
  });
  connection.on('connect-failed', error => {
    if (refusals.test(error.message)) state.refusal = error.message;
    if (state.refusal) refused.resolve();
    lose(error);
  });
  connection.on('disconnect', lose);
  connection.on('error', () => {}); // Every error ends the connection, so that 'disconnect' follows and says it.
  connection.on('blocked', reason => {
    state.blocked = true;
    log.warn({ host, reason }, 'RabbitMQ takes no messages: free its memory or disk; events wait in the outbox');
  });
  connection.on('unblocked', () => {
    state.blocked = false;
    log.info({ host }, 'RabbitMQ takes messages again');
  });
  return state;
}
