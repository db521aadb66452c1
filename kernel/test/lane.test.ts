import { expect, test } from 'vitest';
import { makeCall, runUnder } from '../call.ts';
import { lane } from '../lane.ts';

test('so many run at once, the others in their order, and who comes beyond the line is refused', async () => {
  const through = lane({ width: 2, maxWaiting: 2 });
  const doors = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const works = doors.map((door, index) =>
    through(async () => {
      begun.push(index);
      await door.promise;
      return index;
    }),
  );
  await expect(works[4]).rejects.toMatchObject({ code: 'overloaded', extras: { retryAfterSeconds: 1 } });
  expect(begun).toEqual([0, 1]);
  doors[1]!.resolve();
  expect(await works[1]).toBe(1);
  doors[0]!.reject(new Error('fell'));
  await expect(works[0]).rejects.toThrow('fell');
  doors[2]!.resolve();
  doors[3]!.resolve();
  expect(await Promise.all([works[2], works[3]])).toEqual([2, 3]);
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('who waited past the deadline does not run any more', async () => {
  const through = lane({ width: 1, maxWaiting: 1 });
  const door = Promise.withResolvers<void>();
  const first = through(() => door.promise);
  const call = makeCall({ requestId: 'r', traceparent: '', deadlineMs: performance.now() - 1 });
  let ran = false;
  const late = runUnder({ call }, () => through(async () => (ran = true)));
  door.resolve();
  await first;
  await expect(late).rejects.toMatchObject({ code: 'deadline_exceeded' });
  expect(ran).toBe(false);
  await expect(through(async () => 'next')).resolves.toBe('next');
});
