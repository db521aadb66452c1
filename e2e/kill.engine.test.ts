// Processes killed at random while tickets are worked on and events flow.

import { expect, test } from 'vitest';
import { seededRandom } from '../kernel/security/random.ts';
import { seedId } from '../kernel/seed.ts';
import { apiAt, eventually } from './api.ts';
import { asking, undelivered, violations } from './invariants.ts';
import { killDuring, kills, seed } from './kills.ts';
import { workOnTickets } from './outcomes.ts';
import { anyCategory, keptTokens } from './people.ts';
import { embedded, split, type Topology } from './topologies.ts';

const operations = Number(process.env.AGORA_TEST_OPERATIONS ?? 2_000);
const drainMs = 30_000;

async function survives(open: () => Promise<Topology>): Promise<void> {
  console.log(`seed ${seed}: ${kills} kills during ${operations} operations`);
  const random = seededRandom(seed);
  const topology = await open();
  const api = apiAt(() => topology.url);
  try {
    const tokens = keptTokens(api);
    const categoryId = await anyCategory(api, await tokens.resident(), seedId('building:1'));
    const { killed, result } = await killDuring(topology, random, goOn =>
      workOnTickets(api, tokens, random, { count: operations, goOn, workers: 8, categoryId }),
    );
    const { done, refused, slowestMs } = result;
    const unknown = done.reduce((sum, { unknown: some }) => sum + some, 0);
    console.log(
      `${killed} kills, ${done.length} operations, ${unknown} attempts without an answer, slowest ${Math.round(slowestMs)} ms`,
    );
    expect(refused).toEqual([]);
    expect(done.length).toBeGreaterThanOrEqual(operations);
    const ask = await asking(topology);
    await eventually(
      () => undelivered(ask),
      counts => Object.values(counts).every(n => n === 0),
      drainMs,
    );
    expect(await violations(ask, done)).toEqual([]);
    expect(killed).toBe(kills);
  } finally {
    await topology.stop();
  }
}

test('no event is lost or handled twice when the one process is killed', () => survives(embedded), 600_000);
test('no event is lost or handled twice when any of three processes is killed', () => survives(split), 600_000);
