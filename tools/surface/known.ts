// Which ids exist: read from the tables of the demo community, and harvested from what the API answers.

import pg from 'pg';
import { seedId } from '../../kernel/seed.ts';
import { services } from '../../targets.ts';
import type { House } from './house.ts';

/** By the name of a field, the values that exist for it. Names match by their end: `requestId` takes the ids of
 * `verification_requests`. */
export class KnownIds extends Map<string, unknown[]> {
  override get(field: string): unknown[] | undefined {
    const exact = super.get(field);
    if (exact || !/Ids?$/.test(field)) return exact;
    const stem = field.replace(/Ids?$/, '').toLowerCase();
    const matching = [...this.keys()].filter(name => name.toLowerCase().replace(/id$/, '').endsWith(stem));
    return matching.length > 0 ? matching.flatMap(name => super.get(name) ?? []) : undefined;
  }

  add(field: string, value: unknown): void {
    const values = super.get(field) ?? [];
    if (values.length < 40 && !values.includes(value)) this.set(field, [...values, value]);
  }
}

/** `verification_requests` → `verificationRequestId` */
const idField = (table: string): string => {
  const singular = table.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
  return `${singular.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`;
};

/** The ids of rows that belong to the first demo building, for every table that says so. */
export async function idsOfFirstBuilding({ t }: House): Promise<KnownIds> {
  const building = seedId('building:1');
  const known = new KnownIds([['buildingId', [building]]]);
  for (const { name } of services) {
    const client = new pg.Client({ connectionString: t.running(name).url });
    await client.connect();
    const { rows } = await client.query(
      `select table_name as table, bool_or(column_name = 'building_id') as scoped from information_schema.columns
       where table_schema = 'public' group by 1
       having bool_or(column_name = 'id' and data_type = 'uuid') order by 1`,
    );
    for (const { table, scoped } of rows) {
      if (table === 'buildings') continue;
      const { rows: ids } = await client.query(
        `select id from ${table} ${scoped ? 'where building_id = $1' : 'where $1::uuid is not null'} limit 10`,
        [building],
      );
      for (const { id } of ids) known.add(idField(table), id);
    }
    await client.end();
  }
  // People of the house, rather than any ten of two hundred.
  known.set('userId', ['resident:1', 'resident:2', 'resident:121', 'staff:1'].map(seedId));
  return known;
}

/** Remembers every id an answer shows, under the name its place suggests. */
export function harvest(known: KnownIds, answer: unknown, under: string): void {
  if (Array.isArray(answer)) for (const item of answer) harvest(known, item, under);
  else if (typeof answer === 'object' && answer !== null)
    for (const [name, value] of Object.entries(answer)) {
      const field = name === 'id' ? `${under}Id` : name;
      if (typeof value === 'string' && /Id$|^(token|code|refreshToken|cursor|url)$/.test(field))
        known.add(field, value);
      else if (typeof value === 'object') harvest(known, value, name === 'items' ? under : name.replace(/s$/, ''));
    }
}
