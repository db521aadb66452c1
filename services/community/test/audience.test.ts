import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import { agora, type Harness } from '#kernel/testing/harness';
import type { UnitKind } from '../contract/wire.ts';
import { type Home, isAddressed, type Readable, sees } from '../domain/audience.ts';
import { addressees } from '../queries/receipts.ts';
import { isVisible, visiblePosts } from '../queries/visibility.ts';
import community from '../service.ts';

let t: Harness<[typeof community]>;
beforeAll(async () => {
  t = await agora({ services: [community], seed: 7 });
});
afterAll(() => t.close());

const now = '2026-03-02T09:00:00.000Z';
const id = (name: string) => seedId(`audience:${name}`);
const buildings = [id('b1'), id('b2')];
const people = ['p1', 'p2', 'p3'].map(id);
const entrances = ['e1', 'e2'].map(id);
const units = ['u1', 'u2', 'u3', 'u4'].map(id);
const kinds: UnitKind[] = ['flat', 'parking', 'commercial'];
const some = <T>(values: readonly T[]) => fc.subarray([...values]);

interface Town {
  homes: (Home & { known: boolean })[];
  /** Who lives in which home, or has left it. */
  lives: { userId: string; home: number; left: boolean }[];
}

const town: fc.Arbitrary<Town> = fc.record({
  homes: fc.tuple(
    ...units.map(unitId =>
      fc
        .record({
          buildingId: fc.constantFrom(...buildings),
          entranceId: fc.constantFrom(...entrances),
          kind: fc.constantFrom(...kinds),
          known: fc.boolean(),
        })
        .map(({ known, entranceId, kind, buildingId }) => ({
          unitId,
          buildingId,
          known,
          entranceId: known ? entranceId : null,
          kind: known ? kind : null,
        })),
    ),
  ),
  lives: fc.uniqueArray(
    fc.record({ userId: fc.constantFrom(...people), home: fc.nat(units.length - 1), left: fc.boolean() }),
    { selector: ({ userId, home }) => `${userId}${home}`, maxLength: 6 },
  ),
});

const post: fc.Arbitrary<Readable> = fc.record({
  buildingId: fc.constantFrom(...buildings),
  authorId: fc.constantFrom(null, ...people),
  audience: fc.record({ entranceIds: some(entrances), unitKinds: some(kinds), unitIds: some(units) }),
  state: fc.constantFrom('scheduled', 'published', 'published', 'expired', 'deleted'),
  expiresAt: fc.constantFrom(null, now, '2026-03-02T09:00:00.001Z'),
  hidden: fc.boolean(),
});

async function settleTown({ homes, lives }: Town, posts: readonly Readable[]): Promise<void> {
  const db = t.db('community');
  await db.run`delete from posts`;
  await db.run`delete from residents`;
  await db.run`delete from homes`;
  await db.run`
    insert into homes (unit_id, building_id, entrance_id, kind, label)
    select h."unitId", h."buildingId", h."entranceId", h.kind, '' from jsonb_to_recordset(${json(homes.filter(({ known }) => known))}::jsonb)
      as h ("unitId" uuid, "buildingId" uuid, "entranceId" uuid, kind text)`;
  const rows = lives.map(({ userId, home, left }) => ({
    userId,
    unitId: homes[home]!.unitId,
    buildingId: homes[home]!.buildingId,
    since: '2026-01-01T00:00:00.000Z',
    until: left ? '2026-02-01T00:00:00.000Z' : null,
  }));
  await db.run`
    insert into residents (user_id, unit_id, building_id, confirmed_at, ended_at)
    select r."userId", r."unitId", r."buildingId", r.since, r.until from jsonb_to_recordset(${json(rows)}::jsonb)
      as r ("userId" uuid, "unitId" uuid, "buildingId" uuid, since timestamptz, until timestamptz)`;
  const written = posts.map(({ audience, ...each }, index) => ({ ...each, ...audience, id: id(`post${index}`) }));
  await db.run`
    insert into posts (id, building_id, kind, author_id, by_management, text, entrance_ids, unit_kinds, unit_ids, state,
                       shown_at, expires_at, hidden_at, hidden_by, hidden_reason, created_at)
    select p.id, p."buildingId", 'post', p."authorId", false, 'text', p."entranceIds", p."unitKinds", p."unitIds", p.state,
           '2026-03-01', p."expiresAt", case when p.hidden then timestamptz '2026-03-01' end,
           case when p.hidden then 'flags' end, case when p.hidden then 'spam' end, '2026-03-01'
    from jsonb_to_recordset(${json(written)}::jsonb) as p (
      id uuid, "buildingId" uuid, "authorId" uuid, "entranceIds" uuid[], "unitKinds" text[], "unitIds" uuid[], state text,
      "expiresAt" timestamptz, hidden boolean)`;
}

test('what SQL lets somebody see, and whom it calls addressed, is what the pure rule says', async () => {
  const db = t.db('community');
  let seen = 0;
  let unseen = 0;
  const property = fc.asyncProperty(town, fc.array(post, { minLength: 8, maxLength: 12 }), async (place, posts) => {
    await settleTown(place, posts);
    const homesOf = (userId: string) =>
      place.lives.filter(each => each.userId === userId && !each.left).map(({ home }) => place.homes[home]!);
    for (const userId of people)
      for (const staff of [false, true]) {
        const rows = await db.many({ id: col.uuid })`
          select p.id from posts p where ${isVisible({ userId, staff }, now)}`;
        const found = new Set(rows.map(row => row.id));
        for (const buildingId of new Set(posts.map(each => each.buildingId))) {
          const listed = await db.many({ id: col.uuid })`
            select p.id from (${visiblePosts({ userId, staff }, now, buildingId)}) p`;
          const here = posts.flatMap((each, index) => (each.buildingId === buildingId ? [id(`post${index}`)] : []));
          expect(new Set(listed.map(row => row.id))).toEqual(new Set(here.filter(each => found.has(each))));
        }
        for (const [index, each] of posts.entries()) {
          const expected = sees(each, { userId, staff, homes: homesOf(userId) }, now);
          expect(found.has(id(`post${index}`))).toBe(expected);
          expected ? seen++ : unseen++;
        }
      }
    for (const [index, each] of posts.entries()) {
      const meant = people.filter(userId =>
        homesOf(userId).some(home => home.buildingId === each.buildingId && isAddressed(home, each.audience)),
      );
      expect(await addressees(db, id(`post${index}`))).toEqual(meant.sort());
    }
  });
  await fc.assert(property, { numRuns: 25, seed: 4 });
  // Both outcomes were there to be told apart.
  expect(Math.min(seen, unseen)).toBeGreaterThan(100);
});
