// Zones, methods, rates and carriers as rows, and as administrators see them.

import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json, sql } from '#kernel/sql/tag';
import type { Basis, ZoneArea } from '../contract/setup-wire.ts';
import { isTimeZone } from '../domain/promise.ts';

const zoneShape = {
  id: col.uuid,
  code: col.text,
  name: col.text,
  time_zone: col.text,
  weekdays: col.ints,
  holidays: col.texts,
  archived_at: col.instant.orNull,
  areas: col.json<ZoneArea[]>(),
};

const toZone = ({ time_zone, archived_at, ...zone }: RowOf<typeof zoneShape>) => ({
  ...zone,
  timeZone: time_zone,
  archivedAt: archived_at,
});

const selectZones = (): ReturnType<typeof sql> => sql`
  select z.id, z.code, z.name, z.time_zone, z.weekdays, z.holidays, z.archived_at,
    (select coalesce(jsonb_agg(jsonb_build_object('country', country, 'region', region, 'postcodePrefix', postcode_prefix)
                               order by country, region, postcode_prefix), '[]')
     from shipping_zone_areas where zone_id = z.id) as areas
  from shipping_zones z`;

export const listZoneRows = async (db: Queries) =>
  (await db.many(zoneShape)`${selectZones()} order by z.code`).map(toZone);

/** A zone. Raises `not_found`. */
export async function findZone(db: Queries, zoneId: string) {
  const found = await db.maybe(zoneShape)`${selectZones()} where z.id = ${zoneId}`;
  return toZone(found ?? fail('not_found', 'no such zone'));
}

/** Puts these in the place of a zone's areas. */
export async function setAreas(tx: Tx, zoneId: string, areas: readonly ZoneArea[]): Promise<void> {
  await tx.run`delete from shipping_zone_areas where zone_id = ${zoneId}`;
  await tx.run`
    insert into shipping_zone_areas (zone_id, country, region, postcode_prefix)
    select ${zoneId}::uuid, a.country, a.region, a."postcodePrefix"
    from jsonb_to_recordset(${json(areas)}::jsonb) as a (country text, region text, "postcodePrefix" text)`;
}

export function requireTimeZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return;
  const message = 'must be a zone of IANA, e.g. Europe/Berlin';
  fail('invalid_argument', `timeZone: ${message}`, { fields: [{ path: 'timeZone', message }] });
}

const methodShape = {
  id: col.uuid,
  zone_id: col.uuid,
  carrier_id: col.uuid,
  code: col.text,
  name: col.text,
  kind: col.text,
  basis: col.text,
  tax_category: col.text,
  cutoff: col.time,
  handling_days: col.int,
  min_days: col.int,
  max_days: col.int,
  max_weight_grams: col.int.orNull,
  archived_at: col.instant.orNull,
  rates: col.json<{ currency: string; tiers: { from: string; amount: string }[]; freeFrom: string | null }[]>(),
  windows: col.json<{ weekday: number; from: string; until: string; capacity: number }[]>(),
};

const toMethod = (found: RowOf<typeof methodShape>) => ({
  id: found.id,
  zoneId: found.zone_id,
  carrierId: found.carrier_id,
  code: found.code,
  name: found.name,
  kind: found.kind as 'delivery' | 'pickup',
  basis: found.basis as Basis,
  taxCategory: found.tax_category,
  cutoff: found.cutoff.slice(0, 5),
  handlingDays: found.handling_days,
  minDays: found.min_days,
  maxDays: found.max_days,
  maxWeightGrams: found.max_weight_grams,
  rates: found.rates,
  windows: found.windows.map(({ from, until, ...window }) => ({
    ...window,
    from: from.slice(0, 5),
    until: until.slice(0, 5),
  })),
  archivedAt: found.archived_at,
});

const selectMethods = (): ReturnType<typeof sql> => sql`
  select m.id, m.zone_id, m.carrier_id, m.code, m.name, m.kind, m.basis, m.tax_category, m.cutoff, m.handling_days,
    m.min_days, m.max_days, m.max_weight_grams, m.archived_at,
    (select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'tiers', tiers, 'freeFrom', free_from::text)
                               order by currency), '[]') from shipping_rates where method_id = m.id) as rates,
    (select coalesce(jsonb_agg(jsonb_build_object('weekday', weekday, 'from', from_time, 'until', until_time,
                                                  'capacity', capacity) order by weekday, from_time), '[]')
     from delivery_windows where method_id = m.id) as windows
  from shipping_methods m`;

export const listMethodRows = async (db: Queries, zoneId: string) =>
  (await db.many(methodShape)`${selectMethods()} where m.zone_id = ${zoneId} order by m.code`).map(toMethod);

/** A way to send. Raises `not_found`. */
export async function findMethod(db: Queries, methodId: string) {
  const found = await db.maybe(methodShape)`${selectMethods()} where m.id = ${methodId}`;
  return toMethod(found ?? fail('not_found', 'no such method'));
}

export const carrierRow = row({
  id: col.uuid,
  code: col.text,
  kind: col.text,
  name: col.text,
  callback_url: col.text.orNull,
  archived_at: col.instant.orNull,
});

export const toCarrier = ({ kind, callback_url, archived_at, ...carrier }: RowOf<typeof carrierRow>) => ({
  ...carrier,
  kind: kind as 'simulated' | 'own',
  callbackUrl: callback_url,
  archivedAt: archived_at,
});

export const slotRow = row({
  id: col.uuid,
  method_id: col.uuid,
  starts_at: col.instant,
  ends_at: col.instant,
  capacity: col.int,
  taken: col.int,
});

export const toSlot = ({ method_id, starts_at, ends_at, ...slot }: RowOf<typeof slotRow>) => ({
  ...slot,
  methodId: method_id,
  from: starts_at,
  until: ends_at,
});
