import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { openWorld, type World } from './fixture.ts';

let w: World;
const house = randomUUID();
const stranger = randomUUID();
let bo: User;
let gone: User;
let neighbour: string;
let moved: string;

beforeAll(async () => {
  w = await openWorld();
  [bo, gone] = [w.t.person(), w.t.person()];
  [neighbour, moved] = [bo.userId, gone.userId];
  for (const [id, now] of [
    [w.ada.userId, true],
    [neighbour, true],
    [moved, false],
  ] as const)
    w.peers.belonging.set(`${house} ${id}`, now);
});
afterAll(() => w.t.close());

const names = async (as = w.ada, buildingId = house) =>
  (await w.t.as(as).profile.listNeighbours({ buildingId, userIds: [neighbour, moved, stranger, neighbour] })).items;

test('neighbours, also those who moved away, are called as they wish, strangers are not named', async () => {
  const before = await names();
  expect(before.map(({ userId, name }) => [userId, name])).toEqual([
    [neighbour, 'Ada'],
    [moved, 'Ada'],
  ]);
  const picture = randomUUID();
  await w.t.as(bo).profile.updateMyProfile({ displayName: 'Bo', avatarFileId: picture });
  expect((await names())[0]).toEqual({ userId: neighbour, name: 'Bo', avatarUrl: `https://f.example/${picture}` });
});

test('whoever neither belongs to the building nor works for it hears no name', async () => {
  for (const outsider of [gone, w.t.person()])
    await expect(names(outsider)).rejects.toMatchObject({ code: 'not_found' });
  await expect(names(w.ada, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  const manager = w.t.person(`manager@building:${house}`);
  expect(await names(manager)).toHaveLength(2);
  const elsewhere = w.t.person(`manager@building:${randomUUID()}`);
  await expect(names(elsewhere)).rejects.toMatchObject({ code: 'not_found' });
});
