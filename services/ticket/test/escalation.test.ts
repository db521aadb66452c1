import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TicketCtx } from '../definition.ts';
import { ticketSlaBreached, ticketSlaWarning } from '../events.ts';
import { sweepClocks } from '../sweeps/clocks.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

/** What was told of a ticket's clocks so far: the clock and the level, `warning` for none. */
async function told(ticketId: string): Promise<string[]> {
  await w.t.settle();
  return w.t
    .published()
    .filter(
      ({ subject, type }) =>
        subject === ticketId && [ticketSlaWarning.type, ticketSlaBreached.type].includes(type as never),
    )
    .map(({ data }) => `${data.clock} ${data.level ?? 'warning'}`);
}

test('a clock warns before it runs out, then each level hears of it once', async () => {
  const { t, place } = w;
  // A response within one working hour; managers hear of a breach two hours later.
  const { id } = await t.as(place.resident).ticket.openTicket(report(place, { urgent: true }));
  await t.advance('2820s');
  expect(await told(id)).toEqual([]);
  await t.advance('60s');
  expect(await told(id)).toEqual(['first_response warning']);
  await t.advance('12m');
  expect(await told(id)).toEqual(['first_response warning', 'first_response 0']);
  await t.advance('2h');
  await t.advance('1h');
  expect(await told(id)).toEqual(['first_response warning', 'first_response 0', 'first_response 1']);
  const breaches = t.published(ticketSlaBreached).filter(({ subject }) => subject === id);
  expect(breaches.map(({ data }) => data.escalatedTo)).toEqual([null, place.manager.userId]);
  const shown = await t.as(place.manager).ticket.getTicket({ ticketId: id });
  expect(shown.breached).toBe(true);
  const escalations = shown.timeline.items.filter(({ kind }) => kind === 'escalated');
  expect(escalations[0]).toMatchObject({
    internal: true,
    by: null,
    details: { level: 1, userIds: [place.manager.userId] },
  });
  const asResident = await t.as(place.resident).ticket.getTicket({ ticketId: id });
  expect(asResident.timeline.items.map(({ kind }) => kind)).toEqual(['opened']);
});

test('of sweeps that race each level is told once', async () => {
  const { t, place } = w;
  const opened = await Promise.all(
    Array.from({ length: 8 }, () => t.as(place.resident).ticket.openTicket(report(place, { urgent: true }))),
  );
  t.clock.advance('6 days');
  const ctx = t.ctx('ticket') as unknown as TicketCtx;
  await Promise.all(Array.from({ length: 5 }, () => sweepClocks(ctx)));
  await sweepClocks(ctx);
  for (const { id } of opened)
    expect((await told(id)).toSorted()).toEqual(['first_response 0', 'first_response 1', 'solution 0', 'solution 1']);
});

test('a step taken between two sweeps hides no breach', async () => {
  const { t, place } = w;
  const { id: ticketId } = await t.as(place.resident).ticket.openTicket(report(place, { urgent: true }));
  t.clock.advance('3 days');
  await t.as(place.support).ticket.resolveTicket({ ticketId });
  expect(await told(ticketId)).toEqual(expect.arrayContaining(['first_response 0', 'solution 0']));
  const once = await told(ticketId);
  await t.advance('1 day');
  expect(await told(ticketId)).toEqual(once);
});

test('a building sets its own chain, which late clocks run into at once', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  const manager = t.as(place.manager).ticket;
  const { id } = await t.as(place.resident).ticket.openTicket(report(place, { urgent: true }));
  await t.advance('70m');
  expect(await told(id)).toEqual(['first_response 0']);
  const levels = [
    { afterMinutes: 5, userIds: [place.support.userId], roles: [] },
    { afterMinutes: 60, userIds: [], roles: ['manager' as const, 'support' as const] },
  ];
  expect(await manager.setEscalation({ buildingId, levels })).toEqual({ buildingId, levels });
  expect(await manager.getEscalation({ buildingId })).toEqual({ buildingId, levels });
  await t.advance('1m');
  expect(await told(id)).toEqual(['first_response 0', 'first_response 1']);
  await t.advance('1h');
  // Two people hold the roles of the second level.
  expect(await told(id)).toEqual(['first_response 0', 'first_response 1', 'first_response 2', 'first_response 2']);
});

test('a chain must rise, name somebody, and only people of the building', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  const manager = t.as(place.manager).ticket;
  const roles = ['manager' as const];
  const level = (afterMinutes: number, more: object = { roles }) => ({ afterMinutes, ...more });
  const set = (levels: object[]) => manager.setEscalation({ buildingId, levels: levels as never });
  await expect(set([level(60), level(60)])).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(set([level(60, {})])).rejects.toMatchObject({ code: 'invalid_argument' });
  const outsider = set([level(60, { userIds: [place.stranger.userId] })]);
  await expect(outsider).rejects.toMatchObject({ extras: { reason: 'not_staff' } });
  await expect(t.as(place.support).ticket.setEscalation({ buildingId, levels: [] })).rejects.toMatchObject({
    code: 'permission_denied',
  });
});

test('a level that nobody is left for is told to nobody, but told', async () => {
  const { t, place } = w;
  await t.as(place.manager).ticket.setEscalation({
    buildingId: place.buildingId,
    levels: [{ afterMinutes: 0, userIds: [place.support.userId], roles: [] }],
  });
  await t.db('ticket').run`update escalation_rules set user_ids = '{}'`;
  const { id } = await t.as(place.resident).ticket.openTicket(report(place, { urgent: true }));
  await t.advance('70m');
  expect(await told(id)).toEqual(['first_response 0', 'first_response 1']);
});
