// Lists come in pages that neither skip nor repeat, the latest first.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { calm } from './books.ts';
import { type Market, market, type Plumber } from './fixture.ts';

let m: Market;
let plumber: Plumber;
beforeAll(async () => {
  m = await market();
  plumber = await m.plumber();
  for (let day = 3; day < 6; day++)
    await m.booked(plumber, m.ada, { slots: [{ start: `${m.day(day)}T10:00`, end: `${m.day(day)}T11:00` }] });
});
afterAll(() => m.close());

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** All that a list has, two at a time. */
async function all<T>(list: (page: { limit: number; cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | null | undefined; ; ) {
    const page = await list({ limit: 2, ...(cursor && { cursor }) });
    found.push(...page.items);
    if (!page.nextCursor) return found;
    cursor = page.nextCursor;
  }
}

test('jobs, requests, listings and providers, each once', async () => {
  const { as, ada, buildingId } = m;
  await m.plumber({ title: 'Second' });
  await m.plumber({ title: 'Third' });
  const { providerId } = plumber;
  const lists = [
    await all(page => as(ada).listMyJobs(page)),
    await all(page => as(plumber.owner).listProviderJobs({ providerId, ...page })),
    await all(page => m.managed.listBuildingJobs({ buildingId, ...page })),
    await all(page => as(ada).listMyQuoteRequests(page)),
    await all(page => as(plumber.owner).listProviderRequests({ providerId, ...page })),
    await all(page => as(ada).listListings({ buildingId, ...page })),
    await all(page => as(m.admin).listProviders(page)),
  ];
  for (const items of lists) {
    expect(items).toHaveLength(3);
    expect(new Set((items as { id: string }[]).map(({ id }) => id)).size).toBe(3);
  }
  const steward = { ...ada, grants: [{ role: 'support' as const, scope: 'platform' }] };
  expect((await as(steward).listMyJobs({})).items).toHaveLength(3);
});

test('what was done in a home, the latest first', async () => {
  for (const { id } of (await m.as(m.ada).listMyJobs({})).items.toReversed()) {
    m.t.clock.set((await m.as(m.ada).getJob({ jobId: id })).endsAt);
    await m.as(plumber.owner).finishJob({ jobId: id });
    await m.as(m.ada).confirmJob({ jobId: id });
  }
  await calm(m, 1);
  const unitId = m.homes.ada;
  const done = await all(page => m.as(m.ada).listUnitJobs({ unitId, ...page }));
  expect(done.map(({ doneAt }) => doneAt)).toEqual(
    done
      .map(({ doneAt }) => doneAt)
      .toSorted()
      .toReversed(),
  );
  expect(done).toHaveLength(3);
});
