// Which ids exist: read from the tables of the demo community, and harvested from what the API answers.

import pg from 'pg';
import { z } from 'zod';
import { type Endpoint, pathParameters } from '../../kernel/contract.ts';
import { addressOf } from '../../kernel/openapi.ts';
import { seedId } from '../../kernel/seed.ts';
import type { House } from './house.ts';
import { type Input, type Known, singular } from './inputs.ts';

export const firstBuilding = seedId('building:1');

/** What the name of a field tells but no schema does. A cursor only its list can give, so none is made up. */
const told: Readonly<Record<string, readonly unknown[]>> = {
  buildingId: [firstBuilding],
  // People of the house, rather than any ten of two hundred.
  userId: ['resident:2', 'resident:3', 'resident:121', 'staff:4'].map(seedId),
  assigneeId: ['manager:1', 'staff:1'].map(seedId),
  executorId: ['staff:1', 'staff:4'].map(seedId),
  scope: [`building:${firstBuilding}`],
  zone: ['Europe/Berlin', 'America/New_York', 'UTC'],
  rrule: ['FREQ=DAILY', 'FREQ=MONTHLY;BYDAY=1MO;BYHOUR=7;BYMINUTE=0;BYSECOND=0'],
  tag: ['heating', 'im keller'],
  expectedVersion: [0, 1],
  cursor: [undefined],
};

const poolSize = 12;

/** Ids by the name of the field that takes them. Names match by their end: `requestId` takes the ids of
 * `verification_requests`. The newest stand first, as the oldest are the likeliest to be used up. */
export class Ids implements Known {
  /** By service and field, as two services may call different things invitations. */
  readonly #pools = new Map<string, unknown[]>();
  readonly #common: Known | undefined;

  /** `common` is known to everybody: half of what is given comes from it. */
  constructor(common?: Known) {
    this.#common = common;
  }

  get(field: string, service: string): readonly unknown[] | undefined {
    if (told[field]) return told[field];
    const own = this.#own(field, service);
    const common = this.#common?.get(field, service) ?? [];
    if (own.length === 0 || common.length === 0) return [...own, ...common];
    return Array.from({ length: 2 * Math.max(own.length, common.length) }, (_, place) =>
      place % 2 === 0 ? own[(place / 2) % own.length] : common[((place - 1) / 2) % common.length],
    );
  }

  /** What the service itself calls so, else what any other does. */
  #own(field: string, service: string): unknown[] {
    const end = (field.endsWith('Id') ? field : `.${field}`).toLowerCase();
    const matching = [...this.#pools].filter(([name]) => name.toLowerCase().endsWith(end));
    const ofService = matching.filter(([name]) => name.startsWith(`${service}.`));
    return (ofService.length > 0 ? ofService : matching).flatMap(([, values]) => values);
  }

  add(field: string, service: string, value: unknown): void {
    const name = `${service}.${field}`;
    const others = (this.#pools.get(name) ?? []).filter(known => known !== value);
    this.#pools.set(name, [value, ...others].slice(0, poolSize));
  }

  /** Remembers every id an answer shows, under the name its place suggests. Lists have the newest first. */
  harvest(answer: unknown, under: string, service: string): void {
    if (Array.isArray(answer)) for (const item of answer.toReversed()) this.harvest(item, under, service);
    else if (typeof answer === 'object' && answer !== null)
      for (const [name, value] of Object.entries(answer)) {
        const field = name === 'id' ? `${under}Id` : name;
        if (typeof value === 'string' && /Id$|^(token|code|refreshToken)$/.test(field)) this.add(field, service, value);
        else if (typeof value === 'object') this.harvest(value, name === 'items' ? under : singular(name), service);
      }
  }
}

/** What an endpoint gives, by the name its wire type has: `Ticket`, also for a page of tickets. */
export function outputName({ output }: Endpoint): string {
  const items: unknown = output instanceof z.ZodObject ? output.shape.items : undefined;
  const named = items instanceof z.ZodArray ? (items.element as z.ZodType) : output;
  return named.meta()?.id ?? '';
}

/** The endpoints that addresses in a text lead to, with the inputs they carry: links of mails, signed files. */
export function addressesIn(text: string, endpoints: readonly Endpoint[]): [Endpoint, Input][] {
  const addresses = text.replaceAll('&amp;', '&').match(/\/api\/v1\/[\w./~%-]+(\?[\w.=&%~-]+)?/g) ?? [];
  return [...new Set(addresses)].flatMap(address => {
    const { pathname, searchParams } = new URL(address, 'http://agora.test');
    return endpoints.flatMap((endpoint): [Endpoint, Input][] => {
      const names = pathParameters(endpoint.path);
      const values = new RegExp(`^${addressOf(endpoint).replace(/:\w+/g, '([^/]+)')}$`).exec(pathname)?.slice(1);
      if (!values || names.length === 0) return [];
      const inPath = names.map((name, index) => [name, decodeURIComponent(values[index]!)]);
      return [[endpoint, { ...Object.fromEntries(searchParams), ...Object.fromEntries(inPath) }]];
    });
  });
}

/** Tables whose rows have a shorter name outside. */
const shown: Readonly<Record<string, string>> = { invitation_codes: 'invitationId', device_tokens: 'deviceId' };

/** Whose a row of a timeline is. */
const streams: Readonly<Record<string, string>> = {
  messages: 'stream in (select id from channels where building_id = $1)',
  notifications: 'stream = any ($2)',
};

/** `verification_requests` → `verificationRequestId` */
const idField = (table: string): string =>
  shown[table] ?? `${singular(table).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`;

/** Those who act in the first building. */
export const insiders = ['admin', 'manager1', 'staff1', 'resident1'] as const;
const insiderIds = ['admin', 'manager:1', 'staff:1', 'resident:1'].map(seedId);

/** The ids of rows that belong to the first demo building or to those who act in it, for every table that says so. */
export async function idsOfFirstBuilding({ running }: House): Promise<Ids> {
  const known = new Ids();
  for (const { service, url } of running) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      `select table_name as table, array_agg(column_name::text) as columns from information_schema.columns
       where table_schema = 'public' group by 1
       having bool_or(column_name = 'id' and data_type = 'uuid') order by 1`,
    );
    for (const { table, columns } of rows as { table: string; columns: string[] }[]) {
      const owner = ['user_id', 'owner_id'].find(column => columns.includes(column));
      const ofOwner = columns.includes('building_id') ? `building_id = $1` : owner && `${owner} = any ($2)`;
      const whose = ofOwner ?? streams[table] ?? 'true';
      const { rows: ids } = await client.query(
        `select id from ${table} where ${whose} and $1::uuid is not null and $2::uuid[] is not null
         order by id desc limit ${poolSize}`,
        [firstBuilding, insiderIds],
      );
      for (const { id } of ids) known.add(idField(table), service.name, id);
    }
    await client.end();
  }
  return known;
}
