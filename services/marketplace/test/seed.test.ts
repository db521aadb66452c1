// The demo community's providers, quotes and jobs, and the money that payment seeds for them.

import { expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import type { MarketplaceCtx } from '../definition.ts';
import { categories } from '../domain/categories.ts';
import { seed } from '../seed.ts';
import { calm, faults } from './books.ts';
import { eur, market } from './fixture.ts';

test('the demo has providers, quotes and jobs in every state, once, and their money is where it belongs', async () => {
  // In the last it is tomorrow already in Berlin, and not yet in Lisbon.
  for (const start of ['2026-03-02T09:00:00.000Z', '2026-10-25T00:30:00.000Z', '2026-11-29T23:30:00.000Z']) {
    const m = await market({ start });
    const ctx = m.t.ctx('marketplace') as unknown as MarketplaceCtx;
    await seed(ctx);
    await seed(ctx);
    const { service, ctx: paying } = m.t.running('payment');
    await service.seed!(paying as never);
    await service.seed!(paying as never);
    await calm(m, 1);
    expect(m.t.published().filter(({ type }) => !/^(payment|invoice|refund|resident)\./.test(type))).toEqual([]);
    const buildingId = seedId('building:1');
    const resident = { ...m.t.person(`resident@building:${buildingId}`), userId: seedId('resident:1') };
    const { items } = await m.as(resident).listListings({ buildingId, limit: 100 });
    expect(items).toHaveLength(9);
    for (const { category } of items) expect(categories).toContain(category);
    const [open] = (await m.as(resident).listMyQuoteRequests({})).items;
    const { quotes } = await m.as(resident).getQuoteRequest({ requestId: open!.id });
    expect(quotes.map(({ state }) => state)).toEqual(['open', 'open']);
    const states = await m.db.many({ state: col.text, count: col.int })`
      select state, count(*)::int as count from job_bookings group by 1 order by 1`;
    expect(states).toEqual(
      ['accepted', 'booked', 'cancelled', 'completed', 'disputed', 'done', 'lapsed'].map(state => ({
        state,
        count: state === 'completed' ? 6 : 3,
      })),
    );
    expect(await faults(m)).toEqual([]);
    const done = seedId('job:1:3');
    const tenant = { ...resident, userId: seedId('resident:6') };
    await m.as(tenant).confirmJob({ jobId: done });
    const manager = m.t.person(`manager@building:${buildingId}`);
    await m.as(manager).decideDispute({ jobId: seedId('job:1:4'), decision: 'split', refund: '1' });
    await calm(m, 1);
    expect(await m.as(tenant).getJob({ jobId: done })).toMatchObject({
      state: 'completed',
      settlement: { refund: eur(0) },
    });
    expect(await faults(m)).toEqual([]);
    await m.close();
  }
});
