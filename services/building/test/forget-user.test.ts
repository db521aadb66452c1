import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userDeleted } from '#services/iam/events';
import { residentUnverified } from '../events.ts';
import { type Houses, newHouse, openHouses } from './house.ts';

let t: Houses;
let claims: Map<string, string>;
beforeAll(async () => ({ t, claims } = await openHouses()));
afterAll(() => t.close());

test('a deleted account leaves its homes and its name is forgotten, also when told twice', async () => {
  const { buildingId, managing, newUnit, letIn } = await newHouse(t);
  const [home, second, wanted, later] = await Promise.all(['1', '2', '3', '4'].map(label => newUnit(label)));
  const person = t.person(`resident@building:${buildingId}`);
  const { at } = await letIn(home!.id, 'owner', { who: person });
  await letIn(second!.id, 'owner', { who: person });
  const invited = await at.createInvitation({ unitId: home!.id, relation: 'tenant' });
  const { code } = await managing.createInvitation({ unitId: later!.id, relation: 'tenant', movesInOn: '2027-01-01' });
  await at.joinHome({ code });
  const fileId = randomUUID();
  const asked = await at.submitVerification({
    unitId: wanted!.id,
    relation: 'owner',
    documentKind: 'title_deed',
    documentNumber: 'T-1',
    fileIds: [fileId],
    note: 'mine',
  });
  await at.registerProperty({ buildingCode: 'SOMEWHERE' });

  await t.deliver(userDeleted, { userId: person.userId });
  await t.redeliver();
  await t.deliver(userDeleted, { userId: person.userId });

  const told = t.published(residentUnverified).filter(({ subject }) => subject === person.userId);
  expect(told.map(({ data }) => data.leftBuilding).sort()).toEqual([false, true]);
  const { items } = await managing.listMoveOuts({ buildingId });
  expect(items).toHaveLength(2);
  expect(items).toMatchObject([
    { userId: null, by: null, reason: 'account_deleted' },
    { userId: null, by: null, reason: 'account_deleted' },
  ]);
  for (const unit of [home!, second!, later!]) {
    const members = await managing.listUnitMembers({ unitId: unit.id, state: 'ended' });
    expect(members.items).toMatchObject([{ userId: null, state: 'ended' }]);
  }
  expect((await managing.listInvitations({ unitId: home!.id })).items[0]).toMatchObject({
    id: invited.id,
    state: 'revoked',
    createdBy: null,
  });
  expect(await managing.getVerification({ requestId: asked.id })).toMatchObject({
    userId: null,
    note: null,
    documentNumber: null,
    state: 'withdrawn',
  });
  expect((await managing.listPeople({ buildingId })).items).toEqual([]);
  await t.advance('10 minutes');
  expect(claims.has(fileId)).toBe(false);
});

test('no table keeps the id of a deleted account', async () => {
  const { managing, newUnit, letIn, admin, manager } = await newHouse(t);
  const { membership } = await letIn((await newUnit('1')).id, 'owner');
  await managing.moveOut({ membershipId: membership.id });
  const asking = { relation: 'owner' as const, documentKind: 'other' as const, fileIds: [randomUUID()] };
  const asked = await t.as(t.person()).building.submitVerification({ unitId: (await newUnit('2')).id, ...asking });
  await managing.rejectVerification({ requestId: asked.id, reason: 'no' });
  for (const { userId } of [admin, manager]) {
    await t.deliver(userDeleted, { userId });
    const { traces } = await t.db('building').one({ traces: col.int })`
      select (select count(*) from buildings b where b::text like '%' || ${userId} || '%')::int
           + (select count(*) from unit_memberships m where m::text like '%' || ${userId} || '%')::int
           + (select count(*) from residents r where r::text like '%' || ${userId} || '%')::int
           + (select count(*) from invitation_codes i where i::text like '%' || ${userId} || '%')::int
           + (select count(*) from verification_requests v where v::text like '%' || ${userId} || '%')::int
           + (select count(*) from property_registrations p where p::text like '%' || ${userId} || '%')::int
           + (select count(*) from move_outs o where o::text like '%' || ${userId} || '%')::int as traces`;
    expect(traces).toBe(0);
  }
});
