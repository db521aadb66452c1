import { expect, test } from 'vitest';
import { col, row } from '../columns.ts';
import { sql } from '../tag.ts';
import { scratch } from './scratch.ts';

const s = scratch();

test('a column of another type than declared fails on the first run, even without rows', async () => {
  await expect(s.db.many({ n: col.int })`select 'a'::text as n where false`).rejects.toThrow(
    'the statement returns n with type oid 25; its row shape says 23 or 21: select',
  );
  await expect(s.db.one({ n: col.int })`select count(*) as n from items`).rejects.toThrow('type oid 20');
});

test('a missing, an extra and a doubled column each fail with a sentence', async () => {
  await expect(s.db.one({ n: col.int, m: col.int })`select 1 as n`).rejects.toThrow(
    'does not return the column m of its row shape',
  );
  await expect(s.db.one({ n: col.int })`select 1 as n, 2 as m`).rejects.toThrow(
    'returns the column m, which its row shape does not have',
  );
  await expect(s.db.one({ n: col.int })`select 1 as n, 2 as n`).rejects.toThrow('returns the column n twice');
});

test('an unexpected null fails on the first run, and on every run where rows are checked strictly', async () => {
  const shape = { n: col.int };
  await expect(s.db.one(shape)`select ${null}::int as n`).rejects.toThrow(
    'the column n is null, but its row shape says it never is: select',
  );
  const strict = s.pool({ strict: true });
  const read = (value: number | null) => strict.many(shape)`select 1 as n union all select ${value}::int`;
  expect(await read(2)).toEqual([{ n: 1 }, { n: 2 }]);
  await expect(read(null)).rejects.toThrow('the column n is null');
  expect(await s.db.one({ n: col.int.orNull })`select ${null}::int as n`).toEqual({ n: null });
});

test('run gives the number of rows it touched, and none for what touches no rows', async () => {
  expect(await s.db.run`select from generate_series(1, 3)`).toBe(3);
  expect(await s.db.run`insert into items (id) values (901), (902)`).toBe(2);
  expect(await s.db.run`delete from items where id > 900`).toBe(2);
  expect(await s.db.run`create index on items (stock)`).toBe(0);
});

test('one wants exactly one row and maybe at most one', async () => {
  const rows = (count: number) => sql`select n::int from generate_series(1, ${count}) n`;
  await expect(s.db.one({ n: col.int })`${rows(0)}`).rejects.toThrow('expected one row, got 0');
  await expect(s.db.one({ n: col.int })`${rows(2)}`).rejects.toThrow('expected one row, got 2');
  expect(await s.db.maybe({ n: col.int })`${rows(0)}`).toBeNull();
  expect(await s.db.maybe({ n: col.int })`${rows(1)}`).toEqual({ n: 1 });
  await expect(s.db.maybe({ n: col.int })`${rows(2)}`).rejects.toThrow('expected at most one row, got 2');
});

test('every column type arrives in the form the kernel promises', async () => {
  await s.db.run`create type mood as enum ('calm')`;
  const found = await s.db.one({
    uuid: col.uuid,
    text: col.text,
    mood: col.text,
    int: col.int,
    bigint: col.bigint,
    numeric: col.numeric,
    float: col.float,
    bool: col.bool,
    instant: col.instant,
    date: col.date,
    time: col.time,
    bytes: col.bytes,
    inet: col.inet,
    uuids: col.uuids,
    texts: col.texts,
    ints: col.ints,
    json: col.json<{ a: number[] }>(),
  })`
    select 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid as uuid, 'ä' as text, 'calm'::mood as mood, 7 as int,
           9007199254740993 as bigint, 0.10::numeric(5, 2) as numeric, 0.5::float8 as float, true as bool,
           '2026-11-20 17:03:33.12+01'::timestamptz(3) as instant, '2026-11-20'::date as date, '07:30'::time as time,
           '\\x00ff'::bytea as bytes, '192.0.2.1'::inet as inet,
           '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'::uuid[] as uuids, '{x,"y z"}'::text[] as texts, '{1,2}'::int[] as ints,
           '{"a":[1]}'::jsonb as json`;
  expect(found).toEqual({
    uuid: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    text: 'ä',
    mood: 'calm',
    int: 7,
    bigint: 9007199254740993n,
    numeric: '0.10',
    float: 0.5,
    bool: true,
    instant: '2026-11-20T16:03:33.120Z',
    date: '2026-11-20',
    time: '07:30:00',
    bytes: Buffer.of(0, 255),
    inet: '192.0.2.1',
    uuids: ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    texts: ['x', 'y z'],
    ints: [1, 2],
    json: { a: [1] },
  });
});

test('a declared row stands in a statement as its column list, with its prefix', async () => {
  await s.fill(1, 2);
  const itemRow = row({ id: col.int, stock: col.int }, 'i');
  expect(await s.db.many(itemRow)`select ${itemRow} from items i where i.id > ${1}`).toEqual([{ id: 2, stock: 1 }]);
});

test('a statement is prepared once per text, wherever it is written, and again for another text', async () => {
  const one = s.pool({ maxConnections: 1 });
  const read = (id: number) => one.maybe({ id: col.int })`select id from items where id = ${id}`;
  const readElsewhere = (id: number) => one.maybe({ id: col.int })`select id from items where id = ${id}`;
  for (const id of [1, 2, 3]) await read(id);
  await readElsewhere(1);
  await one.maybe({ id: col.int })`select id from items where id = ${1} ${sql`and stock > ${0}`}`;
  const prepared = await one.many({ statement: col.text, calls: col.int })`
    select statement, (generic_plans + custom_plans)::int as calls from pg_prepared_statements
    where statement like 'select id from items%' order by statement`;
  expect(prepared).toEqual([
    { statement: 'select id from items where id = $1', calls: 4 },
    { statement: 'select id from items where id = $1 and stock > $2', calls: 1 },
  ]);
});
