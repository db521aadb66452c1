// The demo shop's ways to send, and parcels in every state.

import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { type Instant, minus } from '#kernel/time';
import type { Address, Handover, ShipmentState } from './contract/wire.ts';
import type { ShippingCtx } from './definition.ts';
import { carriers, currencies, holidays, methods, zones } from './demo/ways.ts';
import { trackingNumber } from './domain/numbers.ts';
import { isFinal, isOpen } from './domain/state.ts';
import { sealAddress, sealSender } from './queries/address.ts';
import { makeSlots } from './slots.ts';

const vendors = ['demo', 'bikes', 'books'];

/** Fills an empty database; does nothing where the demo's zones are. */
export async function seed(ctx: ShippingCtx): Promise<void> {
  await ctx.db.transaction(async tx => {
    const added = await seedCarriers(ctx, tx);
    if (added === 0) return;
    await seedZones(ctx, tx);
    await seedMethods(ctx, tx);
    await makeSlots(ctx, tx);
    await seedSenders(ctx, tx);
    await seedShipments(ctx, tx);
  });
}

const seedCarriers = (ctx: ShippingCtx, tx: Tx): Promise<number> =>
  tx.run`
    insert into carriers (id, code, name, kind, created_at)
    select c.id, c.code, c.name, c.kind, ${ctx.now()}::timestamptz
    from jsonb_to_recordset(${json(carriers.map(each => ({ ...each, id: seedId(`carrier:${each.code}`) })))}::jsonb)
      as c (id uuid, code text, name text, kind text)
    on conflict do nothing`;

async function seedZones(ctx: ShippingCtx, tx: Tx): Promise<void> {
  const rows = zones.map(zone => ({ ...zone, id: seedId(`shipping-zone:${zone.code}`) }));
  await tx.run`
    with z as (
      select * from jsonb_to_recordset(${json(rows)}::jsonb)
        as z (id uuid, code text, name text, "timeZone" text, countries text[])),
    made as (
      insert into shipping_zones (id, code, name, time_zone, weekdays, holidays, created_at)
      select id, code, name, "timeZone", '{1,2,3,4,5}', ${holidays}::text[], ${ctx.now()}::timestamptz from z)
    insert into shipping_zone_areas (zone_id, country) select id, unnest(countries) from z`;
}

async function seedMethods(ctx: ShippingCtx, tx: Tx): Promise<void> {
  const rows = methods.map(({ id, zone, carrier, days: [minDays, maxDays], ...method }) => ({
    ...method,
    id: seedId(`shipping-method:${id}`),
    zoneId: seedId(`shipping-zone:${zone}`),
    carrierId: seedId(`carrier:${carrier}`),
    minDays,
    maxDays,
  }));
  await tx.run`
    insert into shipping_methods (id, zone_id, carrier_id, code, name, kind, basis, tax_category, cutoff, handling_days,
                                  min_days, max_days, max_weight_grams, created_at)
    select m.id, m."zoneId", m."carrierId", m.code, m.name, m.kind, 'weight', 'standard', m.cutoff, 0, m."minDays",
           m."maxDays", 60000, ${ctx.now()}::timestamptz
    from jsonb_to_recordset(${json(rows)}::jsonb) as m (
      id uuid, "zoneId" uuid, "carrierId" uuid, code text, name text, kind text, cutoff time, "minDays" int,
      "maxDays" int)`;
  const rates = methods.flatMap(({ id, tiers, freeFrom }) =>
    Object.entries(currencies).map(([currency, [times, by]]) => ({
      id: seedId(`shipping-rate:${id}:${currency}`),
      methodId: seedId(`shipping-method:${id}`),
      currency,
      tiers: tiers.map(([from, cents]) => ({ from: String(from), amount: String(Math.round((cents * times) / by)) })),
      freeFrom: freeFrom === null ? null : Math.round((freeFrom * times) / by),
    })),
  );
  await tx.run`
    insert into shipping_rates (id, method_id, currency, tiers, free_from)
    select r.id, r."methodId", r.currency, r.tiers, r."freeFrom"
    from jsonb_to_recordset(${json(rates)}::jsonb)
      as r (id uuid, "methodId" uuid, currency text, tiers jsonb, "freeFrom" int8)`;
  await tx.run`
    insert into delivery_windows (method_id, weekday, from_time, until_time, capacity)
    select ${seedId('shipping-method:express')}::uuid, day, hours.f::time, hours.u::time, 20
    from generate_series(1, 5) as day,
         (values ('08:00', '12:00'), ('12:00', '16:00'), ('17:00', '20:00')) as hours (f, u)`;
}

