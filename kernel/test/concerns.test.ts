// A subscription that says which events concern it: of the others the service keeps nothing.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract.ts';
import { event } from '../event.ts';
import { defineService } from '../service.ts';
import { col } from '../sql/columns.ts';
import { agora, type Harness } from '../testing/harness.ts';

const data = z.strictObject({ bellId: z.uuid(), tower: z.string().nullable() });
const rung = event('bell.rung', 1, 'bellId', data, 'A bell was rung');
const muffled = event('bell.muffled', 1, 'bellId', data, 'A bell was muffled');
const cracked = event('bell.cracked', 1, 'bellId', data, 'A bell was cracked');
const keeper = defineService({
  contract: contract('keeper', {}),
  consumes: [rung, muffled, cracked],
  migrations: new URL('./fixtures/notes/migrations/', import.meta.url),
});

const heard: string[] = [];
const service = keeper.build({
  operations: {},
  subscriptions: [
    keeper.on(rung, async () => void heard.push('ours'), { concerns: ({ tower }) => tower === 'ours' }),
    keeper.on(muffled, async () => void heard.push('muffled: ours'), { concerns: ({ tower }) => tower === 'ours' }),
    keeper.on(muffled, async () => void heard.push('muffled: any')),
    keeper.on(cracked, async () => void heard.push('cracked'), { concerns: ({ tower }) => tower!.length === 4 }),
  ],
});

let t: Harness<[typeof service]>;
beforeAll(async () => {
  t = await agora({ services: [service] });
});
beforeEach(async () => {
  await t.db('keeper').run`truncate inbox`;
  heard.length = 0;
});
afterAll(() => t.close());

const bell = (tower: string | null) => ({ bellId: randomUUID(), tower });
const held = () => t.db('keeper').many({ type: col.text })`select type from inbox order by position`;

test('an event that concerns nobody here is not held, and one that does is handled once', async () => {
  await t.deliver(rung, bell('theirs'));
  expect(await held()).toEqual([]);
  await t.deliver(rung, bell('ours'));
  expect(await held()).toEqual([{ type: rung.type }]);
  expect(heard).toEqual(['ours']);
});

test('an event that one of two subscriptions wants is held, and only that one hears of it', async () => {
  await t.deliver(muffled, bell('theirs'));
  expect(await held()).toEqual([{ type: muffled.type }]);
  expect(heard).toEqual(['muffled: any']);
});

test('an event a predicate cannot read waits in the inbox and holds up no other', async () => {
  await expect(t.deliver(cracked, bell(null))).rejects.toThrow('failed to handle bell.cracked');
  await t.db('keeper').run`delete from inbox`;
  await t.deliver(cracked, bell('ours'));
  expect(heard).toEqual(['cracked']);
});
