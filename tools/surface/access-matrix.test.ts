// Every endpoint × (anonymous, wrong role, foreign building): refused, and nothing changed.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holds, holdsAnywhere } from '../../kernel/access.ts';
import type { User } from '../../kernel/call.ts';
import type { Endpoint } from '../../kernel/contract.ts';
import { seedId } from '../../kernel/seed.ts';
import { fingerprint, type House, openHouse } from './house.ts';
import { inputs, type Known } from './inputs.ts';
import { idsOfFirstBuilding } from './known.ts';

let house: House;
let known: Known;
const seed = Number(process.env.AGORA_TEST_SEED ?? 20_261_120);

/** Tables that only record that somebody asked. */
const recorders = /^gateway\.(api_logs|analytics_events)|\.(event_subjects|outbox|inbox|jobs)$/;

beforeAll(async () => {
  house = await openHouse();
  known = await idsOfFirstBuilding(house);
}, 60_000);
afterAll(() => house.t.close());

const samples = (endpoint: Endpoint): unknown[] => fc.sample(inputs(endpoint, known), { numRuns: 3, seed });

/** Asks with several inputs; gives what came back that is no refusal. */
async function notRefused(endpoint: Endpoint, user: User | null, allowed: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  for (const input of samples(endpoint)) {
    const response = await house.request(endpoint, input, user);
    if (allowed.includes(response.status)) continue;
    found.push(`${endpoint.service}.${endpoint.name}: ${response.status} ${(await response.text()).slice(0, 200)}`);
  }
  return found;
}

/** People of the demo community who hold no role that the endpoint asks for in the first building. */
function strangers({ access }: Endpoint): User[] {
  if (typeof access === 'string')
    return access === 'row' ? [house.people.foreignResident, house.people.foreignManager] : [];
  const { foreignManager, foreignResident, resident } = house.people;
  const building = seedId('building:1');
  const inside = (user: User) =>
    access.of === 'platform' ? holdsAnywhere(user.grants, access.role) : holds(user.grants, access.role, { building });
  return [foreignManager, foreignResident, resident].filter(user => !inside(user));
}

test('anonymous requests are answered 401 by every endpoint that is not public', async () => {
  const guarded = house.endpoints.filter(({ access }) => access !== 'public' && access !== 'service');
  const found = (await Promise.all(guarded.map(endpoint => notRefused(endpoint, null, [401])))).flat();
  expect(found).toEqual([]);
  expect(guarded.length).toBeGreaterThan(50);
});

test('endpoints for services are not routed from outside', async () => {
  const internal = house.endpoints.filter(({ access }) => access === 'service');
  const found = (
    await Promise.all(internal.map(endpoint => notRefused(endpoint, house.people.admin, [404, 405])))
  ).flat();
  expect(found).toEqual([]);
});

test('the wrong role and the foreign building are refused by every endpoint, and nothing changes', async () => {
  const before = await fingerprint(house, recorders);
  const tried: Endpoint[] = [];
  const found: string[] = [];
  for (const endpoint of house.endpoints)
    for (const user of strangers(endpoint)) {
      tried.push(endpoint);
      found.push(...(await notRefused(endpoint, user, [401, 403, 404])));
    }
  expect(found).toEqual([]);
  expect(await fingerprint(house, recorders)).toEqual(before);
  expect(new Set(tried).size).toBeGreaterThan(40);
}, 60_000);
