import { expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { createPartitions, dropPartitions } from '../partitions.ts';
import { freshDatabase, migrationFolder } from './files.ts';

const histories = {
  '0001.do.histories.sql': `
    create table visits (id int, at timestamptz(3) not null, primary key (at, id)) partition by range (at);
    create table ledger (id int, at timestamptz(3) not null, primary key (at, id)) partition by range (at);`,
};
const tables = [
  { table: 'visits', keepMonths: 2 },
  { table: 'ledger', keepMonths: null },
];

/** A database with both tables, migrated in November 2026. */
async function november() {
  const database = await freshDatabase();
  const { url: migrations } = migrationFolder(histories);
  await migrate({ url: database.url, migrations, partitions: tables, now: '2026-11-20T09:00:00.000Z' });
  const partitions = async (table: string) => (await database.tables()).filter(name => name.startsWith(`${table}_2`));
  return { ...database, partitions };
}

test('a migration makes the partitions of last month to three months ahead, the kernel’s own too', async () => {
  const { partitions, client } = await november();
  const months = ['2026_10', '2026_11', '2026_12', '2027_01', '2027_02'];
  for (const table of ['visits', 'ledger', 'audit_log'])
    expect(await partitions(table)).toEqual(months.map(month => `${table}_${month}`));
  for (const at of ['2026-10-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z', '2027-02-28T23:59:59.999Z'])
    await client.query('insert into visits values (1, $1)', [at]);
  await expect(client.query('insert into visits values (1, $1)', ['2027-03-01T00:00:00.000Z'])).rejects.toThrow(
    'no partition of relation "visits" found',
  );
});

test('months are made ahead as time goes on, and a second time changes nothing', async () => {
  const { client, partitions } = await november();
  for (const now of ['2026-12-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'])
    await createPartitions(client, tables, now);
  expect((await partitions('visits')).at(-1)).toBe('visits_2027_03');
  expect(await partitions('visits')).toHaveLength(6);
});

test('months past their retention are dropped whole, and tables that keep all lose nothing', async () => {
  const { client, partitions } = await november();
  const at = ['2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00.000Z'];
  for (const moment of at) await client.query('insert into visits values (1, $1)', [moment]);
  expect(await dropPartitions(client, tables, '2026-12-31T23:59:59.999Z')).toEqual([]);
  expect(await dropPartitions(client, tables, '2027-01-01T00:00:00.000Z')).toEqual(['visits_2026_10']);
  expect((await client.query('select id from visits')).rows).toHaveLength(1);
  expect(await partitions('ledger')).toHaveLength(5);
});