async function seedSenders(ctx: ShippingCtx, tx: Tx): Promise<void> {
  const names: Record<string, string> = { demo: 'Agora Demo Shop', bikes: 'Speiche', books: 'Lesezeichen' };
  for (const slug of vendors) {
    const vendorId = seedId(`vendor:${slug}`);
    const name = names[slug]!;
    const street = {
      line1: 'Marktplatz 1',
      line2: null,
      postcode: '10178',
      city: 'Berlin',
      region: 'BE',
      country: 'DE',
    };
    const sealed = sealSender(ctx, vendorId, { name, company: null, ...street, phone: null });
    await tx.run`insert into senders (vendor_id, address, updated_at) values (${vendorId}, ${sealed}, ${ctx.now()})`;
  }
}

const way: ShipmentState[] = ['pending', 'labelled', 'handed_over', 'in_transit', 'ready_for_pickup', 'delivered'];

interface DemoParcel {
  state: ShipmentState;
  resident: number;
  vendor: string;
  method: string;
  handover: Handover;
  daysAgo: number;
}
const parcels: DemoParcel[] = [
  { state: 'pending', resident: 1, vendor: 'demo', method: 'standard', handover: 'door', daysAgo: 0 },
  { state: 'labelled', resident: 2, vendor: 'demo', method: 'standard', handover: 'door', daysAgo: 1 },
  { state: 'handed_over', resident: 3, vendor: 'bikes', method: 'express', handover: 'door', daysAgo: 1 },
  { state: 'in_transit', resident: 1, vendor: 'books', method: 'standard', handover: 'locker', daysAgo: 2 },
  { state: 'ready_for_pickup', resident: 1, vendor: 'demo', method: 'standard', handover: 'locker', daysAgo: 3 },
  { state: 'ready_for_pickup', resident: 2, vendor: 'demo', method: 'standard', handover: 'concierge', daysAgo: 3 },
  { state: 'delivered', resident: 1, vendor: 'demo', method: 'standard', handover: 'door', daysAgo: 9 },
  { state: 'failed', resident: 3, vendor: 'books', method: 'standard', handover: 'door', daysAgo: 8 },
  { state: 'cancelled', resident: 2, vendor: 'demo', method: 'pickup', handover: 'door', daysAgo: 6 },
];

/** The states a parcel came through. */
function stepsTo(state: ShipmentState): ShipmentState[] {
  if (state === 'cancelled') return ['pending', 'cancelled'];
  if (state === 'failed') return ['pending', 'labelled', 'handed_over', 'in_transit', 'failed'];
  const steps = way.slice(0, way.indexOf(state) + 1);
  return state === 'delivered' ? steps.filter(step => step !== 'ready_for_pickup') : steps;
}

