// A RabbitMQ broker of one's own, on loopback and in a folder of its own, for tests that need the real engine.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, closeSync, constants, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running broker. `pause` kills it as a power cut would; `resume` starts it again on the same data. */
export interface Broker {
  url: string;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;

/** Debian's /usr/sbin/rabbitmq-server switches to another user, so the program behind it comes first. */
const places = ['/usr/lib/rabbitmq/bin', '/opt/rabbitmq/sbin', ...(process.env.PATH ?? '').split(delimiter)];
const find = (program: string): string | undefined => places.map(place => join(place, program)).find(isExecutable);

/** The `rabbitmq-server` program of this machine, or undefined. */
export const findRabbit = (): string | undefined => find('rabbitmq-server');

/**
 * Starts a broker as the current user, its data and logs under `dir`, listening on 127.0.0.1:`port` only; it also
 * takes `port + 1` (Erlang's distribution) and `port + 2` (its name server, epmd). Throws a sentence if RabbitMQ is
 * not installed or does not answer within a minute.
 */
export async function startRabbit(dir: string, port: number): Promise<Broker> {
  const program = findRabbit();
  if (!program)
    throw new Error('there is no rabbitmq-server here: install it (Debian: apt-get install rabbitmq-server)');
  const env = environment(dir, port);
  const output = openSync(join(dir, 'output.log'), 'a');
  // We start epmd ourselves, because one that Erlang starts outlives the broker.
  const names = spawn(find('epmd') ?? 'epmd', ['-address', '127.0.0.1', '-port', String(port + 2)], {
    env,
    stdio: 'ignore',
  });
  await once(names, 'spawn');

  const launch = async (): Promise<ChildProcess> => {
    // A group of its own, because the shell script that is `rabbitmq-server` runs the broker as its child.
    const child = spawn(program, [], { env, detached: true, stdio: ['ignore', output, output] });
    await untilItSpeaksAmqp(port, child, dir).catch(async error => {
      await end(child, 'SIGKILL');
      throw error;
    });
    return child;
  };
  const endAll = () => {
    signal(child, 'SIGKILL');
    names.kill('SIGKILL');
  };
  let child = await launch().catch(error => {
    names.kill('SIGKILL');
    throw error;
  });
  process.once('exit', endAll);

  return {
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    pause: () => end(child, 'SIGKILL'),
    async resume() {
      child = await launch();
    },
    async stop() {
      process.removeListener('exit', endAll);
      await end(child, 'SIGTERM');
      names.kill('SIGKILL');
      closeSync(output);
    },
  };
}

function environment(dir: string, port: number): NodeJS.ProcessEnv {
  for (const part of ['data', 'logs']) mkdirSync(join(dir, part), { recursive: true });
  const config = join(dir, 'rabbitmq.conf');
  writeFileSync(config, 'disk_free_limit.absolute = 50MB\nlog.console = false\nlog.file.level = warning\n');
  writeFileSync(join(dir, 'enabled_plugins'), '[].\n');
  return {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: dir, // Erlang keeps its cookie there.
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(port + 2),
    RABBITMQ_NODENAME: `agora-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(port + 1),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    RABBITMQ_CONF_ENV_FILE: join(dir, 'no-rabbitmq-env.conf'),
    RABBITMQ_CONFIG_FILE: config,
    RABBITMQ_ENABLED_PLUGINS_FILE: join(dir, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(dir, 'data'),
    RABBITMQ_LOG_BASE: join(dir, 'logs'),
    RABBITMQ_PID_FILE: join(dir, 'broker.pid'),
  };
}

/** Waits for the first bytes of the broker's greeting: the port opens before the broker can serve. */
async function untilItSpeaksAmqp(port: number, child: ChildProcess, dir: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    if (await speaksAmqp(port)) return;
    await sleep(100);
  }
  throw new Error(`RabbitMQ did not start on port ${port}: see ${join(dir, 'output.log')} and ${join(dir, 'logs')}`);
}

function speaksAmqp(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host: '127.0.0.1', port });
  socket.setTimeout(2_000, () => resolve(false));
  socket.once('connect', () => socket.write('AMQP\0\0\x09\x01'));
  socket.once('data', () => resolve(true));
  socket.once('error', () => resolve(false));
  socket.once('close', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

/** Ends the broker and all it started; one that takes longer than 20 s is killed. */
async function end(child: ChildProcess, how: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  signal(child, how);
  const timer = setTimeout(() => signal(child, 'SIGKILL'), 20_000);
  await gone;
  clearTimeout(timer);
}

function signal(child: ChildProcess, how: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, how);
  } catch {
    // It is gone already.
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
