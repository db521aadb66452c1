import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveOutHandled as bookingMoveOutHandled } from '#services/booking/events';
import { chatMoveOutHandled } from '#services/chat/events';
import { communityMoveOutHandled } from '#services/community/events';
import { moveOutHandled } from '#services/iam/events';
import { marketplaceMoveOutHandled } from '#services/marketplace/events';
import { ticketMoveOutHandled } from '#services/ticket/events';
import { residentUnverified, unitVacated } from '../events.ts';
import { type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

test('a move-out is told to the other services and complete once each has reported', async () => {
  const { managing, manager, buildingId, newUnit, letIn } = await newHouse(t);
  const unit = await newUnit('1');
  const { who, at, membership } = await letIn(unit.id, 'owner');
  await at.createInvitation({ unitId: unit.id, relation: 'household' });
  const left = await at.moveOut({ membershipId: membership.id });
  expect(left).toMatchObject({ reason: 'moved_out', by: who.userId, leftBuilding: true, complete: false });
  await t.settle();
  const about = { unitId: unit.id, buildingId, userId: who.userId, leftBuilding: true };
  expect(t.published(unitVacated).at(-1)!.data).toEqual({ ...about, moveOutId: left.id });
  expect(t.published(residentUnverified).at(-1)!.data).toEqual(about);
  expect(left.reports).toMatchObject([
    { service: 'booking', handledAt: null, ended: null },
    { service: 'building', ended: { memberships: 1, invitations: 1 } },
    { service: 'chat', handledAt: null, ended: null },
    { service: 'community', handledAt: null, ended: null },
    { service: 'iam', handledAt: null, ended: null },
    { service: 'marketplace', handledAt: null, ended: null },
    { service: 'ticket', handledAt: null, ended: null },
  ]);
  expect((await managing.listMoveOuts({ buildingId, complete: false })).items).toMatchObject([{ id: left.id }]);

  await t.deliver(communityMoveOutHandled, { moveOutId: left.id, ended: { homes: 1, scheduledPosts: 1 } });
  expect(await t.as(manager).building.getMoveOut({ moveOutId: left.id })).toMatchObject({ complete: false });
  await t.deliver(chatMoveOutHandled, { moveOutId: left.id, ended: { channels: 2 } });
  await t.deliver(moveOutHandled, { moveOutId: left.id, ended: { roles: 1, sessions: 2 } });
  expect((await managing.listMoveOuts({ buildingId, complete: false })).items).toMatchObject([{ id: left.id }]);
  await t.deliver(bookingMoveOutHandled, { moveOutId: left.id, ended: { bookings: 3, waiting: 0 } });
  await t.deliver(ticketMoveOutHandled, { moveOutId: left.id, ended: { homes: 1 } });
  await t.deliver(marketplaceMoveOutHandled, { moveOutId: left.id, ended: { requests: 1, jobs: 2 } });
  const read = await t.as(manager).building.getMoveOut({ moveOutId: left.id });
  expect(read).toMatchObject({ complete: true, expected: 7, reported: 7 });
  expect(read.reports).toMatchObject([
    { service: 'booking', ended: { bookings: 3, waiting: 0 } },
    { service: 'building' },
    { service: 'chat', ended: { channels: 2 } },
    { service: 'community', ended: { homes: 1, scheduledPosts: 1 } },
    { service: 'iam', ended: { roles: 1, sessions: 2 } },
    { service: 'marketplace', ended: { requests: 1, jobs: 2 } },
    { service: 'ticket', ended: { homes: 1 } },
  ]);
  expect(await at.getMoveOut({ moveOutId: left.id })).toEqual(read);
  expect((await managing.listMoveOuts({ buildingId, complete: true })).items).toEqual([read]);
  expect((await managing.listMoveOuts({ buildingId, complete: false })).items).toEqual([]);
  expect((await at.getHomes({})).items).toEqual([]);
});

test('a report that comes twice counts once, and one of an unknown move-out changes nothing', async () => {
  const { managing, newUnit, letIn } = await newHouse(t);
  const { membership } = await letIn((await newUnit('1')).id, 'tenant');
  const { id: moveOutId, by } = await managing.moveOut({ membershipId: membership.id });
  expect(by).not.toBeNull();
  await t.deliver(moveOutHandled, { moveOutId, ended: { roles: 1 } });
  await t.deliver(bookingMoveOutHandled, { moveOutId, ended: { bookings: 1 } });
  const first = await managing.getMoveOut({ moveOutId });
  await t.redeliver();
  await t.deliver(moveOutHandled, { moveOutId, ended: { roles: 0 } });
  await t.deliver(bookingMoveOutHandled, { moveOutId, ended: { bookings: 0 } });
  await t.deliver(moveOutHandled, { moveOutId: randomUUID(), ended: {} });
  expect(await managing.getMoveOut({ moveOutId })).toEqual(first);
});

test('who has another home in the building has not left it; of two parallel move-outs exactly one leaves', async () => {
  const { buildingId, managing, newUnit, letIn } = await newHouse(t);
  for (let round = 0; round < 5; round++) {
    const person = t.person(`resident@building:${buildingId}`);
    const units = await Promise.all([1, 2, 3].map(number => newUnit(`${round}-${number}`)));
    const homes = [];
    for (const { id } of units) homes.push((await letIn(id, 'owner', { who: person })).membership.id);
    const first = await managing.moveOut({ membershipId: homes[0]! });
    expect(first.leftBuilding).toBe(false);
    const last = await Promise.all(homes.slice(1).map(membershipId => managing.moveOut({ membershipId })));
    expect(last.map(({ leftBuilding }) => leftBuilding).sort()).toEqual([false, true]);
  }
});

test('who moves from one home to another at the same moment ends as a resident for everybody', async () => {
  const { buildingId, managing, newUnit, letIn } = await newHouse(t);
  for (let round = 0; round < 5; round++) {
    const [from, to] = await Promise.all([newUnit(`${round}-from`), newUnit(`${round}-to`)]);
    const { who, membership } = await letIn(from.id, 'tenant');
    const { code } = await managing.createInvitation({ unitId: to.id, relation: 'tenant' });
    await Promise.all([
      t.as(who).building.moveOut({ membershipId: membership.id }),
      t.as(who).building.joinHome({ code }),
    ]);
    await t.settle();
    // What the other services know of the person after the last event in their order.
    const known = t
      .published()
      .filter(({ subject }) => subject === who.userId)
      .sort((a, b) => a.sequence - b.sequence);
    const last = known.at(-1)!;
    expect(last.type === 'resident.verified' || last.data.leftBuilding === false).toBe(true);
    expect((await managing.listPeople({ buildingId, limit: 100 })).items.map(({ userId }) => userId)).toContain(
      who.userId,
    );
  }
});

test('a home is vacated once, however many ask', async () => {
  const { managing, newUnit, letIn } = await newHouse(t);
  const { at, membership } = await letIn((await newUnit('1')).id, 'tenant');
  const membershipId = membership.id;
  const all = await outcomes([...Array(4)].map((_, index) => (index % 2 ? at : managing).moveOut({ membershipId })));
  expect(all.sort()).toEqual(['failed_precondition', 'failed_precondition', 'failed_precondition', 'ok']);
});

test('an owner lets go of the household but not of a tenant; neighbours of nobody', async () => {
  const { buildingId, managing, newUnit, letIn } = await newHouse(t);
  const unit = await newUnit('1');
  const owner = await letIn(unit.id, 'owner');
  const child = await letIn(unit.id, 'household');
  const tenant = await letIn(unit.id, 'tenant');
  const neighbour = await letIn((await newUnit('2')).id, 'owner');
  const foreign = (await newHouse(t)).managing;
  const refused = [
    neighbour.at.moveOut({ membershipId: child.membership.id }),
    child.at.moveOut({ membershipId: owner.membership.id }),
    owner.at.moveOut({ membershipId: tenant.membership.id }),
    foreign.moveOut({ membershipId: owner.membership.id }),
    foreign.cancelMoveIn({ membershipId: owner.membership.id }),
  ];
  expect(await outcomes(refused)).toEqual(Array(5).fill('not_found'));
  const { id: moveOutId } = await owner.at.moveOut({ membershipId: child.membership.id });
  expect(
    await outcomes([
      neighbour.at.getMoveOut({ moveOutId }),
      foreign.getMoveOut({ moveOutId }),
      managing.getMoveOut({ moveOutId: randomUUID() }),
      foreign.listMoveOuts({ buildingId }),
    ]),
  ).toEqual(['not_found', 'not_found', 'not_found', 'permission_denied']);
  expect(await managing.getMoveOut({ moveOutId })).toMatchObject({ reason: 'removed', by: owner.who.userId });
  const later = await managing.moveOut({ membershipId: tenant.membership.id });
  const page = await managing.listMoveOuts({ buildingId, limit: 1 });
  expect(page.items).toEqual([later]);
  const rest = await managing.listMoveOuts({ buildingId, cursor: page.nextCursor! });
  expect(rest.items.map(({ id }) => id)).toEqual([moveOutId]);
});
