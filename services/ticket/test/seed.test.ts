import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { agora, type Harness } from '#kernel/testing/harness';
import type { TicketCtx } from '../definition.ts';
import { seed } from '../seed.ts';
import ticket from '../service.ts';

let t: Harness<[typeof ticket]>;
beforeAll(async () => {
  // The first of a month, when the fewest months lie behind.
  t = await agora({ services: [ticket], start: '2026-03-01T00:00:30.000Z' });
});
afterAll(() => t.close());

const counts = () =>
  t.db('ticket').one({ tickets: col.int, entries: col.int, comments: col.int, clocks: col.int, people: col.int })`
    select (select count(*)::int from tickets) as tickets, (select count(*)::int from status_history) as entries,
           (select count(*)::int from comments) as comments, (select count(*)::int from sla_timestamps) as clocks,
           (select count(*)::int from residents) + (select count(*)::int from staff) as people`;

test('the demo community has tickets in every state, seeded once', async () => {
  const ctx = t.ctx('ticket') as unknown as TicketCtx;
  await seed(ctx);
  const first = await counts();
  await seed(ctx);
  expect(await counts()).toEqual(first);
  expect(first).toMatchObject({ tickets: 150, clocks: 450, people: 199 });
  const rows = await t.db('ticket').many({ status: col.text })`select distinct status from tickets order by status`;
  expect(rows.map(({ status }) => status)).toEqual([
    'assigned',
    'closed',
    'in_progress',
    'open',
    'resolved',
    'waiting_for_resident',
  ]);
  expect(t.published()).toEqual([]);
});

test('its people work with what was seeded as with their own', async () => {
  const buildingId = seedId('building:1');
  const manager = { ...t.person(`manager@building:${buildingId}`), userId: seedId('manager:1') };
  const counted = await t.as(manager).ticket.countTickets({ buildingId });
  expect(counted.breached).toBeGreaterThan(0);
  expect(counted.urgent).toBeGreaterThan(0);
  const { columns } = await t.as(manager).ticket.listBoard({ buildingId, status: 'closed', limit: 50 });
  for (const { id } of columns[0]!.items) {
    const { timeline, status } = await t.as(manager).ticket.getTicket({ ticketId: id });
    const changes = timeline.items.filter(({ kind }) => kind === 'status' || kind === 'opened');
    expect(changes[0]?.to).toBe(status);
  }
  const resident = { ...t.person(`resident@building:${buildingId}`), userId: seedId('resident:1') };
  expect((await t.as(resident).ticket.listMyTickets({})).items.length).toBeGreaterThan(0);
  const incident = await t.as(manager).ticket.getIncident({ incidentId: seedId('incident:1') });
  expect(incident.tickets.map(each => each.dueAt)).toEqual([null, null, null]);
  const assets = await t.as(manager).ticket.listAssets({ buildingId });
  expect(assets.items).toHaveLength(4);
  const { items } = await t.as(manager).ticket.listSchedules({ buildingId });
  expect(items.every(({ nextRunAt }) => nextRunAt! > t.clock.now())).toBe(true);
});
