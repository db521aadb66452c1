// What the split costs a request: the entrance with the service in its own process, and the entrance in one process with
// the service in another, reached over HTTP as `agora start --target edge` does.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { JSONWebKeySet } from 'jose';
import { type Lab, newDatabase } from './lab.ts';
import { type Load, startLoader } from './load.ts';
import { type Bench, milliseconds, percent, type Row, rate, takeTurns } from './measure.ts';
import { listen, openStage } from './stage.ts';
import subject, { entrance, remembered } from './subject.ts';

const rounds = 7;
const path = `/api/v1/things/${remembered.id}`;

/** Starts the service in a process of its own; gives its address. */
async function serviceProcess(url: string, keySet: JSONWebKeySet): Promise<{ address: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(import.meta.url), [url, JSON.stringify(keySet)], { execArgv: [] });
  const [address] = (await once(child, 'message')) as [string];
  return { address, child };
}

async function run(lab: Lab): Promise<Row[]> {
  const url = await newDatabase(lab);
  const together = await openStage(url);
  const { address, child } = await serviceProcess(url, together.keySet);
  const apart = await openStage(url, { services: [entrance], subjectAt: address });
  const [one, two] = [await listen(together.app), await listen(apart.app)];
  const loader = startLoader();
  const ask = (base: string, load: Pick<Load, 'connections' | 'seconds'>) =>
    loader.ask({ url: base + path, headers: together.headers, ...load });
  try {
    const alone = await takeTurns(rounds, {
      one: async () => 1000 / (await ask(one.url, { connections: 1, seconds: 1 })).perSecond,
      two: async () => 1000 / (await ask(two.url, { connections: 1, seconds: 1 })).perSecond,
    });
    const many = await takeTurns(rounds, {
      one: async () => (await ask(one.url, { connections: 32, seconds: 1 })).perSecond,
      two: async () => (await ask(two.url, { connections: 32, seconds: 1 })).perSecond,
    });
    const extraMs = alone.medians.two - alone.medians.one;
    return [
      {
        what: 'split, one request at a time',
        ours: milliseconds(alone.medians.two),
        limit: `${milliseconds(alone.medians.one)} in one process`,
        result: `+ ${milliseconds(extraMs)}`,
        goal: '',
        met: null,
      },
      {
        what: 'split, 32 connections',
        ours: rate(many.medians.two, 'req'),
        limit: `${rate(many.medians.one, 'req')} in one process`,
        result: percent(many.ratio('two', 'one')),
        goal: '',
        met: null,
      },
    ];
  } finally {
    loader.close();
    one.close();
    two.close();
    child.disconnect();
    await together.close();
    await apart.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [url, keySet] = process.argv.slice(2);
  const stage = await openStage(url!, { services: [subject], keySet: JSON.parse(keySet!) });
  const { url: address } = await listen(stage.app);
  process.once('disconnect', () => process.exit());
  process.send!(address);
}

export const splitBench: Bench = {
  name: 'split',
  means:
    'a GET whose service runs in another process, so that the entrance passes it on over HTTP, against one process',
  run,
};
