import { expect, test } from 'vitest';
import { sha256 as digest } from '#kernel/security/digest';
import { drawOrder, entriesDigest } from '#services/booking/domain/draw';
import { isRight } from './draw-check.ts';

const sha256 = (text: string): string => digest(text).toString('hex');
const seed = 'a secret number';
const ids = ['1', '2', '3', '4', '5'].map(each => `0000000${each}-0000-4000-8000-000000000000`);
const all = ids.map(id => ({ id }));
const drawn = {
  seed,
  seedHash: sha256(seed),
  entriesDigest: entriesDigest(all, sha256),
  entries: drawOrder(all, seed, sha256).map(({ id }, index) => ({
    entryId: id,
    userId: null,
    rank: index + 1,
    wishes: null,
    given: null,
  })),
};

test('a draw as the service draws it is right', async () => {
  expect(await isRight(drawn)).toBe(true);
});

test('another seed, another order, and an entry less are found out', async () => {
  const [first, second, ...rest] = drawn.entries;
  const swapped = [{ ...second!, rank: 1 }, { ...first!, rank: 2 }, ...rest];
  expect(await isRight({ ...drawn, seed: 'another' })).toBe(false);
  expect(await isRight({ ...drawn, seed: 'another', seedHash: sha256('another') })).toBe(false);
  expect(await isRight({ ...drawn, entries: swapped })).toBe(false);
  expect(await isRight({ ...drawn, entries: drawn.entries.slice(1) })).toBe(false);
  expect(await isRight({ ...drawn, seed: null })).toBe(false);
});
