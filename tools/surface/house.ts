// The whole platform in one harness with the demo community in it, for tests that go over every endpoint.

import type { User } from '../../kernel/call.ts';
import type { Endpoint } from '../../kernel/contract.ts';
import { addressOf } from '../../kernel/openapi.ts';
import { seedId } from '../../kernel/seed.ts';
import type { BuiltService } from '../../kernel/service.ts';
import { agora, type Harness } from '../../kernel/testing/harness.ts';
import { services } from '../../targets.ts';

export interface House {
  t: Harness<readonly BuiltService[]>;
  endpoints: readonly Endpoint[];
  people: Record<'admin' | 'manager' | 'staff' | 'resident' | 'foreignManager' | 'foreignResident', User>;
  request(endpoint: Endpoint, input: unknown, user: User | null): Promise<Response>;
}

/** Opens every service over seeded databases. */
export async function openHouse(): Promise<House> {
  const t = await agora({
    services,
    config: { AGORA_GATEWAY_USER_PER_MINUTE: '1000000', AGORA_GATEWAY_ADDRESS_PER_MINUTE: '1000000' },
  });
  for (const service of services) await service.seed?.(t.ctx(service.name) as never);
  await t.settle();
  const as = (name: string, ...grants: Parameters<typeof t.person>): User => ({
    ...t.person(...grants),
    userId: seedId(name),
  });
  const [one, two] = [seedId('building:1'), seedId('building:2')];
  return {
    t,
    endpoints: services.flatMap(({ definition }) => Object.values(definition.contract.endpoints)),
    people: {
      admin: as('admin', 'admin@platform'),
      manager: as('manager:1', `manager@building:${one}`),
      staff: as('staff:1', `support@building:${one}`),
      resident: as('resident:1', `resident@building:${one}`),
      foreignManager: as('manager:2', `manager@building:${two}`),
      foreignResident: as('resident:41', `resident@building:${two}`),
    },
    request: (endpoint, input, user) => request(t, endpoint, input, user),
  };
}

/** One HTTP request as a client would make it of an endpoint's input. */
function request(t: House['t'], endpoint: Endpoint, input: unknown, user: User | null): Promise<Response> {
  const rest: Record<string, unknown> = typeof input === 'object' && input !== null ? { ...input } : {};
  const path = addressOf(endpoint).replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(typeof value === 'string' && value !== '' ? value : 'x');
  });
  const fromQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE' || endpoint.upload !== undefined;
  const query = new URLSearchParams();
  if (fromQuery)
    for (const [name, value] of Object.entries(rest))
      for (const item of [value].flat())
        query.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
  const body = endpoint.upload
    ? uploadOf(endpoint)
    : fromQuery
      ? undefined
      : JSON.stringify(Array.isArray(input) || typeof input !== 'object' || input === null ? input : rest);
  return t.http(`${path}${query.size > 0 ? `?${query}` : ''}`, {
    method: endpoint.method,
    ...(user && { user }),
    ...(body !== undefined && { body }),
    headers: { 'content-type': endpoint.upload ? endpoint.upload.types[0]! : 'application/json' },
  });
}

/** A small file of the first type an upload takes. */
function uploadOf({ upload }: Endpoint): Uint8Array | string {
  return upload!.types[0]!.startsWith('image/') ? tinyJpeg : 'entrance,floor,label,kind\nZ,1,Z-1,flat\n';
}

// 1×1 pixel, the smallest JPEG that decodes.
const tinyJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
);

/** A number that changes when any row of any table does, but for those that only record that somebody asked. */
export async function fingerprint({ t }: House, recorders: RegExp): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { name } of services) {
    const { url } = t.running(name);
    for (const [table, sum] of await tableSums(url))
      if (!recorders.test(`${name}.${table}`)) found.set(`${name}.${table}`, sum);
  }
  return found;
}

async function tableSums(url: string): Promise<[string, string][]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const sums: [string, string][] = [];
  for (const { name } of rows) {
    const sum = `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from ${name} t`;
    sums.push([name, (await client.query(sum)).rows[0].sum]);
  }
  await client.end();
  return sums;
}
