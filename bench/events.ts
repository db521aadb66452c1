// Events from a service's outbox to a handler that makes one small write, in one process: how soon, and how many.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BareEvents, bareEvents } from './bare-events.ts';
import { type Lab, newDatabase } from './lab.ts';
import { milliseconds, percentile, type Row, ratioRow, takeTurns } from './measure.ts';
import { openStage, type Stage } from './stage.ts';
import { thingChanged } from './subject.ts';

const rounds = 5;
const publishers = 4;
const goalPerSecond = 8_000;
const goalRatio = 0.5;
const idleSamples = 100;

/** Something that publishes events of the subjects in one transaction, and tells of each that was handled. */
interface Flow {
  publish(subjects: readonly string[]): Promise<void>;
  onHandled: { now: () => void };
}

export const publishOn = ({ running: { ctx } }: Stage, subjects: readonly string[]): Promise<void> =>
  ctx.db.transaction(async tx => {
    for (const thingId of subjects) await ctx.publish(tx, thingChanged as never, { thingId, state: 'open' } as never);
  });

/** Calls back when so many more were handled. */
function handled(flow: Flow, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  flow.onHandled.now = () => --left === 0 && resolve();
  return promise;
}

/** Events a second from the first publication to the last handled, with so many in each publishing transaction. */
export async function wholeWay(flow: Flow, events: number, perTransaction: number): Promise<number> {
  const all = handled(flow, events);
  let published = 0;
  const publish = async (): Promise<void> => {
    // Subjects of its own, as two transactions that publish about one subject wait for each other.
    const subjects = Array.from({ length: perTransaction }, () => randomUUID());
    while (published < events) {
      published += perTransaction;
      await flow.publish(subjects);
    }
  };
  const startMs = performance.now();
  await Promise.all([...Array.from({ length: publishers }, publish), all]);
  return (events / (performance.now() - startMs)) * 1000;
}

/** Milliseconds from the commit of one event to the commit of its handler, while nothing else happens. */
export async function idleLatency(stage: Stage): Promise<number[]> {
  const samples: number[] = [];
  for (let sample = 0; sample < idleSamples; sample++) {
    await sleep(20 + (sample % 7));
    const done = handled({ publish: async () => {}, onHandled: stage.onHandled }, 1);
    await publishOn(stage, [randomUUID()]);
    const committedMs = performance.now();
    await done;
    samples.push(performance.now() - committedMs);
  }
  return samples;
}

/** Rows: latency, and throughput with 1, 20 and 100 events in each publishing transaction. */
export async function eventsBench(lab: Lab): Promise<Row[]> {
  const stage = await openStage(await newDatabase(lab));
  const stop = [await stage.running.open(), stage.running.seekLead()];
  const bare = bareEvents(await newDatabase(lab));
  const ours: Flow = { publish: subjects => publishOn(stage, subjects), onHandled: stage.onHandled };
  try {
    await wholeWay(ours, 100, 1);
    const rows = [latencyRow('event to handler, idle', await idleLatency(stage))];
    for (const [perTransaction, events] of [
      [1, 4_000],
      [20, 8_000],
      [100, 10_000],
    ] as const)
      rows.push(...(await compare(ours, bare, events, perTransaction)));
    return rows;
  } finally {
    for (const end of stop.reverse()) await end();
    await stage.close();
    await bare.close();
  }
}

export function latencyRow(what: string, samples: readonly number[]): Row {
  const [p50, p99] = [percentile(samples, 0.5), percentile(samples, 0.99)];
  const ours = `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`;
  return { what, ours, limit: '', result: milliseconds(p50), goal: '< 10 ms', met: p50 < 10 };
}

async function compare(ours: Flow, bare: BareEvents, events: number, perTransaction: number): Promise<Row[]> {
  const counted = { now: () => {} };
  const { medians, ratio } = await takeTurns(rounds, {
    ours: () => wholeWay(ours, events, perTransaction),
    bare: async () => {
      const stop = bare.start(() => counted.now());
      const perSecond = await wholeWay({ publish: bare.publish, onHandled: counted }, events, perTransaction);
      await stop();
      return perSecond;
    },
  });
  const what = `events, ${perTransaction} a transaction`;
  return [ratioRow(what, 'events', medians.ours, medians.bare, ratio('ours', 'bare'), goalRatio)];
}
void goalPerSecond;
