import { expect, test } from 'vitest';
import { gathered } from '../gathered.ts';

/** A write that says what it was given, and waits for `go` each time. */
function slowWrite() {
  const written: number[][] = [];
  const waiting: (() => void)[] = [];
  const write = async (items: readonly number[]) => {
    written.push([...items]);
    await new Promise<void>(resolve => waiting.push(resolve));
    return items.map(item => item * 10);
  };
  return { written, write, go: () => waiting.shift()!() };
}
const moment = () => new Promise(resolve => setTimeout(resolve, 5));

test('what comes in the same moment is written together, and each gets its own result', async () => {
  const { written, write, go } = slowWrite();
  const one = gathered(write);
  const results = Promise.all([1, 2, 3].map(one));
  await moment();
  go();
  expect(await results).toEqual([10, 20, 30]);
  expect(written).toEqual([[1, 2, 3]]);
});

test('what comes while others are written is written after them, together, and no more at once than told', async () => {
  const { written, write, go } = slowWrite();
  const one = gathered(write, 3);
  const first = one(1);
  await moment();
  const later = Promise.all([2, 3, 4, 5].map(one));
  await moment();
  expect(written).toEqual([[1]]);
  for (let round = 0; round < 3; round++) {
    go();
    await moment();
  }
  expect([await first, ...(await later)]).toEqual([10, 20, 30, 40, 50]);
  expect(written).toEqual([[1], [2, 3, 4], [5]]);
});

test('one that cannot be written does not hold up the others, and its own writer hears of it', async () => {
  const one = gathered(async (items: readonly number[]) => {
    if (items.includes(2)) throw new Error('two cannot be written');
    return items;
  });
  const settled = await Promise.allSettled([1, 2, 3].map(one));
  expect(settled.map(each => (each.status === 'fulfilled' ? each.value : each.reason.message))).toEqual([
    1,
    'two cannot be written',
    3,
  ]);
  expect(await one(4)).toBe(4);
});
