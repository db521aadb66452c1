import { expect, test } from 'vitest';
import { lane } from '../ports/lane.ts';

test('no more run at once than the lane is wide, in the order they came', async () => {
  const through = lane({ width: 2, maxWaiting: 10 });
  const started: number[] = [];
  let running = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      through(async () => {
        started.push(index);
        most = Math.max(most, ++running);
        await new Promise(resolve => setImmediate(resolve));
        running--;
      }),
    ),
  );
  expect(most).toBe(2);
  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('whoever would wait behind too many is refused, and a work that fails frees its place', async () => {
  const through = lane({ width: 1, maxWaiting: 1 });
  let release = () => {};
  const first = through(() => new Promise<void>(resolve => (release = resolve)));
  const second = through(async () => {
    throw new Error('damaged');
  });
  await expect(through(async () => {})).rejects.toMatchObject({ code: 'overloaded', extras: { retryAfterSeconds: 5 } });
  release();
  await first;
  await expect(second).rejects.toThrow('damaged');
  expect(await through(async () => 'free again')).toBe('free again');
});
