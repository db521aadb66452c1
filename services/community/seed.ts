// The demo community's feed. Who lives and works where follows from the names all services seed by.

import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { epochMs, type Instant, instantAt, minus } from '#kernel/time';
import type { CommunityCtx } from './definition.ts';
import { type DemoPost, demoPosts } from './demo/talk.ts';
import { writeTalk } from './demo/write.ts';

const buildings = [1, 2, 3];
const unitsEach = 40;
const residents = 190;
const otherKinds: Record<number, string> = { 21: 'commercial', 22: 'storage', 23: 'parking', 24: 'parking' };

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Fills an empty database; does nothing where the demo posts are. */
export async function seed(ctx: CommunityCtx): Promise<void> {
  await ctx.db.transaction(async tx => {
    const { seeded } = await tx.one({ seeded: col.bool })`
      select exists (select from posts where id = ${seedId('post:1:water')}) as seeded`;
    if (seeded) return;
    await seedPeople(tx, minus(ctx.now(), '400d'));
    for (const building of buildings)
      await writeTalk(
        tx,
        demoPosts.map(post => placed(post, building, ctx.now())),
      );
  });
}

/** Residents n of 190 live in unit ((n-1) mod 120) + 1; staff s of six work for building ((s-1) mod 3) + 1. */
async function seedPeople(tx: Tx, since: Instant): Promise<void> {
  const homes = upTo(buildings.length * unitsEach).map(number => {
    const place = (number - 1) % unitsEach;
    const entrance = place < 20 ? 'A' : 'B';
    const building = Math.ceil(number / unitsEach);
    return {
      id: seedId(`unit:${number}`),
      buildingId: seedId(`building:${building}`),
      entranceId: seedId(`entrance:${building}:${entrance}`),
      kind: otherKinds[place + 1] ?? 'flat',
      label: `${entrance}${(place % 20) + 1}`,
    };
  });
  const people = upTo(residents).map(number => {
    const home = homes[(number - 1) % homes.length]!;
    return { userId: seedId(`resident:${number}`), unitId: home.id, buildingId: home.buildingId };
  });
  const staff = [
    ...buildings.map(number => ({ userId: seedId(`manager:${number}`), building: number, role: 'manager' })),
    ...upTo(6).map(number => ({
      userId: seedId(`staff:${number}`),
      building: ((number - 1) % 3) + 1,
      role: 'support',
    })),
  ].map(({ building, ...person }) => ({ ...person, buildingId: seedId(`building:${building}`) }));
  await tx.run`
    insert into homes (unit_id, building_id, entrance_id, kind, label)
    select h.id, h."buildingId", h."entranceId", h.kind, h.label
    from jsonb_to_recordset(${json(homes)}::jsonb) as h (
      id uuid, "buildingId" uuid, "entranceId" uuid, kind text, label text)
    on conflict do nothing`;
  await tx.run`
    insert into residents (user_id, unit_id, building_id, confirmed_at, verified_at)
    select p."userId", p."unitId", p."buildingId", ${since}::timestamptz, ${since}::timestamptz
    from jsonb_to_recordset(${json(people)}::jsonb) as p ("userId" uuid, "unitId" uuid, "buildingId" uuid)
    on conflict do nothing`;
  await tx.run`
    insert into staff (user_id, building_id, role)
    select s."userId", s."buildingId", s.role
    from jsonb_to_recordset(${json(staff)}::jsonb) as s ("userId" uuid, "buildingId" uuid, role text)
    on conflict do nothing`;
}

/** A demo post in one building, a few hours apart from the same in the others. */
const placed = (post: DemoPost, building: number, now: Instant) => {
  const hourMs = 3_600_000;
  const nowMs = epochMs(now);
  const shownMs = post.scheduledInHours
    ? nowMs + post.scheduledInHours * hourMs
    : nowMs - (post.hoursAgo + building) * hourMs;
  const inHours = (hours: number | undefined) => (hours === undefined ? null : instantAt(nowMs + hours * hourMs));
  return {
    post,
    id: seedId(`post:${building}:${post.key}`),
    buildingId: seedId(`building:${building}`),
    entranceId: post.entrance ? seedId(`entrance:${building}:${post.entrance}`) : null,
    personOf: (by: number | 'manager'): string =>
      seedId(by === 'manager' ? `manager:${building}` : `resident:${(building - 1) * unitsEach + by}`),
    homeOf: (number: number): string => seedId(`unit:${(building - 1) * unitsEach + number}`),
    idOf: (what: string): string => seedId(`${what}:${building}:${post.key}`),
    shownAt: instantAt(shownMs),
    createdAt: instantAt(Math.min(shownMs, nowMs)),
    expiresAt: inHours(post.expiresInHours),
    closesAt: inHours(post.poll?.closesInHours),
    /** The n-th thing said about it, in even steps until now. */
    at: (step: number, steps: number): Instant =>
      instantAt(Math.round(shownMs + ((nowMs - shownMs) * step) / (steps + 1))),
  };
};
export type PlacedPost = ReturnType<typeof placed>;
