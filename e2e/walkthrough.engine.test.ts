import { describe, expect, test } from 'vitest';
import { type Api, apiAt, eventually } from './api.ts';
import { asking, undelivered } from './invariants.ts';
import { walkAmongNeighbours } from './neighbours.ts';
import { embedded, onEngines, split, type Topology } from './topologies.ts';
import { walkThrough } from './walkthrough.ts';

async function proves(open: () => Promise<Topology>, walk: (api: Api) => Promise<void>): Promise<void> {
  const topology = await open();
  try {
    await walk(apiAt(() => topology.url));
    const ask = await asking(topology);
    const waiting = await eventually(
      () => undelivered(ask),
      counts => Object.values(counts).every(n => n === 0),
      20_000,
    );
    expect(Object.values(waiting).every(n => n === 0)).toBe(true);
  } finally {
    await topology.stop();
  }
}

const walks = { 'through a repair': walkThrough, 'among neighbours': walkAmongNeighbours };
describe.for(Object.entries(walks))('the walk %s works', ([, walk]) => {
  test('in one process with everything embedded', () => proves(embedded, walk));
  test('in one process on PostgreSQL, RabbitMQ and Redis', () => proves(onEngines, walk));
  test('split over three processes', () => proves(split, walk));
});
