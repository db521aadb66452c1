// Every operation with generated input, valid and invalid: never a 5xx, and most operations do succeed, so that the
// valid inputs prove something.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '../../kernel/contract.ts';
import { type House, openHouse } from './house.ts';
import { fieldsOf, inputs, spoilers } from './inputs.ts';
import { harvest, idsOfFirstBuilding, type KnownIds } from './known.ts';
import { recipes } from './recipes.ts';

let house: House;
let known: KnownIds;
const seed = Number(process.env.AGORA_TEST_SEED ?? 20_261_120);
const rounds = 6;

beforeAll(async () => {
  house = await openHouse();
  known = await idsOfFirstBuilding(house);
}, 60_000);
afterAll(() => house.t.close());

const open = (): Endpoint[] => house.endpoints.filter(({ access }) => access !== 'service');
const nameOf = ({ service, name }: Endpoint): string => `${service}.${name}`;

/** Asks as each kind of person until one is let through; gives the statuses that came. */
async function tryValid(endpoint: Endpoint, round: number): Promise<number[]> {
  const { admin, manager, staff, resident } = house.people;
  const statuses: number[] = [];
  for (const user of [manager, resident, admin, staff]) {
    const made = recipes[nameOf(endpoint)]?.(known, round);
    const generated = () => fc.sample(inputs(endpoint, known), { numRuns: 1, seed: seed + round })[0];
    const response = await house.request(endpoint, made ?? generated(), user);
    statuses.push(response.status);
    const json = response.headers.get('content-type')?.startsWith('application/json');
    if (response.ok && json) harvest(known, await response.json(), endpoint.name.replace(/^[a-z]+/, '').toLowerCase());
    if (response.status >= 500) expect.soft(await response.text(), `${nameOf(endpoint)} seed ${seed}`).toBe('no 5xx');
    if (response.ok) break;
  }
  return statuses;
}

test(`valid input never makes a 5xx, and nine operations of ten succeed (seed ${seed})`, async () => {
  const statuses = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    house.t.clock.advance('1m');
    for (const endpoint of open()) {
      const before = statuses.get(nameOf(endpoint)) ?? [];
      statuses.set(nameOf(endpoint), [...before, ...(await tryValid(endpoint, round))]);
    }
    await house.t.settle();
  }
  const all = [...statuses];
  const never = all.filter(([, some]) => !some.some(status => status < 300));
  console.log(`${all.length - never.length} of ${all.length} operations reached a 2xx`);
  expect(all.filter(([, some]) => some.some(status => status >= 500)).map(([name]) => name)).toEqual([]);
  expect(
    never.length / all.length,
    never.map(([name, some]) => `${name} ${[...new Set(some)]}`).join('\n'),
  ).toBeLessThanOrEqual(0.1);
}, 120_000);

test(`invalid input is refused with a 4xx problem that has a code and a sentence (seed ${seed})`, async () => {
  const found: string[] = [];
  for (const endpoint of open()) {
    const fields = fieldsOf(endpoint).map(([name]) => name);
    const [base] = fc.sample(inputs(endpoint, known), { numRuns: 1, seed }) as [Record<string, unknown>];
    for (const [index, spoil] of spoilers.entries()) {
      const input = spoil(base, fields[index % Math.max(1, fields.length)] ?? 'nothing');
      const response = await house.request(endpoint, input, house.people.admin);
      const body = await response.text();
      if (response.status >= 500)
        found.push(`${nameOf(endpoint)} ${response.status} for ${JSON.stringify(input).slice(0, 200)}: ${body}`);
      if (response.status >= 400) {
        const problem = JSON.parse(body) as { code?: string; detail?: string };
        if (!problem.code || !problem.detail) found.push(`${nameOf(endpoint)} gave no problem: ${body.slice(0, 200)}`);
      }
    }
  }
  expect(found).toEqual([]);
}, 120_000);
