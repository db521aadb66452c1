// Every operation of the OpenAPI page with generated input, valid and invalid: never a 5xx, and nearly all operations do
// succeed, so that the valid inputs prove something. AGORA_TEST_SEED makes other inputs, AGORA_TEST_ROUNDS more of them.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApiText } from '../../commands/documents.ts';
import type { Endpoint } from '../../kernel/contract.ts';
import { type House, openHouse } from './house.ts';
import { generator } from './inputs.ts';
import { type Ids, idsOfFirstBuilding } from './known.ts';
import { spoilt } from './spoilt.ts';
import { nameOf, openTrial } from './trial.ts';

const seed = Number(process.env.AGORA_TEST_SEED ?? 20_261_120);
const rounds = Number(process.env.AGORA_TEST_ROUNDS ?? 2);

let house: House;
let known: Ids;
let endpoints: Endpoint[];

beforeAll(async () => {
  house = await openHouse(seed);
  known = await idsOfFirstBuilding(house);
  endpoints = house.endpoints.filter(({ access }) => access !== 'service');
}, 180_000);
afterAll(() => house.t.close());

test('every operation of the OpenAPI page is among those tried', () => {
  const { paths } = JSON.parse(openApiText()) as { paths: Record<string, Record<string, { operationId: string }>> };
  const documented = Object.values(paths).flatMap(path => Object.values(path).map(({ operationId }) => operationId));
  expect(endpoints.map(nameOf).toSorted()).toEqual(documented.toSorted());
});

test(`valid input never makes a 5xx, and nine operations of ten succeed (seed ${seed})`, async () => {
  const trial = await openTrial(house, known, seed);
  for (let round = 0; round < rounds; round++) {
    for (const endpoint of endpoints) await trial.attempt(endpoint, round);
    await trial.rest();
  }
  expect(trial.failures).toEqual([]);
  const never = [...trial.statuses].filter(([, statuses]) => ![...statuses].some(status => status < 300));
  const list = never.map(([name, statuses]) => `${name} (${[...statuses].join(', ')})`).join(', ');
  console.log(`seed ${seed}: ${endpoints.length - never.length} of ${endpoints.length} succeeded, but for ${list}`);
  expect(never.length / endpoints.length).toBeLessThanOrEqual(0.05);
}, 300_000);

test(`invalid input is refused with a 4xx problem that has a code and a sentence (seed ${seed})`, async () => {
  const admin = await house.signIn('admin');
  const generate = generator(known);
  const found: string[] = [];
  for (const endpoint of endpoints)
    for (const input of spoilt(endpoint, generate(endpoint, seed), seed)) {
      const response = await house.request(endpoint, input, admin);
      const body = await response.text();
      const said = `${nameOf(endpoint)} ${response.status} for ${JSON.stringify(input).slice(0, 300)}: ${body}`;
      if (response.status >= 500) found.push(said);
      if (response.status >= 400) {
        const problem = JSON.parse(body) as { code?: string; detail?: string };
        if (!problem.code || !problem.detail) found.push(said);
      } else if (mustRefuse(endpoint, input)) found.push(said);
    }
  expect(found).toEqual([]);
}, 300_000);

/** Of a body that is known here; what stands in an address is text, and may mean what it does not seem to. */
const mustRefuse = (endpoint: Endpoint, input: unknown): boolean =>
  endpoint.method !== 'GET' &&
  endpoint.method !== 'DELETE' &&
  !endpoint.upload &&
  !endpoint.input.safeParse(input).success;
