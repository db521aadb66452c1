// What a service's database looks like after all its migrations, as reviewed SQL-like text. Read from the catalogue,
// since the embedded PostgreSQL comes without pg_dump.

import pg from 'pg';

const tables = `
  select c.oid::int as oid, c.relname as name, pg_get_partkeydef(c.oid) as partitioned
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname not in ('kernel_migrations', 'service_migrations')
  order by c.relname`;
const columns = `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
         pg_get_expr(d.adbin, d.adrelid) as fallback, a.attgenerated <> '' as generated
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`;
// NOT NULL has been a named constraint since PostgreSQL 18; it is shown with its column already.
const constraints = `
  select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
  where conrelid = $1 and contype <> 'n' order by contype, conname`;
const indexes = `
  select pg_get_indexdef(i.indexrelid) as definition from pg_index i
  where i.indrelid = $1 and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
  order by 1`;
const triggers = `
  select pg_get_triggerdef(oid) as definition from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname`;
const functions = `
  select pg_get_functiondef(p.oid) as definition from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'public' and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname`;
const types = `
  select t.typname as name, string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) as labels
  from pg_type t join pg_enum e on e.enumtypid = t.oid group by t.typname order by t.typname`;
const extensions = `select extname as name from pg_extension where extname <> 'plpgsql' order by extname`;

/** The text of a database's schema; equal databases give equal text. */
export async function describeSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rows = async (query: string, ...values: unknown[]) => (await client.query(query, values)).rows;
    const parts = ['-- Generated from the migrations by `npm run generate`; reviewed, never edited.'];
    for (const { name } of await rows(extensions)) parts.push(`create extension ${name};`);
    for (const { name, labels } of await rows(types)) parts.push(`create type ${name} as enum (${labels});`);
    for (const { definition } of await rows(functions)) parts.push(`${definition.trim()};`);
    for (const table of await rows(tables)) {
      const lines = [
        ...(await rows(columns, table.oid)).map(columnLine),
        ...(await rows(constraints, table.oid)).map(({ name, definition }) => `constraint ${name} ${definition}`),
      ];
      const partitioned = table.partitioned ? ` partition by ${table.partitioned}` : '';
      parts.push(`create table ${table.name} (\n  ${lines.join(',\n  ')}\n)${partitioned};`);
      for (const { definition } of [...(await rows(indexes, table.oid)), ...(await rows(triggers, table.oid))])
        parts.push(`${definition};`);
    }
    return `${parts.join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}

interface ColumnFacts {
  name: string;
  type: string;
  required: boolean;
  fallback: string | null;
  generated: boolean;
}

function columnLine({ name, type, required, fallback, generated }: ColumnFacts): string {
  const value =
    fallback === null ? '' : generated ? ` generated always as (${fallback}) stored` : ` default ${fallback}`;
  return `${name} ${type}${required ? ' not null' : ''}${value}`;
}
