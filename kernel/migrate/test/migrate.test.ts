import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeSchema } from '../../../tools/schema.ts';
import { notesService } from '../../test/fixtures/notes/notes.ts';
import { migrate, undoNewest } from '../migrate.ts';
import { freshDatabase, migrationFolder } from './files.ts';

const now = '2026-03-02T09:00:00.000Z';
const first = { '0001.do.things.sql': 'create table things (id int primary key); create index on things (id);' };
const second = {
  '0002.do.colour.sql': 'alter table things add column colour text;\ninsert into things values (1);',
  '0002.undo.colour.sql': 'alter table things drop column colour; delete from things;',
};
const ofTheKernel = readdirSync(new URL('../../migrations/', import.meta.url)).filter(name =>
  name.includes('.do.'),
).length;
const options = (url: string, migrations: URL) => ({ url, migrations, partitions: [], now });

test('the kernel’s tables come first, then the service’s, and a second time there is nothing to do', async () => {
  const { url, tables } = await freshDatabase();
  const { migrations } = notesService.definition;
  expect(await migrate(options(url, migrations))).toBe(ofTheKernel + 1);
  expect(await tables()).toEqual(expect.arrayContaining(['outbox', 'inbox', 'jobs', 'audit_log', 'notes']));
  const before = await describeSchema(url);
  expect(await migrate(options(url, migrations))).toBe(0);
  expect(await describeSchema(url)).toBe(before);
});

test('a new file is applied on top of the old ones, in the order of the numbers', async () => {
  const { url, client } = await freshDatabase();
  const folder = migrationFolder(first);
  await migrate(options(url, folder.url));
  for (const [name, sql] of Object.entries(second)) folder.write(name, sql);
  expect(await migrate(options(url, folder.url))).toBe(1);
  expect((await client.query('select * from things')).rows).toEqual([{ id: 1, colour: null }]);
});

test('a file that fails is named, and leaves nothing: not of itself, not of the files before it', async () => {
  const { url, tables } = await freshDatabase();
  const folder = migrationFolder({ ...first, '0002.do.broken.sql': 'create table half (id int); select 1 / 0;' });
  await expect(migrate(options(url, folder.url))).rejects.toThrow(/0002\.do\.broken\.sql.*division by zero/);
  expect(await tables()).toEqual([]);
  folder.write('0002.do.broken.sql', 'create table whole (id int);');
  expect(await migrate(options(url, folder.url))).toBe(ofTheKernel + 2);
  expect(await tables()).toContain('whole');
});

test('two processes that migrate at once do not meet', async () => {
  const { url, client } = await freshDatabase();
  const folder = migrationFolder({ ...first, ...second });
  const applied = await Promise.all([1, 2, 3].map(() => migrate(options(url, folder.url))));
  expect(applied.toSorted()).toEqual([0, 0, ofTheKernel + 2]);
  expect((await client.query('select id from things')).rows).toEqual([{ id: 1 }]);
});

test('undoing the newest file restores the schema, and it can be applied again', async () => {
  const { url } = await freshDatabase();
  const folder = migrationFolder(first);
  await migrate(options(url, folder.url));
  const before = await describeSchema(url);
  for (const [name, sql] of Object.entries(second)) folder.write(name, sql);
  await migrate(options(url, folder.url));
  expect(await describeSchema(url)).not.toBe(before);
  await undoNewest(url, folder.url);
  expect(await describeSchema(url)).toBe(before);
  expect(await migrate(options(url, folder.url))).toBe(1);
});

test('undoing the only file of a service leaves the kernel’s tables alone', async () => {
  const { url, tables } = await freshDatabase();
  const { migrations } = notesService.definition;
  await migrate(options(url, migrations));
  await undoNewest(url, migrations);
  const left = await tables();
  expect(left).toContain('inbox');
  expect(left).not.toContain('notes');
});

test('a file that was changed after it was applied is refused by its name, and nothing is applied', async () => {
  const { url, tables } = await freshDatabase();
  const folder = migrationFolder(first);
  await migrate(options(url, folder.url));
  folder.write('0001.do.things.sql', 'create table things (id bigint primary key);');
  folder.write('0002.do.more.sql', 'create table more (id int);');
  await expect(migrate(options(url, folder.url))).rejects.toThrow(/0001\.do\.things\.sql.*changed/);
  expect(await tables()).not.toContain('more');
});

test('a file is the same with either kind of line end', async () => {
  const { url } = await freshDatabase();
  const folder = migrationFolder({ '0001.do.things.sql': 'create table things (\n  id int\n);\n' });
  await migrate(options(url, folder.url));
  folder.write('0001.do.things.sql', 'create table things (\r\n  id int\r\n);\r\n');
  expect(await migrate(options(url, folder.url))).toBe(0);
});
