// `agora start` on an empty data folder and on the same folder again: how soon it is ready, and what memory its Node
// process then holds.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Lab } from './lab.ts';
import { type Bench, median, type Row } from './measure.ts';

const program = fileURLToPath(new URL('../bin/agora', import.meta.url));
const folders = 2;
const warmStarts = 3;
const goalMs = { cold: 15_000, warm: 5_000 };
const goalMegabytes = 400;
const patienceMs = 120_000;
/** After it is ready it still seeds projections and fills caches. */
const settleMs = 3_000;

interface Start {
  readyMs: number;
  megabytes: number;
}

/** Starts Agora, waits until it is ready and settled, and stops it as Ctrl-C does. */
async function startOnce(data: string): Promise<Start> {
  const startMs = performance.now();
  const child = spawn(program, ['start'], {
    env: { ...process.env, AGORA_DATA: data, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  try {
    await untilReady(child);
    const readyMs = performance.now() - startMs;
    await sleep(settleMs);
    return { readyMs, megabytes: await residentMegabytes(child.pid!) };
  } finally {
    child.kill('SIGINT');
    await exited;
  }
}

/** Resolves when it says that it is ready; throws what it said if it ends before, or takes too long. */
function untilReady(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  const late = setTimeout(() => reject(new Error(`agora start is not ready after 2 min:\n${said}`)), patienceMs);
  const hear = (chunk: Buffer) => {
    said += chunk;
    if (/Agora is ready/.test(said)) resolve();
  };
  child.stdout!.on('data', hear);
  child.stderr!.on('data', hear);
  child.once('exit', code => reject(new Error(`agora start ended with ${code}:\n${said}`)));
  return promise.finally(() => clearTimeout(late));
}

/** What the process holds in memory; where there is no /proc (macOS) it cannot be told. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function run(lab: Lab): Promise<Row[]> {
  const [cold, warm]: [Start[], Start[]] = [[], []];
  for (let folder = 0; folder < folders; folder++) {
    const data = await lab.newFolder();
    cold.push(await startOnce(data));
    for (let start = 0; start < warmStarts; start++) warm.push(await startOnce(data));
  }
  const megabytes = median(warm.map(start => start.megabytes));
  return [
    startRow('cold start: databases made, migrated, seeded', cold, goalMs.cold),
    startRow('warm start', warm, goalMs.warm),
    {
      what: 'resident memory of the Node process',
      ours: `${Math.round(megabytes)} MB`,
      limit: '',
      result: `${Math.round(megabytes)} MB`,
      goal: `< ${goalMegabytes} MB`,
      met: megabytes < goalMegabytes,
    },
  ];
}

function startRow(what: string, starts: readonly Start[], goal: number): Row {
  const ms = median(starts.map(({ readyMs }) => readyMs));
  const all = starts.map(({ readyMs }) => (readyMs / 1000).toFixed(1)).join(', ');
  const seconds = `${(ms / 1000).toFixed(1)} s`;
  return { what, ours: `${all} s`, limit: '', result: seconds, goal: `< ${goal / 1000} s`, met: ms < goal };
}

export const startBench: Bench = {
  name: 'start',
  means:
    '`bin/agora start` until it says that it is ready, on an empty data folder (PostgreSQL initialised, databases made, ' +
    'migrated and seeded) and on the same folder again; memory three seconds later',
  run,
};
