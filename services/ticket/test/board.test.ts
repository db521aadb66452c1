import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
const ids: Record<string, string> = {};
beforeAll(async () => {
  w = await openWorld();
  const { t, place } = w;
  const staff = t.as(place.support).ticket;
  const { id: assetId } = await t
    .as(place.manager)
    .ticket.addAsset({ buildingId: place.buildingId, name: 'Lift 1', kind: 'lift' });
  const open = async (name: string, more: object = {}) => {
    ids[name] = (await t.as(place.manager).ticket.openTicket(report(place, more))).id;
  };
  ids.asset = assetId;
  await open('plain', { title: '=HYPERLINK("http://evil")', description: 'Line one\nline two, "quoted"' });
  await open('urgent', { urgent: true, tags: ['winter'], categoryId: place.category('Ceiling or wall') });
  await open('lift', { unitId: undefined, place: { text: '+Hall' }, assetId, categoryId: place.category('Lift') });
  await open('neighbour', { unitId: place.otherUnitId, title: 'Kitchen tap drips' });
  await open('given');
  await open('done');
  await staff.assignTicket({ ticketId: ids.given!, assigneeId: place.support.userId });
  await staff.resolveTicket({ ticketId: ids.done! });
  const incident = await staff.openIncident({
    buildingId: place.buildingId,
    title: 'Lift is out',
    ticketIds: [ids.lift!],
  });
  ids.incident = incident.id;
});
afterAll(() => w.t.close());

const board = (more: object = {}) =>
  w.t.as(w.place.manager).ticket.listBoard({ buildingId: w.place.buildingId, ...more });
/** The names of the tickets a filter leaves, in the order of the board. */
async function shown(more: object): Promise<string[]> {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return (await board(more)).columns.flatMap(({ items }) => items.map(({ id }) => names.get(id)!));
}

test('the board shows a column per status, newest first, with counts', async () => {
  const { columns } = await board();
  expect(columns.map(({ status, count }) => `${status} ${count}`)).toEqual([
    'open 4',
    'assigned 1',
    'in_progress 0',
    'waiting_for_resident 0',
    'resolved 1',
    'closed 0',
  ]);
  expect(await shown({ status: 'open' })).toEqual(['neighbour', 'lift', 'urgent', 'plain']);
});

