// Events from a service's outbox to a handler that makes one small write, in one process: how soon, and how many.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '#kernel/event';
import { localTransport } from '#kernel/events/local-transport';
import { type BareEvents, bareEvents } from './bare-events.ts';
import { type Lab, newDatabase } from './lab.ts';
import { type Bench, milliseconds, percent, percentile, type Row, rate, takeTurns } from './measure.ts';
import { openStage, type Stage } from './stage.ts';
import { thingChanged } from './subject.ts';

const rounds = 9;
const publishers = 4;
const goalPerSecond = 8_000;
/** How many events each publishing transaction holds, and how many a round takes. */
const sizes = [
  { perTransaction: 1, events: 2_000 },
  { perTransaction: 20, events: 6_000 },
  { perTransaction: 100, events: 6_000 },
];
const idleSamples = 100;

/** Something that publishes events of the subjects in one transaction, and tells of each that was handled. */
interface Flow {
  publish(subjects: readonly string[]): Promise<void>;
  onHandled: { now: () => void };
}

const publishOn = ({ running: { ctx } }: Stage, subjects: readonly string[]): Promise<void> =>
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

/** Runs `work` while the service relays and handles by itself. */
export async function withEvents<T>(
  url: string,
  transport: Transport,
  work: (flow: Flow, stage: Stage) => Promise<T>,
): Promise<T> {
  const stage = await openStage(url, { transport });
  const ends = [await stage.running.open(), stage.running.seekLead()];
  const flow: Flow = { publish: subjects => publishOn(stage, subjects), onHandled: stage.onHandled };
  try {
    await wholeWay(flow, 100, 1);
    return await work(flow, stage);
  } finally {
    for (const end of ends.reverse()) await end();
    await stage.close();
  }
}

async function run(lab: Lab): Promise<Row[]> {
  const bare = bareEvents(await newDatabase(lab));
  try {
    return await withEvents(await newDatabase(lab), localTransport(), async (flow, stage) => {
      const rows = [latencyRow('event to handler, idle', await idleLatency(stage))];
      for (const size of sizes) rows.push(await compare(flow, bare, size));
      return rows;
    });
  } finally {
    await bare.close();
  }
}

export function latencyRow(what: string, samples: readonly number[]): Row {
  const [p50, p99] = [percentile(samples, 0.5), percentile(samples, 0.99)];
  const ours = `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`;
  return { what, ours, limit: '', result: milliseconds(p50), goal: '< 10 ms', met: p50 < 10 };
}

async function compare(flow: Flow, bare: BareEvents, { perTransaction, events }: (typeof sizes)[number]): Promise<Row> {
  const counted = { now: () => {} };
  const { medians, ratio } = await takeTurns(rounds, {
    ours: () => wholeWay(flow, events, perTransaction),
    bare: async () => {
      const stop = bare.start(() => counted.now());
      const perSecond = await wholeWay({ publish: bare.publish, onHandled: counted }, events, perTransaction);
      await stop();
      return perSecond;
    },
  });
  const what = `events, ${perTransaction} a transaction`;
  const result = `${rate(medians.ours, 'events')}, ${percent(ratio('ours', 'bare'))}`;
  const sides = { ours: rate(medians.ours, 'events'), limit: rate(medians.bare, 'events') };
  // With one event in each, the disk decides how many transactions there are.
  if (perTransaction === 1) return { what, ...sides, result, goal: '', met: null };
  return { what, ...sides, result, goal: `≥ ${rate(goalPerSecond, 'events')}`, met: medians.ours >= goalPerSecond };
}

export const eventsBench: Bench = {
  name: 'events',
  means:
    'from publishing to the commit of a handler that makes one small write, all in one process and one database, 4 ' +
    'publishers at once, against a hand-written program of the same design on the same tables; and from the commit of ' +
    'one event to that of its handler while nothing else happens',
  run,
};
