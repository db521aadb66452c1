// What comes late: out of order, or after its first arrival was forgotten.

import { expect, test } from 'vitest';
import { col } from '../../sql/columns.ts';
import { forgetHandled } from '../inbox.ts';
import { count, drain, noted, stage } from './stage.ts';

const s = await stage();
const once = (events: readonly { id: string }[]) => new Map(events.map(({ id }) => [id, 1]));

test('an event that merely arrives out of order is handled: it never happened here yet', async () => {
  const [first, second] = [noted('a', 1), noted('a', 2)];
  for (const event of [second, first]) {
    await s.hold(event);
    await drain(s.worker(count));
  }
  expect(await s.effects()).toEqual(once([first, second]));
});

test('an old event that comes again after it was forgotten has no effect, and its subject goes on', async () => {
  const [first, second, third] = [noted('a', 1), noted('a', 2), noted('a', 3)];
  await s.hold(first, second);
  await drain(s.worker(count));
  s.clock.advance('31 days');
  while ((await forgetHandled(s.db, '2026-03-03T00:00:00.000Z')) > 0);
  expect(await s.db.one({ count: col.int })`select count(*)::int as count from inbox`).toEqual({ count: 0 });
  expect(await s.hold(second, first, third, noted('b', 1))).toBe(2);
  await drain(s.worker(count));
  const effects = await s.effects();
  expect([first, second, third].map(({ id }) => effects.get(id))).toEqual([1, 1, 1]);
});

test('only what was handled is forgotten, and only of its own source', async () => {
  const [handled, waiting] = [noted('a', 5), noted('b', 1)];
  await s.hold(handled);
  await drain(s.worker(count));
  await s.hold(waiting);
  await forgetHandled(s.db, '2026-03-03T00:00:00.000Z');
  const stranger = { ...noted('a', 4), source: '/agora/other' };
  expect(await s.hold(noted('a', 4), stranger)).toBe(1);
  await drain(s.worker(count));
  expect(await s.effects()).toEqual(once([handled, waiting, stranger]));
});
