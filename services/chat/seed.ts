// The demo community's channels. Who lives and works where follows from the names all services seed by.

import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { epochMs, type Instant, instantAt, minus } from '#kernel/time';
import type { ChatCtx } from './definition.ts';
import { demoTalks, type Talk } from './demo/talks.ts';
import { say } from './domain/messages.ts';
import { messagesIn } from './queries/messages.ts';

const buildings = [1, 2, 3];
const entrances = ['A', 'B'];
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Fills an empty database; does nothing where the demo channels are. */
export async function seed(ctx: ChatCtx): Promise<void> {
  await ctx.db.transaction(async tx => {
    const known = await tx.run`select from channels where id = ${seedId('channel:1:building')}`;
    if (known > 0) return;
    const now = ctx.now();
    await seedPeople(tx, minus(now, '400d'));
    const talks = buildings.flatMap(building => demoTalks(building));
    await seedChannels(tx, talks, minus(now, '400d'));
    await messagesIn(tx).add(talks.flatMap(talk => entriesOf(talk, now)));
    await tx.run`
      update channels c
      set last_number = said.count, last_sequence = said.count, last_at = said.last
      from (select stream, count(*)::int as count, max(at) as last from messages group by stream) said
      where c.id = said.stream`;
    await tx.run`
      insert into read_states (channel_id, user_id, read_number)
      select c.id, r.user_id, greatest(0, c.last_number - 2)
      from channels c join residents r on r.building_id = c.building_id and r.lives
      where c.kind in ('building', 'topic')
      on conflict do nothing`;
  });
}

/** Residents n of 190 live in unit ((n-1) mod 120) + 1; staff s of six work for building ((s-1) mod 3) + 1. */
async function seedPeople(tx: Tx, since: Instant): Promise<void> {
  const homes = upTo(190).map(number => {
    const unit = ((number - 1) % 120) + 1;
    const building = Math.ceil(unit / 40);
    return {
      userId: seedId(`resident:${number}`),
      unitId: seedId(`unit:${unit}`),
      buildingId: seedId(`building:${building}`),
      entranceId: seedId(`entrance:${building}:${(unit - 1) % 40 < 20 ? 'A' : 'B'}`),
    };
  });
  const roles = [
    ...buildings.map(building => ({ userId: seedId(`manager:${building}`), building, role: 'manager' })),
    ...upTo(6).map(number => ({
      userId: seedId(`staff:${number}`),
      building: ((number - 1) % 3) + 1,
      role: 'support',
    })),
  ].map(each => ({ ...each, buildingId: seedId(`building:${each.building}`) }));
  await tx.run`
    insert into residents (user_id, unit_id, building_id, entrance_id, started_at, verified_at)
    select h."userId", h."unitId", h."buildingId", h."entranceId", ${since}::timestamptz, ${since}::timestamptz
    from jsonb_to_recordset(${json(homes)}::jsonb)
      as h ("userId" uuid, "unitId" uuid, "buildingId" uuid, "entranceId" uuid)
    on conflict do nothing`;
  await tx.run`
    insert into staff (user_id, building_id, role)
    select s."userId", s."buildingId", s.role
    from jsonb_to_recordset(${json(roles)}::jsonb) as s ("userId" uuid, "buildingId" uuid, role text)
    on conflict do nothing`;
}

async function seedChannels(tx: Tx, talks: readonly Talk[], at: Instant): Promise<void> {
  const silent = buildings.flatMap(building =>
    entrances.map(label => ({
      key: `${building}:entrance:${label}`,
      building,
      kind: 'entrance',
      entrance: label,
      name: `Entrance ${label}`,
      by: null,
      pair: null,
    })),
  );
  const rows = [...silent, ...talks].map(({ key, building, kind, entrance, name, by, pair }) => {
    const [userA, userB] = (pair ?? []).map(seedId).sort();
    return {
      id: seedId(`channel:${key}`),
      buildingId: seedId(`building:${building}`),
      kind,
      entranceId: entrance && seedId(`entrance:${building}:${entrance}`),
      userA: userA ?? null,
      userB: userB ?? null,
      name,
      createdBy: by && seedId(by),
    };
  });
  await tx.run`
    insert into channels (id, building_id, kind, entrance_id, user_a, user_b, name, created_by, created_at)
    select c.id, c."buildingId", c.kind, c."entranceId", c."userA", c."userB", c.name, c."createdBy", ${at}::timestamptz
    from jsonb_to_recordset(${json(rows)}::jsonb) as c (
      id uuid, "buildingId" uuid, kind text, "entranceId" uuid, "userA" uuid, "userB" uuid, name text, "createdBy" uuid)
    on conflict do nothing`;
}

/** What was said, the last of it some minutes ago; two days back at most, as a month that has passed has no partition. */
function entriesOf({ key, lines }: Talk, now: Instant) {
  const stream = seedId(`channel:${key}`);
  return lines.map(([person, text], index) => {
    const number = index + 1;
    const at = instantAt(epochMs(now) - (lines.length - index) * 47 * 60_000);
    const localId = seedId(`local:${key}:${number}`);
    const body = say({ authorId: seedId(person), localId, text, fileIds: [], mentions: [], replyTo: null });
    return {
      stream,
      at,
      position: number,
      id: seedId(`message:${key}:${number}`),
      change: number,
      markedAt: null,
      body,
    };
  });
}
