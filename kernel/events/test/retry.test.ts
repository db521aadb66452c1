import fc from 'fast-check';
import { expect, test } from 'vitest';
import { col } from '../../sql/columns.ts';
import { msBetween } from '../../time.ts';
import { inboxLag, nextAttemptAt, parkedEvents, replayParked } from '../inbox.ts';
import type { EventMeta } from '../worker.ts';
import { count, drain, noted, stage } from './stage.ts';

const s = await stage();

/** When the earliest waiting event is tried again. */
const earliestRetry = () =>
  s.db.one({ at: col.instant.orNull })`select min(next_attempt_at) as at from inbox where parked_at is null`;

/** A worker whose handler fails for the events in `failing`, named as `a1`. */
function moody() {
  const failing = new Set<string>();
  const seen: string[] = [];
  const turn = s.worker(async (tx, meta: EventMeta) => {
    await count(tx, meta);
    const name = `${meta.subject}${meta.sequence}`;
    if (failing.has(name)) throw new Error(`no ${name}`);
    seen.push(name);
  });
  return { failing, seen, turn };
}

test('a failing event blocks the rest of its subject and nothing else, and order holds when it recovers', async () => {
  const { failing, seen, turn } = moody();
  failing.add('a1');
  await s.hold(noted('a', 1), noted('b', 1), noted('a', 2), noted('b', 2));
  await drain(turn);
  await s.hold(noted('a', 3), noted('b', 3));
  await drain(turn);
  expect(seen).toEqual(['b1', 'b2', 'b3']);
  expect(await inboxLag(s.db)).toMatchObject({ waiting: 3, parked: 0 });
  failing.delete('a1');
  seen.length = 0;
  s.clock.advance('1s');
  await drain(turn);
  expect(seen).toEqual(['a1', 'a2', 'a3']);
});

test('a failed event is tried again at its time and not before', async () => {
  const { failing, turn } = moody();
  failing.add('a1');
  await s.hold(noted('a'));
  await drain(turn);
  const { at } = await earliestRetry();
  expect(msBetween(s.clock.now(), at!)).toBe(40);
  s.clock.advance('39ms');
  await drain(turn);
  expect(s.failures).toHaveLength(1);
  s.clock.advance('1ms');
  await drain(turn);
  expect(s.failures).toHaveLength(2);
});

test('the schedule is five quick tries, then 1 s doubling to 10 minutes, then a day is enough', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const waits = (random: number) =>
    Array.from({ length: 18 }, (_, index) => msBetween(at, nextAttemptAt(index + 1, at, at, random)!));
  expect(waits(0.5).slice(0, 8)).toEqual([40, 80, 160, 320, 1_000, 2_000, 4_000, 8_000]);
  expect(waits(0.5).slice(-3)).toEqual([600_000, 600_000, 600_000]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempts, chance) => {
        const wait = msBetween(at, nextAttemptAt(attempts, at, at, chance)!);
        expect(wait).toBeGreaterThanOrEqual(20);
        expect(wait).toBeLessThanOrEqual(750_000);
      },
    ),
  );
  expect(nextAttemptAt(200, at, '2026-03-03T09:00:00.000Z', 0.5)).not.toBeNull();
  expect(nextAttemptAt(200, at, '2026-03-03T09:00:00.001Z', 0.5)).toBeNull();
});

test('after a day of failures an event is parked, its subject goes on, and a replay brings it back', async () => {
  const { failing, seen, turn } = moody();
  failing.add('a1');
  const event = noted('a', 1);
  await s.hold(event);
  const startedAt = s.clock.now();
  for (let tries = 0; tries < 300 && !s.failures.includes('parked'); tries++) {
    await drain(turn);
    s.clock.set((await earliestRetry()).at ?? s.clock.now());
  }
  expect(msBetween(startedAt, s.clock.now())).toBeGreaterThan(86_400_000);
  expect(s.failures.filter(outcome => outcome === 'parked')).toHaveLength(1);
  const [parked] = await parkedEvents(s.db, 10);
  expect(parked).toMatchObject({ id: event.id, subject: 'a', last_error: 'no a1', attempts: s.failures.length });

  failing.delete('a1');
  await s.hold(noted('a', 2));
  await drain(turn);
  expect(seen).toEqual(['a2']);
  expect(await replayParked(s.db, null, s.clock.now())).toBe(1);
  await drain(turn);
  expect(seen).toEqual(['a2', 'a1']);
  expect((await s.effects()).get(event.id)).toBe(1);
  expect(await inboxLag(s.db)).toEqual({ waiting: 0, parked: 0, oldest: null });
});

test('one parked event can be replayed alone, and gets a day of tries again', async () => {
  const { failing, turn } = moody();
  failing.add('a1').add('b1');
  const [a, b] = [noted('a'), noted('b')];
  await s.hold(a, b);
  s.clock.advance('25 hours');
  await drain(turn);
  expect((await parkedEvents(s.db, 10)).map(({ id }) => id).sort()).toEqual([a.id, b.id].sort());
  expect(await replayParked(s.db, a.id, s.clock.now())).toBe(1);
  await drain(turn);
  expect(s.failures.slice(-1)).toEqual(['again']);
  expect(await inboxLag(s.db)).toMatchObject({ waiting: 1, parked: 1 });
  expect(await replayParked(s.db, '00000000-0000-7000-8000-000000000000', s.clock.now())).toBe(0);
});
