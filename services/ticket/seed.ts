// The demo community's tickets. Who lives and works where follows from the names all services seed by.

import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { type Instant, minus } from '#kernel/time';
import { setUpBuilding } from './change/new-building.ts';
import type { TicketCtx } from './definition.ts';
import { demoAssets } from './demo/reports.ts';
import { buildings, demoTickets } from './demo/tickets.ts';
import { writeTickets } from './demo/write.ts';
import type { BusinessCalendar } from './domain/calendar.ts';
import { type CategoryNode, defaultCategories } from './domain/default-categories.ts';
import { slaOf } from './domain/sla.ts';
import { firstRunOf } from './queries/schedules.ts';

const zones = ['Europe/Berlin', 'Europe/Lisbon', 'America/New_York'] as const;
const hours = [1, 2, 3, 4, 5].map(weekday => ({ weekday, from: '08:00', to: '18:00' }));
const calendarOf = (building: number): BusinessCalendar => ({ zone: zones[building - 1]!, hours, holidays: [] });

const buildingId = (building: number): string => seedId(`building:${building}`);
const categoryId = (building: number, names: readonly string[]): string =>
  seedId(`category:${building}:${names.join('/')}`);

/** Fills an empty database; does nothing where the demo tickets are. */
export async function seed(ctx: TicketCtx): Promise<void> {
  await ctx.db.transaction(async tx => {
    const known = await tx.run`select from tickets where id = ${seedId('ticket:1')}`;
    if (known > 0) return;
    const now = ctx.now();
    for (const building of buildings)
      await setUpBuilding(ctx, tx, buildingId(building), names => categoryId(building, names));
    await seedPeople(tx, minus(now, '400d'));
    await seedCalendars(tx, now);
    await seedAssets(tx, now);
    await seedIncidents(tx, now);
    const calendars = buildings.map(calendarOf);
    await writeTickets(
      tx,
      demoTickets({
        now,
        promisesOf: building => ({ calendar: calendars[building - 1]!, escalationMinutes: [120] }),
        slaOf: names => slaOf(onTheWay(defaultCategories, names).map(({ sla }) => sla ?? null)),
      }),
      categoryId,
    );
  });
}

/** The nodes that names lead to, from the top down. */
function onTheWay(nodes: readonly CategoryNode[], [name, ...rest]: readonly string[]): CategoryNode[] {
  const found = nodes.find(node => node.name === name);
  if (!found) throw new Error(`the default categories have no ${name}`);
  return rest.length === 0 ? [found] : [found, ...onTheWay(found.below ?? [], rest)];
}

/** Residents n of 190 live in unit ((n-1) mod 120) + 1; staff s of six work for building ((s-1) mod 3) + 1. */
async function seedPeople(tx: Tx, since: Instant): Promise<void> {
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const homes = upTo(190).map(number => {
    const unit = ((number - 1) % 120) + 1;
    const building = buildingId(Math.ceil(unit / 40));
    return { userId: seedId(`resident:${number}`), unitId: seedId(`unit:${unit}`), buildingId: building };
  });
  const roles = [
    ...buildings.map(number => ({ userId: seedId(`manager:${number}`), building: number, role: 'manager' })),
    ...upTo(6).map(number => ({
      userId: seedId(`staff:${number}`),
      building: ((number - 1) % 3) + 1,
      role: 'support',
    })),
  ];
  await tx.run`
    insert into residents (user_id, unit_id, building_id, since, confirmed_at)
    select h."userId", h."unitId", h."buildingId", ${since}::timestamptz, ${since}::timestamptz
    from jsonb_to_recordset(${json(homes)}::jsonb) as h ("userId" uuid, "unitId" uuid, "buildingId" uuid)
    on conflict do nothing`;
  await tx.run`
    insert into staff (user_id, building_id, role)
    select s."userId", s."buildingId", s.role
    from jsonb_to_recordset(${json(roles.map(each => ({ ...each, buildingId: buildingId(each.building) })))}::jsonb)
      as s ("userId" uuid, "buildingId" uuid, role text)
    on conflict do nothing`;
}

