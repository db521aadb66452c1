// The demo community's people: one password for all, hashed once, as two hundred hashes would take longer than all the
// rest of the start.

import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import type { RoleName } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { portsOf } from './ports/ports.ts';

export const demoPassword = 'agora-demo';

interface DemoPerson {
  /** As `seedId` takes it: `resident:7`. */
  id: string;
  role: RoleName;
  scope: string;
}

const buildings = 3;
const unitsPerBuilding = 40;
const units = buildings * unitsPerBuilding;

const buildingScope = (number: number): string => `building:${seedId(`building:${number}`)}`;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function demoPeople(): DemoPerson[] {
  const buildingOfResident = (n: number) => Math.ceil((((n - 1) % units) + 1) / unitsPerBuilding);
  return [
    { id: 'admin', role: 'admin', scope: 'platform' },
    ...numbers(3).map(n => ({ id: `manager:${n}`, role: 'manager' as const, scope: buildingScope(n) })),
    ...numbers(6).map(n => ({ id: `staff:${n}`, role: 'support' as const, scope: buildingScope(((n - 1) % 3) + 1) })),
    ...numbers(190).map(n => ({
      id: `resident:${n}`,
      role: 'resident' as const,
      scope: buildingScope(buildingOfResident(n)),
    })),
    ...numbers(12).map(n => ({
      id: `provider:${n}`,
      role: 'provider' as const,
      scope: `provider:${seedId(`service-provider:${n}`)}`,
    })),
    { id: 'vendor:1', role: 'vendor', scope: `vendor:${seedId('vendor:demo')}` },
  ];
}

const firstNames =
  'Ada Ben Clara David Elif Felix Greta Hasan Ines Jonas Karla Liam Mira Noah Olga Paul Rosa Samir Thea Yusuf';
const lastNames =
  'Adler Becker Celik Demir Ebert Fischer Grün Huber Ivanova Jansen Keller Lang Meyer Novak Otto Petrova Rossi Schulz Tanaka Weber';

/** Every one of some two hundred people has another name. */
function nameOf(index: number): string {
  const [first, last] = [firstNames.split(' '), lastNames.split(' ')];
  return `${first[index % 20]} ${last[(index + Math.floor(index / 20)) % 20]}`;
}

const emailOf = (id: string): string => `${id.replace('vendor:', 'shop').replace(':', '')}@demo.example`;

/** Fills an empty database; does nothing where the demo people are. */
export async function seed(ctx: IamCtx): Promise<void> {
  const people = demoPeople();
  const { seeded } = await ctx.db.one({ seeded: col.bool })`
    select exists (select from users where id = ${seedId('admin')}) as seeded`;
  if (seeded) return;
  const passwordHash = await portsOf(ctx).passwords.hash(demoPassword);
  const now = ctx.now();
  const ids = people.map(({ id }) => seedId(id));
  await ctx.db.transaction(async tx => {
    await tx.run`
      insert into users (id, email, email_verified_at, name, locale, zone, password_hash, password_changed_at,
                         created_at, updated_at)
      select p.id, p.email, ${now}, p.name, p.locale, 'Europe/Berlin', ${passwordHash}, ${now}, ${now}, ${now}
      from unnest(${ids}::uuid[], ${people.map(({ id }) => emailOf(id))}::text[],
                  ${people.map((_, index) => nameOf(index))}::text[],
                  ${people.map((_, index) => (index % 3 === 2 ? 'de' : 'en'))}::text[]) as p (id, email, name, locale)
      on conflict do nothing`;
    await tx.run`
      insert into user_roles (user_id, role, scope, granted_at)
      select p.id, p.role, p.scope, ${now}
      from unnest(${ids}::uuid[], ${people.map(({ role }) => role)}::text[],
                  ${people.map(({ scope }) => scope)}::text[]) as p (id, role, scope)
      on conflict do nothing`;
  });
}
