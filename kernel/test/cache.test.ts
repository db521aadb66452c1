import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { contract, endpoint } from '../contract.ts';
import { defineService } from '../service.ts';
import { agora, type Harness } from '../testing/harness.ts';

const input = z.strictObject({ roomId: z.string() });
const answer = { method: 'GET', summary: 'Counts its runs', access: 'user', input, output: z.int() } as const;
const menu = contract('menu', {
  own: endpoint({ ...answer, path: '/v1/own/:roomId', cache: { seconds: 30, tag: 'roomId' } }),
  common: endpoint({ ...answer, path: '/v1/common/:roomId', cache: { seconds: 30, shared: true, tag: 'roomId' } }),
  board: endpoint({
    ...answer,
    path: '/v1/board/:roomId',
    cache: { seconds: 30, shared: true, tag: { always: 'board' } },
  }),
  untagged: endpoint({ ...answer, path: '/v1/untagged/:roomId', cache: { seconds: 30 } }),
});
const menuService = defineService({
  contract: menu,
  migrations: new URL('./fixtures/notes/migrations/', import.meta.url),
});
let runs = 0;
let broken = false;
const run = async () => {
  if (broken) throw new Error('broken');
  return ++runs;
};
const service = menuService.build({
  operations: {
    own: menuService.operation('own', run),
    common: menuService.operation('common', run),
    board: menuService.operation('board', run),
    untagged: menuService.operation('untagged', run),
  },
});

let t: Harness<[typeof service]>;
beforeAll(async () => {
  t = await agora({ services: [service] });
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.advance('1h');
  [runs, broken] = [0, false];
});

test('a reply is kept for its time, per input, and no longer', async () => {
  const { own } = t.as(t.person()).menu;
  expect(await own({ roomId: 'a' })).toBe(1);
  expect(await own({ roomId: 'a' })).toBe(1);
  expect(await own({ roomId: 'b' })).toBe(2);
  t.clock.advance('29s');
  expect(await own({ roomId: 'a' })).toBe(1);
  t.clock.advance('1s');
  expect(await own({ roomId: 'a' })).toBe(3);
});

test('a reply is kept apart per person unless it is the same for all', async () => {
  const [ann, bob] = [t.as(t.person()).menu, t.as(t.person()).menu];
  expect(await ann.own({ roomId: 'a' })).toBe(1);
  expect(await bob.own({ roomId: 'a' })).toBe(2);
  expect(await t.asService('ticket').menu.own({ roomId: 'a' })).toBe(3);
  expect(await ann.common({ roomId: 'a' })).toBe(4);
  expect(await bob.common({ roomId: 'a' })).toBe(4);
});

test('access is decided before the cache is asked', async () => {
  await t.as(t.person()).menu.common({ roomId: 'a' });
  await expect(t.anonymous().menu.common({ roomId: 'a' })).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('uncache drops the replies with that tag, in every endpoint, and no others', async () => {
  const { own, common, untagged } = t.as(t.person()).menu;
  for (const roomId of ['a', 'b']) for (const each of [own, common, untagged]) await each({ roomId });
  await t.ctx('menu').uncache('a');
  expect([await own({ roomId: 'a' }), await common({ roomId: 'a' })]).toEqual([7, 8]);
  expect([await own({ roomId: 'b' }), await common({ roomId: 'b' })]).toEqual([4, 5]);
  expect(await untagged({ roomId: 'a' })).toBe(3);
});

test('a tag that is always the same drops what was answered to every input', async () => {
  const { board, untagged } = t.as(t.person()).menu;
  for (const roomId of ['a', 'b']) for (const each of [board, untagged]) await each({ roomId });
  await t.ctx('menu').uncache('board');
  expect([await board({ roomId: 'a' }), await board({ roomId: 'b' })]).toEqual([5, 6]);
  expect(await untagged({ roomId: 'b' })).toBe(4);
});

test('a failure is not kept', async () => {
  const { own } = t.as(t.person()).menu;
  broken = true;
  await expect(own({ roomId: 'a' })).rejects.toThrow();
  broken = false;
  expect(await own({ roomId: 'a' })).toBe(1);
});
