import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '../../kernel/sql/columns.ts';
import { openDatabase } from '../../kernel/sql/database.ts';
import notes from '../../kernel/test/fixtures/notes/notes.ts';
import { agora, type Harness } from '../../kernel/testing/harness.ts';
import { emptyDatabase } from '../../kernel/testing/postgres.ts';
import { describeSchema } from '../../tools/schema.ts';
import { backUpDatabases, readManifest, restoreDatabase } from '../copy-databases.ts';
import { copyFiles } from '../copy-files.ts';

let t: Harness<[typeof notes]>;
let folder: string;
const buildingId = randomUUID();

beforeAll(async () => {
  t = await agora({ services: [notes] });
  folder = await mkdtemp(join(tmpdir(), 'agora-backup-'));
  const resident = t.person(`resident@building:${buildingId}`);
  for (const title of ['first', 'second', 'third \\ with \t odd\ncharacters'])
    await t.as(resident).notes.addNote({ buildingId, title });
  await t.settle();
});
afterAll(async () => {
  await t.close();
  await rm(folder, { recursive: true, force: true });
});

const databases = () => [{ service: 'notes', database: 'notes_db', url: t.running('notes').url, given: true }];

const titles = (url: string) => {
  const db = openDatabase({ url, maxConnections: 1 });
  return db.many({ title: col.text })`select title from notes order by title`
    .then(rows => rows.map(({ title }) => title))
    .finally(() => db.close());
};

test('a restored database has the same schema and rows, and goes on counting where the old one was', async () => {
  const target = join(folder, 'whole');
  await backUpDatabases(databases(), target, t.clock.now());
  const [entry] = (await readManifest(target)).databases;
  const fresh = await emptyDatabase();
  const rows = await restoreDatabase(notes, fresh.url, entry!, target);
  expect(rows).toBeGreaterThan(8);
  expect(await titles(fresh.url)).toEqual(await titles(t.running('notes').url));
  expect(await describeSchema(fresh.url)).toBe(await describeSchema(t.running('notes').url));
  const db = openDatabase({ url: fresh.url, maxConnections: 1 });
  const { next } = await db.one({ next: col.int })`select nextval('inbox_position_seq')::int as next`;
  const { last } = await db.one({ last: col.int })`select max(position)::int as last from inbox`;
  const { audited } = await db.one({ audited: col.int })`select count(*)::int as audited from audit_log`;
  expect(next).toBeGreaterThan(last);
  expect(audited).toBe(3);
  await db.close();
  await fresh.drop();
});

test('a backup that is damaged restores nothing at all', async () => {
  const target = join(folder, 'damaged');
  await backUpDatabases(databases(), target, t.clock.now());
  await truncate(join(target, 'notes', 'seen_notes.copy.gz'), 12);
  const fresh = await emptyDatabase();
  const [entry] = (await readManifest(target)).databases;
  await expect(restoreDatabase(notes, fresh.url, entry!, target)).rejects.toThrow();
  const db = openDatabase({ url: fresh.url, maxConnections: 1 });
  const { tables } = await db.one({ tables: col.int })`
    select count(*)::int as tables from pg_tables where schemaname = 'public'`;
  expect(tables).toBe(0);
  await db.close();
  await fresh.drop();
});

test('a backup never writes into a folder that exists', async () => {
  const target = join(folder, 'twice');
  await backUpDatabases(databases(), target, t.clock.now());
  await expect(backUpDatabases(databases(), target, t.clock.now())).rejects.toThrow(/EEXIST/);
});

test('files and the secret go along, the server folder does not', async () => {
  const [data, backup, back] = [join(folder, 'data'), join(folder, 'kept'), join(folder, 'back')];
  await mkdir(join(data, 'media', 'a'), { recursive: true });
  await mkdir(join(data, 'postgres'), { recursive: true });
  await writeFile(join(data, 'media', 'a', 'photo'), 'bytes');
  await writeFile(join(data, 'secret'), 'hush');
  await writeFile(join(data, 'postgres.url'), 'postgres://…');
  expect(await copyFiles(data, backup, 'out')).toEqual({ files: 1 });
  expect((await readdir(join(backup, 'files'))).sort()).toEqual(['media', 'secret']);
  await copyFiles(back, backup, 'in');
  expect((await readdir(back, { recursive: true })).sort()).toEqual(['media', 'media/a', 'media/a/photo', 'secret']);
});
