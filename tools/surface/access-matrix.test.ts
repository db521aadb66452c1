// Every endpoint × (anonymous, wrong role, foreign building): refused, and nothing changed; while somebody of the
// building is let in by the same inputs, so that refusals prove something.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessRule, holds } from '../../kernel/access.ts';
import type { Endpoint } from '../../kernel/contract.ts';
import { fingerprint, type House, openHouse, type Person } from './house.ts';
import { fieldsOf, generator, type Input } from './inputs.ts';
import { firstBuilding, idsOfFirstBuilding, insiders } from './known.ts';
import { recipes } from './recipes.ts';
import { nameOf, openTrial, type Trial } from './trial.ts';

const seed = Number(process.env.AGORA_TEST_SEED ?? 20_261_120);
let house: House;
let generate: (endpoint: Endpoint, seed: number) => Input;
let trial: Trial;
let inside: Person[];
let outside: Person[];

beforeAll(async () => {
  house = await openHouse(seed);
  // A round of the fuzz, so that there is something of everything; what creates once more, as some was deleted again.
  trial = await openTrial(house, await idsOfFirstBuilding(house), seed);
  const all = house.endpoints.filter(({ access }) => access !== 'service');
  for (const endpoint of [...all, ...all.filter(({ creates }) => creates)]) await trial.attempt(endpoint, 0);
  await trial.rest();
  generate = generator(await idsOfFirstBuilding(house));
  inside = await Promise.all(insiders.map(house.signIn));
  outside = await Promise.all(['manager2', 'staff2', 'resident41'].map(house.signIn));
}, 180_000);
afterAll(() => house.t.close());

/** Meant for everybody although it takes the id of something that is there. */
const open: Readonly<Record<string, string>> = {
  'building.submitVerification': 'whoever moves in asks before they belong there',
  'catalog.watchVariant': 'everybody may wait for what is on sale',
  'catalog.unwatchVariant': 'and stop waiting',
  'marketplace.getProvider': 'everybody may look at who offers services',
  'marketplace.listFreeTimes': 'and at when they have time',
  'profile.addWish': 'everybody may wish for what is on sale',
  'profile.removeWish': 'and wish for it no more',
  'notification.showMail': 'the local mailbox is shown to whoever runs the platform on their own machine',
};

/** What nobody is let into here, as it needs an outside service that is not at hand; payment's own tests have one. */
const elsewhere = new Set(['payment.showPayPage', 'payment.confirmPayment']);

/** With how many inputs each endpoint is tried. */
const few = 4;
const inputsOf = (endpoint: Endpoint): Input[] =>
  Array.from({ length: few }, (_, offset) => generate(endpoint, seed + offset));

/** True if an endpoint takes the id of something, which is of the first building here. What takes any text is no id. */
const takesId = (endpoint: Endpoint): boolean =>
  fieldsOf(endpoint).some(
    ([name, field]) => /(Ids?|^scope)$/.test(name) && ![undefined, 'text'].some(some => field.safeParse(some).success),
  );

/** Whom an endpoint must refuse: who lacks the role in the first building, and strangers where it is about that building
 * whatever its rule says. */
function strangersTo(endpoint: Endpoint): (Person | null)[] {
  const { access } = endpoint;
  if (typeof access !== 'object') return takesId(endpoint) && !open[nameOf(endpoint)] ? outside : [];
  const scope = access.of === 'platform' ? 'platform' : { building: firstBuilding };
  return [...outside, ...inside].filter(({ grants }) => !holds(grants, access.role, scope));
}

/** Everything but the log that says who asked. */
const changeable = async () => [...(await fingerprint(house))].filter(([table]) => table !== 'gateway.api_logs');

/** What came back of inputs that is no refusal. */
async function notRefused(
  endpoint: Endpoint,
  inputs: readonly Input[],
  person: Person | null,
  refusals: readonly number[],
): Promise<string[]> {
  const found: string[] = [];
  for (const input of inputs) {
    const response = await house.request(endpoint, input, person);
    const said = `${nameOf(endpoint)}: ${response.status} ${(await response.text()).slice(0, 200)}`;
    if (!refusals.includes(response.status)) found.push(`${said} for ${JSON.stringify(input)}`);
  }
  return found;
}

/** What strangers were not refused. */
async function leaksOf(endpoint: Endpoint, inputs = inputsOf(endpoint)): Promise<string[]> {
  const found: string[] = [];
  for (const person of strangersTo(endpoint)) found.push(...(await notRefused(endpoint, inputs, person, [403, 404])));
  return found;
}

test('anonymous requests are answered 401 by every endpoint that is not public', async () => {
  const guarded = house.endpoints.filter(({ access }) => access !== 'public' && access !== 'service');
  const found = (await Promise.all(guarded.map(each => notRefused(each, inputsOf(each), null, [401])))).flat();
  expect(found).toEqual([]);
});

test('endpoints for services are not routed from outside', async () => {
  const internal = house.endpoints.filter(({ access }) => access === 'service');
  const found = await Promise.all(internal.map(each => notRefused(each, inputsOf(each), inside[0]!, [404, 405])));
  expect(found.flat()).toEqual([]);
});

test('the wrong role and the foreign building are refused by every endpoint, and nothing changes', async () => {
  const before = await changeable();
  const found: string[] = [];
  for (const endpoint of house.endpoints) if (endpoint.access !== 'service') found.push(...(await leaksOf(endpoint)));
  expect(found).toEqual([]);
  expect(await changeable()).toEqual(before);
}, 180_000);

test('an endpoint that lets in too many is noticed', async () => {
  const weakened = async (name: string, access: AccessRule): Promise<string[]> => {
    const endpoint = house.endpoints.find(each => nameOf(each) === name)!;
    const declared = endpoint.access;
    endpoint.access = access;
    return leaksOf(endpoint).finally(() => (endpoint.access = declared));
  };
  expect(await weakened('ticket.countTickets', 'user')).toContainEqual(expect.stringContaining('countTickets: 200'));
  expect(await weakened('building.listPeople', 'row')).not.toEqual([]);
});

test('what strangers were refused is there for somebody of the building', async () => {
  const guarded = house.endpoints.filter(
    endpoint => endpoint.access !== 'service' && strangersTo(endpoint).length > 0 && !elsewhere.has(nameOf(endpoint)),
  );
  const shut: string[] = [];
  for (const endpoint of guarded) if (!cooked(endpoint) && !(await letsIn(endpoint))) shut.push(nameOf(endpoint));
  expect(shut).toEqual([]);
  expect(guarded.length).toBeGreaterThan(100);
}, 180_000);

/** Whether somebody was let in by a recipe, where only they can be whose thing it is. */
const cooked = (endpoint: Endpoint): boolean => {
  const statuses = [...(trial.statuses.get(nameOf(endpoint)) ?? [])];
  return recipes[nameOf(endpoint)] !== undefined && statuses.some(status => status < 300);
};

/** Whether somebody of the building is let in by an input that strangers were refused with; further ones are made until
 * one fits. */
async function letsIn(endpoint: Endpoint): Promise<boolean> {
  for (let offset = 0; offset < 10 * few; offset++) {
    const input = generate(endpoint, seed + offset);
    if (offset >= few) expect(await leaksOf(endpoint, [input])).toEqual([]);
    for (const person of inside) {
      const { status } = await house.request(endpoint, input, person);
      if (![401, 403, 404].includes(status)) return true;
    }
  }
  return false;
}