test('a column goes on page by page', async () => {
  const first = (await board({ status: 'open', limit: 3 })).columns[0]!;
  expect([first.count, first.items.length]).toEqual([4, 3]);
  const second = (await board({ status: 'open', limit: 3, cursor: first.nextCursor! })).columns[0]!;
  expect([second.items.map(({ id }) => id), second.nextCursor]).toEqual([[ids.plain], null]);
  await expect(board({ cursor: first.nextCursor! })).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('filters leave what they name', async () => {
  const { place } = w;
  expect(await shown({ urgent: true })).toEqual(['urgent']);
  expect(await shown({ tag: 'Winter' })).toEqual(['urgent']);
  expect(await shown({ categoryId: place.category('Plumbing') })).toEqual(['urgent']);
  expect(await shown({ unitId: place.otherUnitId })).toEqual(['neighbour']);
  expect(await shown({ assetId: ids.asset })).toEqual(['lift']);
  expect(await shown({ incidentId: ids.incident })).toEqual(['lift']);
  expect(await shown({ assigneeId: place.support.userId })).toEqual(['given']);
  expect(await shown({ unassigned: true, status: 'assigned' })).toEqual([]);
  expect(await shown({ text: 'kit TAP' })).toEqual(['neighbour']);
  expect(await shown({ text: 'quot' })).toEqual(['plain']);
  expect(await shown({ text: '-000002' })).toEqual(['urgent']);
  expect(await shown({ text: '%' })).toEqual([]);
  expect(await shown({ text: '000002% & !(' })).toEqual([]);
  expect(await shown({ breached: true })).toEqual([]);
  expect(await shown({ urgent: true, tag: 'summer' })).toEqual([]);
});

test('counts say how much there is to do', async () => {
  const { t, place } = w;
  const counts = await t.as(place.manager).ticket.countTickets({ buildingId: place.buildingId });
  expect(counts).toMatchObject({
    byStatus: { open: 4, resolved: 1, closed: 0 },
    active: 5,
    unassigned: 4,
    urgent: 1,
    breached: 0,
  });
  expect(await t.as(place.manager).ticket.listTags({ buildingId: place.buildingId })).toEqual({
    items: [{ name: 'winter', tickets: 1 }],
  });
});

test('the export opens in a spreadsheet and runs nothing there', async () => {
  const { t, place } = w;
  const csv = async (more: object = {}) => {
    const file = await t.as(place.manager).ticket.exportTickets({ buildingId: place.buildingId, ...more });
    return parse(Buffer.from(file.content).toString(), { columns: true, bom: true }) as Record<string, string>[];
  };
  const rows = await csv();
  expect(rows).toHaveLength(6);
  expect(rows[0]).toMatchObject({
    status: 'open',
    title: `'=HYPERLINK("http://evil")`,
    description: 'Line one\nline two, "quoted"',
    category: 'Heating and hot water / Heating',
    where: 'A-1',
  });
  expect(rows[2]).toMatchObject({ where: "'+Hall", reference: expect.stringMatching(/-000003$/) });
  expect(await csv({ status: 'resolved' })).toHaveLength(1);
  expect(await csv({ from: rows[4]!.opened_at, to: rows[5]!.opened_at })).toHaveLength(1);
  expect(await csv({ urgent: true })).toMatchObject([{ tags: 'winter' }]);
  const http = await t.http(`/api/v1/buildings/${place.buildingId}/tickets.csv`, { user: place.manager });
  expect([http.status, http.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  const support = t.as(place.support).ticket.exportTickets({ buildingId: place.buildingId });
  await expect(support).rejects.toMatchObject({ code: 'permission_denied' });
});

test('an export goes on past its first thousand rows', async () => {
  const { t, place } = w;
  const { db } = t.ctx('ticket');
  await db.run`
    insert into tickets (id, building_id, reference, unit_id, category_id, title, description, urgent, status, opened_at,
                         updated_at)
    select overlay(id::text placing lpad(to_hex(n), 12, '0') from 25)::uuid, building_id, 'X-' || n, unit_id, category_id,
           title, '', false, 'open', opened_at, updated_at
    from tickets, generate_series(1, 1500) as n where id = ${ids.plain}`;
  const file = await t.as(place.manager).ticket.exportTickets({ buildingId: place.buildingId });
  const references = (
    parse(Buffer.from(file.content).toString(), { columns: true, bom: true }) as { reference: string }[]
  ).map(row => row.reference);
  expect(new Set(references).size).toBe(1_506);
  await db.run`delete from tickets where reference like 'X-%'`;
});

test('many tickets change in one request, each on its own account', async () => {
  const { t, place } = w;
  const { buildingId } = place;
  const api = t.as(place.manager).ticket;
  const unknown = randomUUID();
  const assigneeId = place.support.userId;
  const ticketIds = [ids.neighbour!, unknown, ids.done!];
  const { items } = await api.changeTickets({ buildingId, ticketIds, action: 'assign', assigneeId });
  expect(items.map(({ ticketId, done, code }) => [ticketId, done, code])).toEqual([
    [ids.neighbour, true, null],
    [unknown, false, 'not_found'],
    [ids.done, false, 'failed_precondition'],
  ]);
  expect(await shown({ status: 'assigned' })).toEqual(
    ['given', 'neighbour'].toReversed().toSorted((a, b) => (a < b ? -1 : 1)),
  );
  await api.changeTickets({ buildingId, ticketIds: [ids.plain!, ids.urgent!], action: 'tag', tags: ['spring'] });
  expect(await shown({ tag: 'spring' })).toEqual(['urgent', 'plain']);
  expect((await api.getTicket({ ticketId: ids.urgent! })).tags).toEqual(['spring', 'winter']);
  const set = await api.setTags({ ticketId: ids.urgent!, tags: ['summer'] });
  expect(set.tags).toEqual(['summer']);
  expect((await api.setTags({ ticketId: ids.urgent!, tags: ['summer'] })).version).toBe(set.version);
  const closed = await api.changeTickets({ buildingId, ticketIds: [ids.done!, ids.plain!], action: 'close' });
  expect(closed.items.every(({ done }) => done)).toBe(true);
  const gaps = api.changeTickets({ buildingId, ticketIds, action: 'assign' });
  await expect(gaps).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(api.changeTickets({ buildingId, ticketIds, action: 'tag' })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});
