// The demo community: three buildings in three zones, 120 units, 190 residents. Other services seed their own view of
// it, so that no events are published here.

import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { type Instant, minus, plus } from '#kernel/time';
import type { Relation, UnitKind } from './contract/wire.ts';
import type { BuildingCtx } from './definition.ts';
import { defaultSpans } from './domain/calendar.ts';
import { makeCode } from './domain/invitation-code.ts';
import { writeHours } from './queries/calendar.ts';
import { sealCode } from './queries/invitations.ts';
import { addressKey } from './queries/registrations.ts';
import { expectReports, report } from './vacate.ts';

interface DemoBuilding {
  code: string;
  name: string;
  zone: string;
  address: { street: string; line2: null; postalCode: string; city: string; country: string };
  /** Month and day of the holidays of each year. */
  holidays: [day: string, name: string][];
}

const buildings: DemoBuilding[] = [
  {
    code: 'LINDEN-12',
    name: 'Lindenhof',
    zone: 'Europe/Berlin',
    address: { street: 'Lindenallee 12', line2: null, postalCode: '10439', city: 'Berlin', country: 'DE' },
    holidays: [
      ['01-01', 'Neujahr'],
      ['05-01', 'Tag der Arbeit'],
      ['10-03', 'Tag der Deutschen Einheit'],
      ['12-25', 'Weihnachten'],
      ['12-26', 'Zweiter Weihnachtstag'],
    ],
  },
  {
    code: 'ALFAMA-7',
    name: 'Edifício Alfama',
    zone: 'Europe/Lisbon',
    address: { street: 'Rua do Salvador 7', line2: null, postalCode: '1100-465', city: 'Lisboa', country: 'PT' },
    holidays: [
      ['01-01', 'Ano Novo'],
      ['04-25', 'Dia da Liberdade'],
      ['06-10', 'Dia de Portugal'],
      ['12-08', 'Imaculada Conceição'],
      ['12-25', 'Natal'],
    ],
  },
  {
    code: 'HUDSON-250',
    name: 'Hudson Court',
    zone: 'America/New_York',
    address: { street: '250 Hudson Street', line2: null, postalCode: '10013', city: 'New York', country: 'US' },
    holidays: [
      ['01-01', 'New Year’s Day'],
      ['06-19', 'Juneteenth'],
      ['07-04', 'Independence Day'],
      ['11-11', 'Veterans Day'],
      ['12-25', 'Christmas Day'],
    ],
  },
];
const unitsEach = 40;
const residents = 190;
const entrances = ['A', 'B'] as const;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** On the ground floor of entrance B there are a shop, a storage room and two parking spaces; all else is flats. */
const otherKinds: Record<number, UnitKind> = { 21: 'commercial', 22: 'storage', 23: 'parking', 24: 'parking' };

/** Unit 1..120: where it is and what it is. */
function demoUnit(number: number) {
  const place = (number - 1) % unitsEach;
  const entrance = entrances[Math.floor(place / 20)]!;
  const kind = otherKinds[place + 1] ?? ('flat' as const);
  const building = Math.ceil(number / unitsEach);
  return {
    id: seedId(`unit:${number}`),
    buildingId: seedId(`building:${building}`),
    entranceId: seedId(`entrance:${building}:${entrance}`),
    floorId: seedId(`floor:${building}:${entrance}:${Math.floor((place % 20) / 4)}`),
    label: `${entrance}${(place % 20) + 1}`,
    kind,
    areaM2: kind === 'flat' ? 48 + ((place * 7) % 60) : 12,
    rooms: kind === 'flat' ? 1.5 + (place % 4) : null,
  };
}

/** Resident n: the first 120 own a unit each; of the others, who came second to a unit, every fifth rents it and the
 * rest belong to the household. */
function demoMembership(number: number) {
  const unit = demoUnit(((number - 1) % 120) + 1);
  const livable = unit.kind === 'flat' || unit.kind === 'commercial';
  const rents = (second: number) => second <= residents && (second % 5 === 0 || !livable);
  const relation: Relation = number <= 120 ? 'owner' : rents(number) ? 'tenant' : 'household';
  const letOut = number <= 120 && rents(number + 120);
  return { number, unit, userId: seedId(`resident:${number}`), relation, livesHere: livable && !letOut };
}

