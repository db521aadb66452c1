// What is offered where, kept in the process for some seconds: the tables are small and change rarely, and a quote that
// asks no database costs microseconds.

import { col } from '#kernel/sql/columns';
import { epochMs, plus } from '#kernel/time';
import type { ZoneArea } from './contract/setup-wire.ts';
import type { ShippingCtx } from './definition.ts';
import { type DeliveryPromise, dayOf, promiseOf } from './domain/promise.ts';
import type { Method, Rate, Slot } from './domain/quote.ts';
import { indexZones, type ZoneIndex } from './domain/zone.ts';

interface Offers {
  zones: ZoneIndex;
  /** By zone. */
  methods: ReadonlyMap<string, readonly Method[]>;
}

const keptMs = 5_000;
const kept = new WeakMap<object, { untilMs: number; offers: Promise<Offers> }>();

/** What is offered now, at most five seconds old. */
export function offersOf(ctx: ShippingCtx): Promise<Offers> {
  const found = kept.get(ctx);
  const nowMs = epochMs(ctx.now());
  if (found && found.untilMs > nowMs) return found.offers;
  const offers = load(ctx);
  const entry = { untilMs: nowMs + keptMs, offers };
  kept.set(ctx, entry);
  // What could not be read is read again by the next who asks.
  offers.catch(() => kept.get(ctx) === entry && kept.delete(ctx));
  return offers;
}

/** Something was changed: this process knows at once, the others after some seconds. */
export const dropOffers = (ctx: ShippingCtx): void => void kept.delete(ctx);

async function load(ctx: ShippingCtx): Promise<Offers> {
  const [areas, methods, rates, slots] = await Promise.all([
    areasOf(ctx),
    methodsOf(ctx),
    ratesOf(ctx),
    slotsToCome(ctx),
  ]);
  const offered = methods.map((row): [zoneId: string, Method] => {
    const promise: DeliveryPromise = promiseOf(
      ctx.now(),
      { timeZone: row.time_zone, weekdays: row.weekdays, holidays: row.holidays },
      { cutoff: row.cutoff, handlingDays: row.handling_days, minDays: row.min_days, maxDays: row.max_days },
    );
    const method: Method = {
      id: row.id,
      name: row.name,
      carrier: row.carrier,
      basis: row.basis as Method['basis'],
      taxCategory: row.tax_category,
      maxWeightGrams: row.max_weight_grams,
      rates: rates.get(row.id) ?? new Map(),
      promise,
      slots: slots.get(row.id) ?? [],
    };
    return [row.zone_id, method];
  });
  return {
    zones: indexZones(areas),
    methods: new Map(
      [...Map.groupBy(offered, ([zoneId]) => zoneId)].map(([zoneId, pairs]) => [
        zoneId,
        pairs.map(([, method]) => method),
      ]),
    ),
  };
}

async function areasOf({ db }: ShippingCtx): Promise<(ZoneArea & { zoneId: string })[]> {
  const rows = await db.many({
    zone_id: col.uuid,
    country: col.text.orNull,
    region: col.text.orNull,
    postcode_prefix: col.text.orNull,
  })`select zone_id, country, region, postcode_prefix from shipping_zone_areas`;
  return rows.map(({ zone_id, country, region, postcode_prefix }) => ({
    zoneId: zone_id,
    country,
    region,
    postcodePrefix: postcode_prefix,
  }));
}

const methodsOf = ({ db }: ShippingCtx) =>
  db.many({
    id: col.uuid,
    zone_id: col.uuid,
    name: col.text,
    carrier: col.text,
    basis: col.text,
    tax_category: col.text,
    cutoff: col.time,
    handling_days: col.int,
    min_days: col.int,
    max_days: col.int,
    max_weight_grams: col.int.orNull,
    time_zone: col.text,
    weekdays: col.ints,
    holidays: col.texts,
  })`
    select m.id, m.zone_id, m.name, c.name as carrier, m.basis, m.tax_category, m.cutoff, m.handling_days, m.min_days,
           m.max_days, m.max_weight_grams, z.time_zone, z.weekdays, z.holidays
    from shipping_methods m join carriers c on c.id = m.carrier_id join shipping_zones z on z.id = m.zone_id
    where m.archived_at is null and c.archived_at is null and z.archived_at is null`;

async function ratesOf({ db }: ShippingCtx): Promise<Map<string, Map<string, Rate>>> {
  const rows = await db.many({
    method_id: col.uuid,
    currency: col.text,
    tiers: col.json<{ from: string; amount: string }[]>(),
    free_from: col.bigint.orNull,
  })`select method_id, currency, tiers, free_from from shipping_rates`;
  const byMethod = new Map<string, Map<string, Rate>>();
  for (const { method_id, currency, tiers, free_from } of rows) {
    const rates = byMethod.get(method_id) ?? new Map<string, Rate>();
    byMethod.set(method_id, rates);
    rates.set(currency, {
      tiers: tiers.map(({ from, amount }) => ({ from: BigInt(from), amount: BigInt(amount) })),
      freeFrom: free_from,
    });
  }
  return byMethod;
}

async function slotsToCome({ db, now }: ShippingCtx): Promise<Map<string, Slot[]>> {
  const rows = await db.many({
    id: col.uuid,
    method_id: col.uuid,
    starts_at: col.instant,
    ends_at: col.instant,
    left: col.int,
    time_zone: col.text,
  })`
    select s.id, s.method_id, s.starts_at, s.ends_at, s.capacity - s.taken as left, z.time_zone
    from delivery_slots s join shipping_methods m on m.id = s.method_id join shipping_zones z on z.id = m.zone_id
    where s.starts_at > ${now()} and s.starts_at < ${plus(now(), '15d')} and s.taken < s.capacity
    order by s.starts_at`;
  return new Map(
    [...Map.groupBy(rows, row => row.method_id)].map(([methodId, slots]) => [
      methodId,
      slots.map(({ id, starts_at, ends_at, left, time_zone }) => ({
        id,
        from: starts_at,
        until: ends_at,
        left,
        day: dayOf(starts_at, time_zone),
      })),
    ]),
  );
}
