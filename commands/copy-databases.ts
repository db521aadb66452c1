// A backup of all databases as of one moment: their snapshots are taken before any table is copied. Tables travel by COPY,
// so the embedded PostgreSQL (which has no pg_dump) and an outside server are served alike, across versions.

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { ServiceDatabase } from '#kernel/migrate/databases';
import { migrateTo, versionsOf } from '#kernel/migrate/migrate';
import type { BuiltService } from '#kernel/service';

interface TableEntry {
  name: string;
  columns: string[];
  /** The table and bounds this is a partition of. */
  partition: { of: string; bounds: string } | null;
}

interface DatabaseEntry {
  service: string;
  versions: { kernel: number; service: number };
  tables: TableEntry[];
  sequences: { name: string; value: string }[];
}

export interface Manifest {
  format: 1;
  takenAt: string;
  databases: DatabaseEntry[];
}

const quote = pg.escapeIdentifier;

// Parents come before what refers to them, so that no constraint is broken on the way back.
const tablesInOrder = `
  with recursive here as (
    select c.oid, c.relname, pg_get_expr(c.relpartbound, c.oid) as bounds,
           (select p.relname from pg_inherits i join pg_class p on p.oid = i.inhparent where i.inhrelid = c.oid) as parent
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname not in ('kernel_migrations', 'service_migrations')),
  depth(oid, level) as (
    select oid, 0 from here
    union all
    select k.conrelid, d.level + 1 from depth d join pg_constraint k on k.confrelid = d.oid
    where k.contype = 'f' and k.conrelid <> k.confrelid and d.level < 50)
  select h.relname as name, h.parent, h.bounds,
         array(select a.attname::text from pg_attribute a where a.attrelid = h.oid and a.attnum > 0
               and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
  from here h join (select oid, max(level) as level from depth group by oid) d on d.oid = h.oid
  order by d.level, h.relname`;

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, application_name: 'agora-backup' });
  await client.connect();
  return client;
};

/** Writes a backup into a folder that must not exist yet; gives its manifest. */
export async function backUpDatabases(
  databases: readonly ServiceDatabase[],
  folder: string,
  takenAt: string,
): Promise<Manifest> {
  await mkdir(folder, { mode: 0o700 });
  const clients = await Promise.all(databases.map(({ url }) => connect(url)));
  try {
    await Promise.all(
      clients.map(async client => {
        await client.query('begin isolation level repeatable read read only');
        await client.query('select 1');
      }),
    );
    const entries: DatabaseEntry[] = [];
    for (const [index, { service }] of databases.entries())
      entries.push(await copyOut(clients[index]!, service, join(folder, service)));
    const manifest: Manifest = { format: 1, takenAt, databases: entries };
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } finally {
    await Promise.all(clients.map(client => client.end()));
  }
}

async function copyOut(client: pg.Client, service: string, folder: string): Promise<DatabaseEntry> {
  await mkdir(folder);
  const { rows } = await client.query(tablesInOrder);
  const tables: TableEntry[] = rows.map(({ name, columns, parent, bounds }) => ({
    name,
    columns,
    partition: parent === null ? null : { of: parent, bounds },
  }));
  for (const table of tables) {
    const source = client.query(copyTo(`copy ${quote(table.name)} (${columnsOf(table)}) to stdout`));
    await pipeline(source, createGzip({ level: 1 }), createWriteStream(join(folder, `${table.name}.copy.gz`)));
  }
  const { rows: sequences } = await client.query(
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = 'public' and last_value is not null order by 1`,
  );
  return { service, versions: await versionsOf(client), tables, sequences };
}

const columnsOf = ({ columns }: TableEntry): string => columns.map(quote).join(', ');

export const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;

/** Brings one service's tables back into an empty database: first its schema of that day, then the rows, then whatever
 * migrations have come since. One transaction: a restore that fails leaves the database empty. */
export async function restoreDatabase(
  { definition }: BuiltService,
  url: string,
  entry: DatabaseEntry,
  folder: string,
): Promise<number> {
  const client = await connect(url);
  let rowCount = 0;
  try {
    await client.query('begin');
    await migrateTo(client, definition.migrations, entry.versions);
    for (const { name, partition } of entry.tables)
      if (partition)
        await client.query(`create table ${quote(name)} partition of ${quote(partition.of)} ${partition.bounds}`);
    for (const table of entry.tables) {
      await client.query(`alter table ${quote(table.name)} disable trigger user`);
      const target = client.query(copyFrom(`copy ${quote(table.name)} (${columnsOf(table)}) from stdin`));
      await pipeline(createReadStream(join(folder, entry.service, `${table.name}.copy.gz`)), createGunzip(), target);
      rowCount += target.rowCount;
      await client.query(`alter table ${quote(table.name)} enable trigger user`);
    }
    for (const { name, value } of entry.sequences) await client.query('select setval($1, $2)', [quote(name), value]);
    await client.query('commit');
    return rowCount;
  } finally {
    await client.end();
  }
}
