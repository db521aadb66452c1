import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holds, holdsAnywhere } from '../access.ts';
import { parseGrant } from '../security/tokens.ts';
import { agora, type ClientsOf, type Harness } from '../testing/harness.ts';
import shelf from './fixtures/shelf/shelf.ts';

let t: Harness<[typeof shelf]>;
const [here, elsewhere, ownerId] = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  t = await agora({ services: [shelf] });
});
afterAll(() => t.close());

/** Callers by name. */
const callers = {
  nobody: () => t.anonymous(),
  anyone: () => t.as(t.person()),
  'manager here': () => t.as(t.person(`manager@building:${here}`)),
  'manager elsewhere': () => t.as(t.person(`manager@building:${elsewhere}`)),
  'manager of a provider of the same id': () => t.as(t.person(`manager@provider:${here}`)),
  'resident here': () => t.as(t.person(`resident@building:${here}`)),
  'resident elsewhere': () => t.as(t.person(`resident@building:${elsewhere}`)),
  'manager of the platform': () => t.as(t.person('manager@platform')),
  'support of the platform': () => t.as(t.person('support@platform')),
  'support here': () => t.as(t.person(`support@building:${here}`)),
  'administrator of the platform': () => t.as(t.person('admin@platform')),
  'administrator here': () => t.as(t.person(`admin@building:${here}`)),
  'the owner': () => t.as({ ...t.person(), userId: ownerId }),
  'a service': () => t.asService('ticket'),
};
type Caller = keyof typeof callers;
type Shelf = ClientsOf<[typeof shelf]>['shelf'];

/** Who is let in by each rule; everybody else gets the code that stands beside. */
const rules: { endpoint: string; call: (as: Shelf) => Promise<unknown>; refused: string; in: readonly Caller[] }[] = [
  { endpoint: 'public', call: as => as.look({}), refused: '', in: Object.keys(callers) as Caller[] },
  {
    endpoint: 'user',
    call: as => as.lookAsMe({}),
    refused: '',
    in: (Object.keys(callers) as Caller[]).filter(caller => caller !== 'nobody'),
  },
  { endpoint: 'service', call: as => as.lookInside({}), refused: 'permission_denied', in: ['a service'] },
  {
    endpoint: 'a role in the building of a field',
    call: as => as.lookAtRoom({ buildingId: here }),
    refused: 'permission_denied',
    in: ['manager here', 'manager of the platform', 'administrator of the platform', 'a service'],
  },
  {
    endpoint: 'roles of the platform',
    call: as => as.lookAtAll({}),
    refused: 'permission_denied',
    in: ['support of the platform', 'administrator of the platform', 'a service'],
  },
  {
    endpoint: 'a role where the row belongs',
    call: as => as.lookAtRow({ buildingId: here }),
    refused: 'permission_denied',
    in: ['resident here', 'administrator of the platform', 'a service'],
  },
  { endpoint: 'the row', call: as => as.lookAtOwn({ ownerId }), refused: 'not_found', in: ['the owner', 'a service'] },
];

for (const { endpoint, call, refused, in: allowed } of rules)
  test(`access by ${endpoint} lets in whom it names and nobody else`, async () => {
    for (const name of Object.keys(callers) as Caller[]) {
      const outcome = await call(callers[name]().shelf).then(
        () => 'let in',
        error => error.code,
      );
      // A resident of another building holds the role somewhere, so the row decides, and does not say it exists.
      const foreign =
        endpoint === 'a role where the row belongs' && name === 'resident elsewhere' ? 'not_found' : refused;
      const expected = allowed.includes(name) ? 'let in' : name === 'nobody' ? 'unauthenticated' : foreign;
      expect(`${name}: ${outcome}`).toBe(`${name}: ${expected}`);
    }
  });

test('an operation that forgot to decide on its row is a fault, not an answer', async () => {
  const resident = t.as(t.person(`resident@building:${here}`)).shelf;
  const forgotten = [
    resident.lookAtRow({ buildingId: here, forget: true }),
    t.as({ ...t.person(), userId: ownerId }).shelf.lookAtOwn({ ownerId, forget: true }),
  ];
  for (const each of await Promise.allSettled(forgotten)) {
    expect(each.status).toBe('rejected');
    // In one process the fault itself, over HTTP what may be said of it.
    expect((each as PromiseRejectedResult).reason.code ?? 'internal').toBe('internal');
  }
});

test('a service on its own account may do anything but is nobody', async () => {
  expect(await t.asService('ticket').shelf.lookAsMe({})).toEqual({ userId: null, via: 'ticket' });
});

test('an action for fresh sessions is refused ten minutes after the password was given', async () => {
  const user = t.person();
  await t.as(user).shelf.lookFreshly({});
  t.clock.advance('9m');
  await t.as(user).shelf.lookFreshly({});
  t.clock.advance('61s');
  await expect(t.as(user).shelf.lookFreshly({})).rejects.toMatchObject({ code: 'fresh_session_required' });
  expect(await t.as(user).shelf.lookAsMe({})).toMatchObject({ userId: user.userId });
});

test('a grant holds in its own scope, and no part of a word is a role', () => {
  const grants = ['resident@building:a', 'vendor@vendor:v', '@building:a'].map(parseGrant);
  expect(holds(grants, 'resident', { building: 'a' })).toBe(true);
  expect(holds(grants, 'resident', { building: 'b' })).toBe(false);
  expect(holds(grants, 'resident', 'platform')).toBe(false);
  expect(holds(grants, ['manager', 'vendor'], { vendor: 'v' })).toBe(true);
  expect(holds([parseGrant('@building:a')], 'manager', { building: 'a' })).toBe(false);
  expect(holdsAnywhere(grants, 'vendor')).toBe(true);
  expect(holdsAnywhere(grants, 'admin')).toBe(false);
});
