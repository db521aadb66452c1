import fc from 'fast-check';
import { expect, test } from 'vitest';
import { col } from '../columns.ts';
import { toInstant } from '../parsers.ts';
import { join, json, nothing, sql } from '../tag.ts';
import { scratch } from './scratch.ts';

const s = scratch();
const text = (value: unknown) => s.db.one({ it: col.text.orNull })`select ${value}::text as it`;

test('undefined and null are NULL', async () => {
  expect(await text(undefined)).toEqual({ it: null });
  expect(await text(null)).toEqual({ it: null });
  expect(await s.db.one({ it: col.bool })`select ${json(undefined)}::jsonb is null as it`).toEqual({ it: true });
});

test('any text without NUL comes back as it was, as text, in arrays and in json', async () => {
  const written = fc.array(fc.string({ unit: 'binary' }).map(some => some.replaceAll('\0', '').toWellFormed()));
  await fc.assert(
    fc.asyncProperty(written, async some => {
      const found = await s.db.one({ texts: col.texts, it: col.text, tree: col.json<unknown>() })`
        select ${some}::text[] as texts, ${some.join('')}::text as it, ${json({ some })}::jsonb as tree`;
      expect(found).toEqual({ texts: some, it: some.join(''), tree: { some } });
    }),
    { numRuns: 25 },
  );
});

test('ids come back in their order, also none, and a gap among them as null', async () => {
  const [a, b] = ['0198c1a0-0000-7000-8000-000000000001', '0198c1a0-0000-7000-8000-000000000002'];
  for (const ids of [[], [b], [b, a], [a, null, b]])
    expect(await s.db.one({ ids: col.uuids })`select ${ids}::uuid[] as ids`).toEqual({ ids });
});

test('half a surrogate pair becomes U+FFFD in text and in json alike', async () => {
  const found = await s.db.one({ it: col.text, tree: col.json<unknown>() })`
    select ${'a\ud800b'}::text as it, ${json({ 'k\udfff': ['a\ud800b', '\\ud800', '\\\ud800'] })}::jsonb as tree`;
  expect(found).toEqual({ it: 'a\ufffdb', tree: { 'k\ufffd': ['a\ufffdb', '\\ud800', '\\\ufffd'] } });
});

test('a value that has no form here is an error, and the connection goes on', async () => {
  await expect(s.db.one({ at: col.instant })`select 'infinity'::timestamptz as at`).rejects.toThrow(
    'Invalid time value',
  );
  expect(await s.db.one({ a: col.int })`select 1 as a`).toEqual({ a: 1 });
});

test('a bigint passes 2^53 without loss', async () => {
  const big = 2n ** 62n + 1n;
  expect(await s.db.one({ it: col.bigint })`select ${big}::bigint as it`).toEqual({ it: big });
});

test('a json array stays one value where a plain array becomes a PostgreSQL array', async () => {
  const found = await s.db.one({ tree: col.json<number[]>(), ints: col.ints })`
    select ${json([1, 2])}::jsonb as tree, ${[1, 2]}::int[] as ints`;
  expect(found).toEqual({ tree: [1, 2], ints: [1, 2] });
});

test('what no column can hold is the sender’s mistake: NUL, numbers and dates out of range', async () => {
  const refused = { code: 'invalid_argument' };
  await expect(text('a\0b')).rejects.toMatchObject(refused);
  await expect(s.db.run`select ${json({ a: '\0' })}::jsonb`).rejects.toMatchObject(refused);
  await expect(s.db.run`select ${3_000_000_000}::int`).rejects.toMatchObject(refused);
  await expect(s.db.run`select ${1e30}::numeric(10, 2)`).rejects.toMatchObject(refused);
  await expect(s.db.run`select ${'9999999-01-01'}::date`).rejects.toMatchObject(refused);
});

test('fragments nest, carry their values in order, and add nothing where they are nothing', async () => {
  await s.fill(1, 2, 3, 4);
  const read = (from?: number, only?: number[]) =>
    s.db.many({ id: col.int })`
      select id from items where id < ${4}
        ${from ? sql`and (id >= ${from} ${only ? sql`and id in (${join(only)})` : nothing})` : nothing} order by id`;
  expect(await read()).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  expect(await read(2)).toEqual([{ id: 2 }, { id: 3 }]);
  expect(await read(1, [1, 3, 4])).toEqual([{ id: 1 }, { id: 3 }]);
});

test('an instant comes back in the one form, whatever its fraction and zone', () => {
  expect(toInstant('2026-11-20 16:03:33+00')).toBe('2026-11-20T16:03:33.000Z');
  expect(toInstant('2026-11-20 16:03:33.1+00')).toBe('2026-11-20T16:03:33.100Z');
  expect(toInstant('2026-11-20 16:03:33.123456+00')).toBe('2026-11-20T16:03:33.123Z');
  expect(toInstant('2026-11-20 17:03:33.12+01')).toBe('2026-11-20T16:03:33.120Z');
});
