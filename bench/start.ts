// `agora start` on an empty data folder and on the same folder again: how soon it is ready, and what memory its Node
// process then holds.

import { setTimeout as sleep } from 'node:timers/promises';
import { runAgora } from './agora.ts';
import type { Lab } from './lab.ts';
import { type Bench, median, type Row } from './measure.ts';

const folders = 2;
const warmStarts = 3;
const goalMs = { cold: 15_000, warm: 5_000 };
const goalMegabytes = 400;
/** After it is ready it still seeds projections and fills caches. */
const settleMs = 3_000;

interface Start {
  readyMs: number;
  megabytes: number;
}

/** Starts Agora, waits until it is ready and settled, and stops it as Ctrl-C does. */
async function startOnce(data: string): Promise<Start> {
  const startMs = performance.now();
  const agora = await runAgora(data);
  try {
    const readyMs = performance.now() - startMs;
    await sleep(settleMs);
    return { readyMs, megabytes: await agora.megabytes('VmRSS') };
  } finally {
    await agora.stop();
  }
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
