// The demo community's rooms.

import { expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { agora } from '#kernel/testing/harness';
import type { BookingCtx } from '../definition.ts';
import { seed } from '../seed.ts';
import service from '../service.ts';

test('the demo has rooms with rules and bookings, once, also on a day on which clocks change', async () => {
  for (const start of ['2026-03-02T09:00:00.000Z', '2026-10-25T00:30:00.000Z']) {
    const t = await agora({ services: [service], start });
    const ctx = t.ctx('booking') as unknown as BookingCtx;
    await seed(ctx);
    await seed(ctx);
    const person = t.person(`resident@building:${seedId('building:1')}`);
    const { items } = await t.as(person).booking.listResources({ buildingId: seedId('building:1') });
    expect(items.map(({ name }) => name)).toEqual(['Desks', 'Gym', 'Meeting room 1', 'Meeting room 2', 'Party hall']);
    const { upcoming, past } = await t.db('booking').one({ upcoming: col.int, past: col.int })`
      select count(*) filter (where state = 'confirmed')::int as upcoming,
             count(*) filter (where state = 'completed')::int as past from reservations`;
    expect(upcoming).toBeGreaterThan(60);
    expect(past).toBeGreaterThan(60);
    await t.close();
  }
});