function demoParcel(ctx: ShippingCtx, { daysAgo, ...parcel }: DemoParcel, index: number) {
  const number = index + 1;
  const id = seedId(`shipment:${number}`);
  const { state, resident, handover } = parcel;
  const at = minus(ctx.now(), `${daysAgo * 24 + 1}h`);
  const unitId = seedId(`unit:${resident}`);
  const address: Address = {
    name: `Resident ${resident}`,
    company: null,
    line1: 'Lindenallee 12',
    line2: null,
    postcode: '10439',
    city: 'Berlin',
    region: 'BE',
    country: 'DE',
    phone: null,
    unitId,
    handover,
    note: null,
  };
  return {
    id,
    orderId: seedId(`order:${number}`),
    orderNumber: `D-${1_000 + number}`,
    vendorId: seedId(`vendor:${parcel.vendor}`),
    methodId: seedId(`shipping-method:${parcel.method}`),
    carrierId: seedId(`carrier:${parcel.method === 'pickup' ? 'own' : 'simulated'}`),
    userId: seedId(`resident:${resident}`),
    state,
    address: sealAddress(ctx, id, address).toString('hex'),
    unitId,
    handover,
    number: trackingNumber(12_345_678, number),
    // The first is one that the carrier had questions about.
    reason:
      state === 'pending' ? 'the carrier does not know the address' : state === 'failed' ? 'nobody was there' : null,
    booked: state !== 'pending' && state !== 'cancelled' ? at : null,
    handedOver: isOpen(state) || state === 'cancelled' ? null : at,
    ready: state === 'ready_for_pickup' ? at : null,
    finished: isFinal(state) ? at : null,
    at,
  };
}

async function seedShipments(ctx: ShippingCtx, tx: Tx): Promise<void> {
  const rows = parcels.map((parcel, index) => demoParcel(ctx, parcel, index));
  await tx.run`
    insert into shipments (id, order_id, order_number, vendor_id, method_id, carrier_id, user_id, state, address, unit_id,
                           building_id, handover, tracking_number, reason, book_after, booked_at, heard_at, created_at,
                           handed_over_at, ready_at, finished_at)
    select s.id, s."orderId", s."orderNumber", s."vendorId", s."methodId", s."carrierId", s."userId", s.state,
           decode(s.address, 'hex'), s."unitId", ${seedId('building:1')}::uuid, s.handover, s.number, s.reason,
           'infinity', s.booked, ${ctx.now()}::timestamptz, s.at, s."handedOver", s.ready, s.finished
    from jsonb_to_recordset(${json(rows)}::jsonb) as s (
      id uuid, "orderId" uuid, "orderNumber" text, "vendorId" uuid, "methodId" uuid, "carrierId" uuid, "userId" uuid,
      state text, address text, "unitId" uuid, handover text, number text, reason text, at timestamptz,
      booked timestamptz, "handedOver" timestamptz, ready timestamptz, finished timestamptz)`;
  await tx.run`
    insert into shipment_lines (shipment_id, line_id, title, quantity, cancelled, weight_grams)
    select s.id, s."lineId", s.title, 2, case when s.state = 'cancelled' then 2 else 0 end, 850
    from jsonb_to_recordset(${json(rows.map((each, index) => ({ ...each, lineId: seedId(`order-line:${index + 1}:1`), title: titles[index % titles.length] })))}::jsonb)
      as s (id uuid, "lineId" uuid, title text, state text)`;
  await seedTracking(tx, rows);
}

const titles = ['Bicycle bell, brass', 'City map of Berlin', 'Puncture repair kit'];

async function seedTracking(tx: Tx, rows: readonly { id: string; state: ShipmentState; at: Instant }[]): Promise<void> {
  const entries = rows.flatMap(({ id, state, at }) =>
    stepsTo(state).map((kind, step) => ({ id: seedId(`tracking:${id}:${kind}`), shipmentId: id, kind, at, step })),
  );
  await tx.run`
    insert into shipment_tracking (id, shipment_id, kind, at, source)
    select e.id, e."shipmentId", e.kind, e.at + make_interval(mins => e.step * 10),
           case when e.step < 2 then 'platform' else 'carrier' end
    from jsonb_to_recordset(${json(entries)}::jsonb)
      as e (id uuid, "shipmentId" uuid, kind text, at timestamptz, step int)`;
}
