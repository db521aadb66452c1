import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { agora, fake, type Harness } from '#kernel/testing/harness';
import { building } from '#services/building/contract';
import { media } from '#services/media/contract';
import type { ChatCtx } from '../definition.ts';
import { seed } from '../seed.ts';
import chat from '../service.ts';
import { words } from './fixture.ts';

let t: Harness<[typeof chat]>;
beforeAll(async () => {
  // The first of a month, when the fewest months lie behind.
  t = await agora({
    services: [chat],
    peers: [fake(building, {}), fake(media, {})],
    start: '2026-03-01T00:00:30.000Z',
  });
});
afterAll(() => t.close());

const counts = () =>
  t.db('chat').one({ channels: col.int, messages: col.int, people: col.int, events: col.int })`
    select (select count(*)::int from channels) as channels, (select count(*)::int from messages) as messages,
           (select count(*)::int from residents) + (select count(*)::int from staff) as people,
           (select count(*)::int from outbox) as events`;

test('the demo community has channels with something in them, seeded once', async () => {
  const ctx = t.ctx('chat') as unknown as ChatCtx;
  await seed(ctx);
  const first = await counts();
  await seed(ctx);
  expect(await counts()).toEqual(first);
  expect(first).toEqual({ channels: 18, messages: 45, people: 199, events: 0 });
});

test('its people talk on in what was seeded', async () => {
  const buildingId = seedId('building:1');
  const resident = { ...t.person(`resident@building:${buildingId}`), userId: seedId('resident:1') };
  const { items } = await t.as(resident).chat.listChannels({});
  expect(items.map(({ kind }) => kind).toSorted()).toEqual(['building', 'direct', 'entrance', 'topic', 'topic']);
  const channelId = seedId('channel:1:building');
  const before = await t.as(resident).chat.getChannel({ channelId });
  expect(before).toMatchObject({ lastNumber: 7, unread: 2, mayPost: true });
  expect(await t.as(resident).chat.sendMessage(words(channelId))).toMatchObject({ number: 8, sequence: 8 });
});
