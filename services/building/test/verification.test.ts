import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { residentVerified, verificationRejected, verificationSubmitted } from '../events.ts';
import { type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
let claims: Map<string, string>;
beforeAll(async () => ({ t, claims } = await openHouses({ config: { AGORA_BUILDING_DOCUMENT_DAYS: '10' } })));
afterAll(() => t.close());

const asking = (unitId: string) => ({
  unitId,
  relation: 'tenant' as const,
  documentKind: 'lease' as const,
  documentNumber: 'L-4711',
  fileIds: [randomUUID(), randomUUID()],
  note: 'I moved in on Monday.',
});
const houseWithUnit = async () => {
  const house = await newHouse(t);
  return { ...house, unit: await house.newUnit('1') };
};

test('a request with documents is seen by the manager, approved, and the person belongs to the home', async () => {
  const { managing, buildingId, unit } = await houseWithUnit();
  const person = t.person();
  const input = asking(unit.id);
  const asked = await t.as(person).building.submitVerification(input);
  expect(asked).toMatchObject({ state: 'pending', documents: 2, userId: person.userId, buildingId });
  const queue = await managing.listVerifications({ buildingId, state: 'pending' });
  expect(queue.items).toEqual([asked]);
  const detail = await managing.getVerification({ requestId: asked.id });
  expect(detail).toMatchObject({ documentNumber: 'L-4711', note: input.note });
  expect(detail.files.map(({ fileId }) => fileId)).toEqual(input.fileIds);
  expect((await t.as(person).building.getVerification({ requestId: asked.id })).id).toBe(asked.id);

  const membership = await managing.approveVerification({ requestId: asked.id });
  expect(membership).toMatchObject({ unitId: unit.id, userId: person.userId, via: 'request', state: 'active' });
  const mine = await t.as(person).building.listMyVerifications({});
  expect(mine.items).toMatchObject([{ id: asked.id, state: 'approved' }]);
  await t.settle();
  expect(t.published(verificationSubmitted).at(-1)!.data).toMatchObject({ requestId: asked.id });
  expect(t.published(residentVerified).at(-1)!.data).toMatchObject({ userId: person.userId, unitId: unit.id });
});

test('of several managers who decide at once one decides', async () => {
  const { buildingId, unit } = await houseWithUnit();
  const person = t.person();
  const { id: requestId } = await t.as(person).building.submitVerification(asking(unit.id));
  const deciding = [1, 2, 3, 4, 5, 6].map(number => {
    const { building } = t.as(t.person(`manager@building:${buildingId}`));
    return number % 2
      ? building.approveVerification({ requestId })
      : building.rejectVerification({ requestId, reason: 'The lease is not signed.' });
  });
  const all = await outcomes(deciding);
  expect(all.filter(outcome => outcome === 'ok')).toHaveLength(1);
  expect(all.filter(outcome => outcome === 'conflict')).toHaveLength(5);
  await t.settle();
  const told = [...t.published(residentVerified), ...t.published(verificationRejected)];
  expect(told.filter(({ data }) => data.userId === person.userId)).toHaveLength(1);
});

test('a refusal carries its reason, is told, and lets the person ask again', async () => {
  const { managing, unit } = await houseWithUnit();
  const person = t.person();
  const { id: requestId } = await t.as(person).building.submitVerification(asking(unit.id));
  const rejected = await managing.rejectVerification({ requestId, reason: 'Not readable.' });
  expect(rejected).toMatchObject({ state: 'rejected', reason: 'Not readable.' });
  await t.settle();
  expect(t.published(verificationRejected).at(-1)!.data).toMatchObject({ requestId, reason: 'Not readable.' });
  const again = await t.as(person).building.submitVerification(asking(unit.id));
  const pages = await t.as(person).building.listMyVerifications({ limit: 1 });
  expect(pages.items).toEqual([again]);
  const rest = await t.as(person).building.listMyVerifications({ cursor: pages.nextCursor! });
  expect(rest.items.map(({ id }) => id)).toEqual([requestId]);
});

test('a request is sent once under one key, however many twins it has', async () => {
  const { newUnit } = await newHouse(t);
  for (const label of ['1', '2', '3', '4', '5']) {
    const input = asking((await newUnit(label)).id);
    const at = t.as(t.person(), { idempotencyKey: 'ask-1' }).building;
    const replies = await Promise.all([1, 2, 3, 4].map(() => at.submitVerification(input)));
    expect(new Set(replies.map(each => JSON.stringify(each))).size).toBe(1);
    expect(input.fileIds.map(id => claims.get(id))).toEqual(Array(2).fill(`verification:${replies[0]!.id}`));
    await t.advance('2 hours');
    expect(claims.get(input.fileIds[0]!), 'a pending request keeps its files').toBeDefined();
    const other = at.submitVerification(asking(input.unitId));
    await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  }
});

test('the files of a request belong to it alone, and those of one that was refused are let go of', async () => {
  const { buildingId, managing, unit } = await houseWithUnit();
  const person = t.person();
  const input = asking(unit.id);
  await t.as(person).building.submitVerification(input);
  const stolen = t.as(t.person()).building.submitVerification(input);
  await expect(stolen).rejects.toMatchObject({ extras: { reason: 'file_claimed' } });
  const more = asking(unit.id);
  const second = t.as(person).building.submitVerification(more);
  await expect(second).rejects.toMatchObject({ extras: { reason: 'request_pending' } });
  expect((await managing.listVerifications({ buildingId })).items).toHaveLength(1);
  expect(claims.has(more.fileIds[0]!)).toBe(true);
  await t.advance('1 hour');
  expect(more.fileIds.filter(id => claims.has(id))).toEqual([]);
  expect(input.fileIds.filter(id => claims.has(id))).toEqual(input.fileIds);
  const { held } = await t.db('building').one({ held: col.int })`
    select count(*)::int as held from document_claims c
    where not exists (select from verification_requests v where v.id = c.request_id)`;
  expect(held).toBe(0);
});

test('documents are forgotten some days after the decision, and at once when the request is taken back', async () => {
  const { managing, newUnit, unit } = await houseWithUnit();
  const person = t.person();
  const approved = asking(unit.id);
  const { id: requestId } = await t.as(person).building.submitVerification(approved);
  const withdrawn = asking((await newUnit('2')).id);
  const { id: takenBack } = await t.as(person).building.submitVerification(withdrawn);
  await managing.approveVerification({ requestId });
  await t.as(person).building.withdrawVerification({ requestId: takenBack });
  await t.advance('1 day');
  expect(withdrawn.fileIds.filter(id => claims.has(id))).toEqual([]);
  expect(approved.fileIds.filter(id => claims.has(id))).toHaveLength(2);
  await t.advance('9 days');
  expect(approved.fileIds.filter(id => claims.has(id))).toEqual([]);
  expect(await managing.getVerification({ requestId })).toMatchObject({
    state: 'approved',
    documents: 0,
    documentNumber: null,
    files: [],
  });
  await expect(managing.rejectVerification({ requestId: takenBack, reason: 'late' })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('who joins by a code meanwhile has nothing left to decide', async () => {
  const { managing, newUnit, letIn } = await newHouse(t);
  const unit = await newUnit('1');
  const person = t.person();
  const { id: requestId } = await t.as(person).building.submitVerification(asking(unit.id));
  await letIn(unit.id, 'owner', { who: person });
  expect((await managing.getVerification({ requestId })).state).toBe('superseded');
  await expect(managing.approveVerification({ requestId })).rejects.toMatchObject({ code: 'conflict' });
  const again = t.as(person).building.submitVerification(asking(unit.id));
  await expect(again).rejects.toMatchObject({ extras: { reason: 'member_already' } });
});

test('joining by code and being approved at the same time makes one membership', async () => {
  const { managing, newUnit } = await newHouse(t);
  for (const label of ['1', '2', '3']) {
    const unit = await newUnit(label);
    const person = t.person();
    const { id: requestId } = await t.as(person).building.submitVerification(asking(unit.id));
    const { code } = await managing.createInvitation({ unitId: unit.id, relation: 'tenant' });
    const both = await outcomes([
      managing.approveVerification({ requestId }),
      t.as(person).building.joinHome({ code }),
    ]);
    expect(both.filter(outcome => outcome === 'ok')).toHaveLength(1);
    expect((await managing.listUnitMembers({ unitId: unit.id })).items).toHaveLength(1);
  }
});

test('requests of others are not there, and nobody decides their own building from elsewhere', async () => {
  const { buildingId, unit } = await houseWithUnit();
  const { id: requestId } = await t.as(t.person()).building.submitVerification(asking(unit.id));
  const foreign = (await newHouse(t)).managing;
  const neighbour = t.as(t.person(`resident@building:${buildingId}`)).building;
  expect(
    await outcomes([
      foreign.getVerification({ requestId }),
      foreign.approveVerification({ requestId }),
      foreign.rejectVerification({ requestId, reason: 'x' }),
      neighbour.getVerification({ requestId }),
      neighbour.withdrawVerification({ requestId }),
      neighbour.approveVerification({ requestId }),
      foreign.listVerifications({ buildingId }),
    ]),
  ).toEqual([
    'not_found',
    'not_found',
    'not_found',
    'not_found',
    'not_found',
    'permission_denied',
    'permission_denied',
  ]);
  const queue = await t.as(t.person('admin@platform')).building.listVerifications({ buildingId, limit: 1 });
  expect(queue.items).toMatchObject([{ id: requestId, state: 'pending' }]);
});

test('the queue is paged, oldest first', async () => {
  const { buildingId, managing, newUnit } = await newHouse(t);
  const asked: string[] = [];
  for (const label of ['1', '2', '3'])
    asked.push((await t.as(t.person()).building.submitVerification(asking((await newUnit(label)).id))).id);
  const first = await managing.listVerifications({ buildingId, limit: 2 });
  const second = await managing.listVerifications({ buildingId, limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(asked);
  expect(second.nextCursor).toBeNull();
});
