import { expect, test } from 'vitest';
import { apiAt, eventually } from './api.ts';
import { lookBehind } from './backstage.ts';
import { asking, undelivered } from './invariants.ts';
import { walkAmongNeighbours } from './neighbours.ts';
import { embedded, onEngines, split, type Topology } from './topologies.ts';
import { walkThrough } from './walkthrough.ts';

async function proves(open: () => Promise<Topology>): Promise<void> {
  const topology = await open();
  try {
    const api = apiAt(() => topology.url);
    await walkThrough(api);
    await walkAmongNeighbours(api);
    await lookBehind(api);
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

test('the walks work in one process with everything embedded', () => proves(embedded));
test('the walks work in one process on PostgreSQL, RabbitMQ and Redis', () => proves(onEngines));
test('the walks work split over three processes', () => proves(split));