/** Fills an empty database; does nothing where the demo buildings are. */
export async function seed(ctx: BuildingCtx): Promise<void> {
  const now = ctx.now();
  const moved = minus(now, '400d');
  await ctx.db.transaction(async tx => {
    const added = await seedBuildings(ctx, tx, moved);
    if (added === 0) return;
    await seedUnits(tx, moved);
    await seedMemberships(tx, moved);
    await seedMoveOut(tx, now);
    await seedRequests(tx, now);
    await seedInvitations(ctx, tx, now);
  });
}

async function seedBuildings(ctx: BuildingCtx, tx: Tx, at: Instant): Promise<number> {
  let added = 0;
  for (const [index, { code, name, zone, address, holidays }] of buildings.entries()) {
    const id = seedId(`building:${index + 1}`);
    const inserted = await tx.run`
      insert into buildings (id, code, name, street, line2, postal_code, city, country, address_key, zone, created_by,
                             created_at)
      values (${id}, ${code}, ${name}, ${address.street}, ${address.line2}, ${address.postalCode}, ${address.city},
              ${address.country}, ${addressKey(ctx, address)}, ${zone}, ${seedId('admin')}, ${at})
      on conflict do nothing`;
    if (inserted === 0) continue;
    added++;
    await writeHours(tx, id, defaultSpans);
    const thisYear = Number(ctx.now().slice(0, 4));
    const days = [thisYear, thisYear + 1].flatMap(year =>
      holidays.map(([day, title]) => ({ day: `${year}-${day}`, title })),
    );
    await tx.run`
      insert into holidays (building_id, day, name)
      select ${id}::uuid, h.day, h.name
      from unnest(${days.map(({ day }) => day)}::date[], ${days.map(({ title }) => title)}::text[]) as h (day, name)`;
  }
  return added;
}

async function seedUnits(tx: Tx, at: Instant): Promise<void> {
  const doors = upTo(buildings.length).flatMap(building =>
    entrances.map(label => ({ building, label, id: seedId(`entrance:${building}:${label}`) })),
  );
  const floors = doors.flatMap(door =>
    [0, 1, 2, 3, 4].map(level => ({
      ...door,
      level,
      floorId: seedId(`floor:${door.building}:${door.label}:${level}`),
    })),
  );
  const units = upTo(buildings.length * unitsEach).map(demoUnit);
  await tx.run`
    insert into entrances (id, building_id, label, created_at)
    select e.id, e.building_id, e.label, ${at}::timestamptz
    from json_to_recordset(${json(doors.map(({ id, building, label }) => ({ id, building_id: seedId(`building:${building}`), label })))}::json)
      as e (id uuid, building_id uuid, label text)`;
  await tx.run`
    insert into floors (id, building_id, entrance_id, level, created_at)
    select f.id, e.building_id, e.id, f.level, ${at}::timestamptz
    from json_to_recordset(${json(floors.map(({ floorId, id, level }) => ({ id: floorId, entrance_id: id, level })))}::json)
      as f (id uuid, entrance_id uuid, level int)
    join entrances e on e.id = f.entrance_id`;
  await tx.run`
    insert into units (id, building_id, entrance_id, floor_id, label, kind, area_m2, rooms, created_at)
    select u.id, u."buildingId", u."entranceId", u."floorId", u.label, u.kind, u."areaM2", u.rooms, ${at}::timestamptz
    from json_to_recordset(${json(units)}::json)
      as u (id uuid, "buildingId" uuid, "entranceId" uuid, "floorId" uuid, label text, kind text, "areaM2" numeric,
            rooms numeric)`;
}

