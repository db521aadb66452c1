// Peak times by lot: anybody can check that the result follows from what was published before.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookingOffered } from '../events.ts';
import { type House, house, reasonOf } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

const mine = (person: House['ada']) => h.t.as(person).booking;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const days = { firstDay: '2026-04-03', lastDay: '2026-04-05', closesAt: '2026-03-20T12:00:00.000Z' };
const saturday = (from: number) => ({ start: `2026-04-04T${from}:00`, end: `2026-04-04T${from + 1}:00` });

test('the draw gives each the first wish that is left, in an order that follows from seed and entries', async () => {
  const court = await h.room();
  const draw = await h.managed.openDraw({ resourceId: court.id, ...days });
  expect(draw).toMatchObject({
    state: 'open',
    seed: null,
    entriesDigest: null,
    seedHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await reasonOf(h.book(h.ada, court.id, '2026-04-04T10:00', '2026-04-04T11:00'))).toBe('in_draw');
  const { slots } = await mine(h.ada).getAvailability({ resourceId: court.id, from: '2026-04-04', to: '2026-04-04' });
  expect(new Set(slots.map(({ bookable }) => bookable))).toEqual(new Set(['in_draw']));
  const people = Array.from({ length: 5 }, () => h.resident());
  for (const person of people)
    await mine(person).enterDraw({ drawId: draw.id, wishes: [saturday(10), saturday(11), saturday(12)] });
  // Once more to change one's mind; and one who leaves.
  const again = await mine(people[0]!).enterDraw({ drawId: draw.id, wishes: [saturday(10)] });
  await mine(h.ben).enterDraw({ drawId: draw.id, wishes: [saturday(10)] });
  await mine(h.ben).leaveDraw({ drawId: draw.id });
  await h.t.settle();
  expect((await mine(h.ada).getDraw({ drawId: draw.id })).state).toBe('open');
  h.t.clock.set(days.closesAt);
  expect(await reasonOf(mine(h.ben).enterDraw({ drawId: draw.id, wishes: [saturday(10)] }))).toBe('draw_closed');
  expect(await reasonOf(mine(people[1]!).leaveDraw({ drawId: draw.id }))).toBe('draw_closed');
  await h.t.settle();

  const drawn = await mine(people[0]!).getDraw({ drawId: draw.id });
  expect(drawn.state).toBe('drawn');
  expect(sha256(drawn.seed!)).toBe(draw.seedHash);
  const ids = drawn.entries.map(({ entryId }) => entryId);
  expect(
    sha256(
      ids
        .map(id => `${id}\n`)
        .toSorted()
        .join(''),
    ),
  ).toBe(drawn.entriesDigest);
  const lot = (id: string) => sha256(`${drawn.seed}\n${drawn.entriesDigest}\n${id}`);
  expect(ids).toEqual(ids.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1)));
  expect(drawn.entries.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
  const given = drawn.entries.flatMap(entry => entry.given?.start ?? []);
  expect(given).toHaveLength(new Set(given).size);
  expect(given.length).toBeGreaterThanOrEqual(3);
  expect(drawn.entries.filter(({ userId }) => userId !== null).map(({ entryId }) => entryId)).toEqual([again.entryId]);
  // What somebody wished for is nobody else's business.
  expect(drawn.entries.flatMap(({ wishes }) => wishes ?? [])).toEqual([saturday(10)]);
  const seen = await h.managed.getDraw({ drawId: draw.id });
  expect(seen.entries.every(({ userId, wishes }) => userId !== null && wishes === null)).toBe(true);
  expect(await reasonOf(mine(h.stranger).getDraw({ drawId: draw.id }))).toBe('not_found');
  // What is left can be booked as ever.
  expect(await reasonOf(h.book(h.ada, court.id, '2026-04-04T15:00', '2026-04-04T16:00'))).toBe('done');
});

test('what costs something is offered to who drew it', async () => {
  const hall = await h.room({ fee: '1000' });
  const draw = await h.managed.openDraw({ resourceId: hall.id, ...days, closesAt: '2026-03-21T12:00:00.000Z' });
  await mine(h.ada).enterDraw({ drawId: draw.id, wishes: [saturday(10)] });
  h.t.clock.set('2026-03-21T12:00:00.000Z');
  await h.t.settle();
  expect(h.t.published(bookingOffered).at(-1)?.data).toMatchObject({ userId: h.ada.userId, resourceId: hall.id });
});

test('a draw is about days to come, apart from other draws, and takes wishes for its days only', async () => {
  const court = await h.room();
  const open = (change: object) =>
    h.managed.openDraw({ resourceId: court.id, ...days, closesAt: '2026-03-25T12:00:00.000Z', ...change });
  expect(await reasonOf(open({ lastDay: '2026-04-01' }))).toBe('no_days');
  expect(await reasonOf(open({ closesAt: '2026-03-01T00:00:00.000Z' }))).toBe('closes_at');
  expect(await reasonOf(open({ closesAt: '2026-04-03T00:00:00.000Z' }))).toBe('closes_at');
  const draw = await open({});
  expect(await reasonOf(open({ firstDay: '2026-04-05', lastDay: '2026-04-09' }))).toBe('draws_overlap');
  const wishes = [{ start: '2026-04-08T10:00', end: '2026-04-08T11:00' }];
  expect(await reasonOf(mine(h.ada).enterDraw({ drawId: draw.id, wishes }))).toBe('not_in_draw');
  await open({ firstDay: '2026-04-06', lastDay: '2026-04-09' });
  const first = await mine(h.ada).listDraws({ resourceId: court.id, limit: 1 });
  const second = await mine(h.ada).listDraws({ resourceId: court.id, limit: 1, cursor: first.nextCursor! });
  expect(second).toMatchObject({ items: [{ id: draw.id }], nextCursor: null });
});
