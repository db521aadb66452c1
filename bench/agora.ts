// `agora start` as a process of its own, for what is measured from outside.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../bin/agora', import.meta.url));
const patienceMs = 120_000;

export interface RunningAgora {
  url: string;
  /** What its Node process holds in memory now (`VmRSS`) or held at most (`VmHWM`); NaN without /proc (macOS). */
  megabytes(what: 'VmRSS' | 'VmHWM'): Promise<number>;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
}

const settings = (data: string) => ({
  ...process.env,
  AGORA_DATA: data,
  PORT: '0',
  LOG_LEVEL: 'error',
  AGORA_GATEWAY_WEB_DIR: 'none',
});

/** Starts it on a data folder; resolves when it says that it is ready. */
export async function runAgora(data: string, more: Record<string, string> = {}): Promise<RunningAgora> {
  const child = spawn(program, ['start'], { env: { ...settings(data), ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGINT');
    await exited;
  };
  const url = await untilReady(child).catch(async error => {
    await stop();
    throw error;
  });
  return {
    url,
    stop,
    async megabytes(what) {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024;
    },
  };
}

/** Runs another command of Agora on the same folder; throws what it said if it fails. */
export const tellAgora = (data: string, args: readonly string[]): Promise<unknown> =>
  promisify(execFile)(program, args, { env: settings(data) });

/** Resolves with its address; throws what it said if it ends before, or takes too long. */
function untilReady(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  const late = setTimeout(() => reject(new Error(`agora start is not ready after 2 min:\n${said}`)), patienceMs);
  const hear = (chunk: Buffer) => {
    said += chunk;
    const url = /Agora is ready .* at (http:\S+)/.exec(said)?.[1];
    if (url) resolve(url);
  };
  child.stdout!.on('data', hear);
  child.stderr!.on('data', hear);
  child.once('exit', code => reject(new Error(`agora start ended with ${code}:\n${said}`)));
  return promise.finally(() => clearTimeout(late));
}
