// `npm run bench [names…]` measures, prints a table, and, when everything was measured, writes docs/benchmarks.md. What is
// below its goal is marked and fails nothing: only a benchmark that could not be run does.

import { writeFile } from 'node:fs/promises';
import { callBench } from './call.ts';
import { commerceBench } from './commerce.ts';
import { communityBench } from './community.ts';
import { eventsBench } from './events.ts';
import { httpBench } from './http.ts';
import { openLab } from './lab.ts';
import { type Bench, type Measured, table } from './measure.ts';
import { describeMachine, page } from './page.ts';
import { rabbitBench } from './rabbit.ts';
import { splitBench } from './split.ts';
import { sqlBench } from './sql.ts';
import { startBench } from './start.ts';

const all: readonly Bench[] = [
  callBench,
  httpBench,
  sqlBench,
  eventsBench,
  rabbitBench,
  splitBench,
  startBench,
  commerceBench,
  communityBench,
];

/** Measures the chosen benchmarks; gives the exit code. */
async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter(name => !all.some(bench => bench.name === name));
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}. Choose of: ${all.map(({ name }) => name).join(', ')}.`);
    return 1;
  }
  const chosen = all.filter(({ name }) => names.length === 0 || names.includes(name));
  const lab = await openLab();
  const done: Measured[] = [];
  const failed: string[] = [];
  try {
    for (const bench of chosen) {
      console.error(`${bench.name} …`);
      try {
        done.push({ bench, rows: await bench.run(lab) });
      } catch (error) {
        failed.push(bench.name);
        console.error(`${bench.name} could not be measured:`, error);
      }
    }
    console.log(table(done.flatMap(({ rows }) => rows)));
    if (done.length === all.length) {
      const { version } = await lab.postgres();
      await writeFile(new URL('../docs/benchmarks.md', import.meta.url), page(done, describeMachine(version)));
    }
  } finally {
    await lab.close();
  }
  return failed.length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
