import { expect, test } from 'vitest';
import { col } from '../../sql/columns.ts';
import { inboxLag } from '../inbox.ts';
import type { EventMeta } from '../worker.ts';
import { anEvent } from './envelopes.ts';
import { count, drain, noted, stage } from './stage.ts';

const s = await stage();
const many = (length: number, subject: (index: number) => string) =>
  Array.from({ length }, (_, index) => noted(subject(index), index + 1));
const once = (events: readonly { id: string }[]) => new Map(events.map(({ id }) => [id, 1]));

test('a duplicate, in one batch or in a later one, takes effect once', async () => {
  const [first, second] = [noted('a', 1), noted('a', 2)];
  expect(await s.hold(first, second, first)).toBe(2);
  await drain(s.worker(count));
  expect(await s.hold(second, first)).toBe(0);
  await drain(s.worker(count));
  expect(await s.effects()).toEqual(once([first, second]));
});

test('events of a subject are handled in the order they came, with what the envelope said', async () => {
  const seen: EventMeta[] = [];
  const events = many(250, index => `s${index % 3}`);
  await s.hold(...events);
  await drain(s.worker(async (_tx, meta) => void seen.push(meta)));
  expect(seen.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  const { type, subject, sequence, time, source } = events[0]!;
  expect(seen[0]).toEqual({ id: events[0]!.id, type, subject, sequence, time, source });
});

test('an event nobody handles any more is done all the same', async () => {
  await s.hold(anEvent('note.forgotten', 'a', 1));
  await drain(s.worker(count));
  expect(await inboxLag(s.db)).toEqual({ waiting: 0, parked: 0, oldest: null });
});

test('of a batch of 100 with one poisoned event the other 99 take effect exactly once', async () => {
  const events = many(100, index => `s${index}`);
  const poisoned = events[42]!.id;
  await s.hold(...events);
  await drain(
    s.worker(async (tx, meta) => {
      await count(tx, meta);
      if (meta.id === poisoned) throw new Error('poisoned');
    }),
  );
  expect(await s.effects()).toEqual(once(events.filter(({ id }) => id !== poisoned)));
  expect(s.failures).toEqual(['again']);
  expect((await inboxLag(s.db)).waiting).toBe(1);
});

test('two workers at one inbox handle each event once', async () => {
  const events = many(300, index => `s${index % 7}`);
  await s.hold(...events);
  const workers = [1, 2].map(() => drain(s.worker(count, { db: s.open() })));
  await Promise.all(workers);
  expect(await s.effects()).toEqual(once(events));
});

test('what another worker finished after this one had looked is not handled again', async () => {
  const event = noted('a');
  await s.hold(event);
  const quicker = s.worker(count);
  await drain(s.worker(count, { prepare: async () => void (await drain(quicker)) }));
  expect(await s.effects()).toEqual(once([event]));
});

test('a handler that throws after its statements leaves nothing of them, and its next run takes effect once', async () => {
  const event = noted('a');
  let crash = true;
  const turn = s.worker(async (tx, meta) => {
    await count(tx, meta);
    if (crash) throw new Error('crashed');
  });
  await s.hold(event);
  await drain(turn);
  expect(await s.effects()).toEqual(new Map());
  crash = false;
  s.clock.advance('1s');
  await drain(turn);
  await drain(turn);
  expect(await s.effects()).toEqual(once([event]));
});

test('a connection killed inside a handler costs a retry, not the effect', async () => {
  const event = noted('a');
  let kills = 1;
  await s.hold(event);
  const turn = s.worker(async (tx, meta) => {
    await count(tx, meta);
    if (kills-- > 0) await tx.run`select pg_terminate_backend(pg_backend_pid())`;
  });
  await drain(turn);
  s.clock.advance('1s');
  await drain(turn);
  expect(await s.effects()).toEqual(once([event]));
});

test('what a handler needs from others is prepared before its transaction, and a failure there is a failure', async () => {
  const event = noted('a');
  const steps: string[] = [];
  let away = true;
  const turn = s.worker(async () => void steps.push('handle'), {
    prepare: async () => {
      steps.push('prepare');
      // On the pool: inside a transaction this would be refused.
      await s.db.run`select 1`;
      if (away) throw new Error('the other service is away');
    },
  });
  await s.hold(event);
  await drain(turn);
  expect(s.failures).toEqual(['again']);
  away = false;
  s.clock.advance('1s');
  steps.length = 0;
  await drain(turn);
  expect(steps).toEqual(['prepare', 'handle']);
});

test('an error that says what no column can hold is recorded too', async () => {
  await s.hold(noted('a'));
  await drain(
    s.worker(async () => {
      throw new Error('bad\0byte');
    }),
  );
  const found = await s.db.one({ last_error: col.text, attempts: col.int })`select last_error, attempts from inbox`;
  expect(found).toEqual({ last_error: 'badbyte', attempts: 1 });
});
