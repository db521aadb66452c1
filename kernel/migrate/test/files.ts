// Folders of migration files, and a look at what they left.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { emptyDatabase } from '../../testing/postgres.ts';

/** A folder with these files, gone after the test; `write` adds or changes one. */
export function migrationFolder(files: Record<string, string>): { url: URL; write(name: string, sql: string): void } {
  const folder = mkdtempSync(join(tmpdir(), 'agora-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
  for (const [name, sql] of Object.entries(files)) write(name, sql);
  return { url: pathToFileURL(`${folder}/`), write };
}

/** An empty database and a connection to it, gone after the test. */
export async function freshDatabase(): Promise<{ url: string; client: pg.Client; tables(): Promise<string[]> }> {
  const { url, drop } = await emptyDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await drop();
  });
  const tables = async () => {
    const { rows } = await client.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
    );
    return rows.map(({ name }) => name as string);
  };
  return { url, client, tables };
}