/** As building seeds them, but long out of date, so that the owner is asked first. */
async function seedCalendars(tx: Tx, now: Instant): Promise<void> {
  const rows = buildings.map(number => ({ buildingId: buildingId(number), ...calendarOf(number) }));
  await tx.run`
    insert into calendars (building_id, zone, hours, holidays, fetched_at)
    select c."buildingId", c.zone, c.hours, c.holidays, ${minus(now, '1d')}::timestamptz
    from jsonb_to_recordset(${json(rows)}::jsonb) as c ("buildingId" uuid, zone text, hours jsonb, holidays jsonb)
    on conflict do nothing`;
}

async function seedAssets(tx: Tx, now: Instant): Promise<void> {
  const at = minus(now, '300d');
  const rows = buildings.flatMap(building =>
    demoAssets.map(({ key, name, kind, serial, rrule, work }) => {
      const rule = { rrule: `${rrule};BYHOUR=7;BYMINUTE=0;BYSECOND=0`, zone: zones[building - 1]!, start: at };
      return {
        id: seedId(`asset:${building}:${key}`),
        historyId: seedId(`asset-history:${building}:${key}`),
        scheduleId: seedId(`schedule:${building}:${key}`),
        buildingId: buildingId(building),
        managerId: seedId(`manager:${building}`),
        categoryId: categoryId(building, ['Preventive work', 'Servicing']),
        name,
        kind,
        serial,
        work,
        rrule: rule.rrule,
        zone: rule.zone,
        nextRunAt: firstRunOf(rule, now),
      };
    }),
  );
  await tx.run`
    with r as (
      select * from jsonb_to_recordset(${json(rows)}::jsonb) as r (
        id uuid, "historyId" uuid, "scheduleId" uuid, "buildingId" uuid, "managerId" uuid, "categoryId" uuid, name text,
        kind text, serial text, work text, rrule text, zone text, "nextRunAt" timestamptz)),
    a as (
      insert into assets (id, building_id, name, kind, serial, installed_on, state, notes, created_at)
      select id, "buildingId", name, kind, serial, date '2019-05-06', 'in_service', '', ${at}::timestamptz from r),
    h as (
      insert into asset_history (id, asset_id, at, kind, by_user, details)
      select "historyId", id, ${at}::timestamptz, 'registered', "managerId", '{}' from r)
    insert into schedules (id, building_id, title, description, category_id, urgent, place, asset_id, rrule, zone,
                           starts_at, missed, next_run_at, created_by, created_at)
    select "scheduleId", "buildingId", work, '', "categoryId", false,
           jsonb_build_object('text', name, 'entranceId', null, 'floorId', null), id, rrule, zone, ${at}::timestamptz,
           'once', "nextRunAt", "managerId", ${at}::timestamptz
    from r`;
}

/** The lift of building 1 stands; the hot water of building 2 runs again. */
async function seedIncidents(tx: Tx, now: Instant): Promise<void> {
  const open = { openedAt: minus(now, '30m'), resolvedAt: null };
  const over = { openedAt: minus(now, '9d'), resolvedAt: minus(now, '8d') };
  const rows = [
    {
      number: 1,
      building: 1,
      title: 'The lift of entrance B is out of order',
      asset: 'lift-B',
      entrance: 'B',
      ...open,
    },
    { number: 2, building: 2, title: 'No hot water in entrance A', asset: 'boiler', entrance: 'A', ...over },
  ].map(each => ({
    ...each,
    id: seedId(`incident:${each.number}`),
    buildingId: buildingId(each.building),
    assetId: seedId(`asset:${each.building}:${each.asset}`),
    entranceIds: [seedId(`entrance:${each.building}:${each.entrance}`)],
    by: seedId(`manager:${each.building}`),
  }));
  await tx.run`
    insert into incidents (id, building_id, title, description, entrance_ids, floor_ids, resource_ids, asset_id, status,
                           opened_by, opened_at, resolved_by, resolved_at, resolution)
    select i.id, i."buildingId", i.title, '', i."entranceIds", '{}', '{}', i."assetId",
           case when i."resolvedAt" is null then 'open' else 'resolved' end, i.by, i."openedAt",
           case when i."resolvedAt" is null then null else i.by end, i."resolvedAt",
           case when i."resolvedAt" is null then null else 'Repaired.' end
    from jsonb_to_recordset(${json(rows)}::jsonb) as i (
      id uuid, "buildingId" uuid, title text, "entranceIds" uuid[], "assetId" uuid, by uuid, "openedAt" timestamptz,
      "resolvedAt" timestamptz)`;
}
