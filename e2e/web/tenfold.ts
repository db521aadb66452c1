// Nine times more than the demo has: posts, tickets and products, for those who look at how fast the pages are then.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { runCommand } from '../processes.ts';

const more = 9;
const products = 1_100;

/** What a copy has of its own, as SQL: an id that is made of the old one and the number of the copy, and more. */
type Changes = Readonly<Record<string, string>>;
const copied = (column: string): string => `md5(old.${column}::text || copy)::uuid`;

/** Fills the databases of a platform that runs on this folder. */
export async function makeTenfold(folder: string): Promise<void> {
  const server = (await readFile(join(folder, 'postgres.url'), 'utf8')).trim();
  await copy(server, 'community_db', {
    posts: { id: copied('id'), kind: `'post'`, shown_at: `old.shown_at - copy * interval '2 minutes'` },
  });
  await copy(server, 'ticket_db', {
    tickets: { id: copied('id'), reference: `old.reference || '-' || copy` },
    sla_timestamps: { ticket_id: copied('ticket_id') },
  });
  await importProducts(folder);
}

/** Copies the rows of tables, but for what PostgreSQL works out by itself. */
async function copy(server: string, database: string, tables: Readonly<Record<string, Changes>>): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(server), { pathname: `/${database}` }).href });
  await client.connect();
  try {
    for (const [table, changes] of Object.entries(tables)) {
      const { rows } = await client.query<{ name: string }>(
        `select column_name as name from information_schema.columns where table_name = $1 and is_generated = 'NEVER'`,
        [table],
      );
      const names = rows.map(({ name }) => name);
      const values = names.map(name => changes[name] ?? `old.${name}`);
      await client.query(
        `insert into ${table} (${names}) select ${values} from ${table} old, generate_series(1, ${more}) copy`,
      );
    }
  } finally {
    await client.end();
  }
}

async function importProducts(folder: string): Promise<void> {
  const rows = Array.from(
    { length: products },
    (_, at) => `thing-${at},Thing ${at},<p>One of many things.</p>,T-${at},${(at % 90) + 5}.00,${at % 30},active`,
  );
  const head = 'Handle,Title,Body (HTML),Variant SKU,Variant Price,Variant Inventory Qty,Status';
  const file = join(folder, 'things.csv');
  await writeFile(file, [head, ...rows].join('\n'));
  const { code, output } = await runCommand(['import', 'products', file, '--vendor', 'demo'], { AGORA_DATA: folder });
  if (code !== 0) throw new Error(output);
  await rm(file);
}