async function seedMemberships(tx: Tx, at: Instant): Promise<void> {
  const members = upTo(residents)
    .map(demoMembership)
    .map(({ number, unit, ...rest }) => ({ id: seedId(`membership:${number}`), unitId: unit.id, ...rest }));
  await tx.run`
    insert into unit_memberships (id, unit_id, building_id, user_id, relation, lives_here, state, via, started_at,
                                  created_at)
    select m.id, u.id, u.building_id, m."userId", m.relation, m."livesHere", 'active', 'invitation', ${at}::timestamptz,
           ${at}::timestamptz
    from json_to_recordset(${json(members)}::json)
      as m (id uuid, "unitId" uuid, "userId" uuid, relation text, "livesHere" boolean)
    join units u on u.id = m."unitId"`;
  await tx.run`
    insert into residents (building_id, user_id, homes, since)
    select building_id, user_id, count(*), min(started_at) from unit_memberships where state = 'active'
    group by building_id, user_id`;
}

/** Resident 6 lived in unit 7 before; every service has done its share of that move-out. */
async function seedMoveOut(tx: Tx, now: Instant): Promise<void> {
  const { id: unitId, buildingId } = demoUnit(7);
  const userId = seedId('resident:6');
  const membershipId = seedId('membership:past');
  const moveOutId = seedId('move-out:1');
  const over = minus(now, '300d');
  await tx.run`
    insert into unit_memberships (id, unit_id, building_id, user_id, relation, lives_here, state, via, started_at,
                                  ended_at, created_at)
    values (${membershipId}, ${unitId}, ${buildingId}, ${userId}, 'tenant', true, 'ended', 'invitation',
            ${minus(now, '900d')}, ${over}, ${minus(now, '900d')})`;
  await tx.run`
    insert into move_outs (id, membership_id, unit_id, building_id, user_id, reason, moved_out_by, left_building,
                           vacated_at)
    values (${moveOutId}, ${membershipId}, ${unitId}, ${buildingId}, ${userId}, 'moved_out', ${userId}, false, ${over})`;
  await expectReports(tx, moveOutId);
  await report(tx, moveOutId, 'building', { memberships: 1, invitations: 0 }, over);
  await report(tx, moveOutId, 'community', { homes: 1, scheduledPosts: 0 }, over);
  await report(tx, moveOutId, 'iam', { roles: 0, sessions: 0 }, over);
  await report(tx, moveOutId, 'chat', { channels: 0 }, over);
  await report(tx, moveOutId, 'booking', { bookings: 0, waiting: 0 }, over);
  await report(tx, moveOutId, 'marketplace', { requests: 0, jobs: 0 }, over);
  await report(tx, moveOutId, 'ticket', { homes: 1 }, over);
}

/** In each building a neighbour asks for a second home and brings the paper to the office. */
async function seedRequests(tx: Tx, now: Instant): Promise<void> {
  for (const building of upTo(buildings.length)) {
    const unit = demoUnit((building - 1) * unitsEach + 23);
    await tx.run`
      insert into verification_requests (id, unit_id, building_id, user_id, relation, lives_here, document_kind,
                                         file_ids, note, state, created_at)
      values (${seedId(`verification:${building}`)}, ${unit.id}, ${unit.buildingId},
              ${seedId(`resident:${(building - 1) * unitsEach + 2}`)}, 'tenant', false, 'lease', '{}',
              'I rent this parking space from next month; the lease is at the office.', 'pending',
              ${minus(now, `${building}d`)})`;
  }
}

async function seedInvitations(ctx: BuildingCtx, tx: Tx, now: Instant): Promise<void> {
  for (const building of upTo(buildings.length)) {
    const id = seedId(`invitation:${building}`);
    const unit = demoUnit((building - 1) * unitsEach + 1);
    const { sealed, key } = sealCode(ctx, id, makeCode(ctx.random.int));
    await tx.run`
      insert into invitation_codes (id, unit_id, building_id, code_sealed, code_key, relation, max_uses, created_by,
                                    expires_at, created_at)
      values (${id}, ${unit.id}, ${unit.buildingId}, ${sealed}, ${key}, 'household', 3,
              ${seedId(`manager:${building}`)}, ${plus(now, '90d')}, ${now})`;
  }
}
