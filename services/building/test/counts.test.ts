import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Houses, newHouse, openHouses } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

test('a building without anything has nothing to count', async () => {
  const { buildingId, managing } = await newHouse(t);
  expect(await managing.countBuilding({ buildingId })).toEqual({
    units: 0,
    occupiedUnits: 0,
    residents: 0,
    pendingVerifications: 0,
    oldestVerificationAt: null,
    openInvitations: 0,
  });
});

test('homes count once lived in, people once whatever they have, and only what waits is counted as waiting', async () => {
  const { buildingId, managing, newUnit, letIn } = await newHouse(t);
  const [first, second, let1, gone] = await Promise.all(['1', '2', '3', '4'].map(label => newUnit(label)));
  const { who } = await letIn(first!.id, 'owner');
  await letIn(second!.id, 'owner', { who });
  await letIn(first!.id, 'household');
  await letIn(let1!.id, 'owner', { livesHere: false });
  const left = await letIn(let1!.id, 'tenant');
  await managing.moveOut({ membershipId: left.membership.id });
  await managing.archiveUnit({ unitId: gone!.id });

  const asks = () =>
    t.as(t.person()).building.submitVerification({
      unitId: let1!.id,
      relation: 'tenant',
      documentKind: 'lease',
      fileIds: [randomUUID()],
    });
  const [waiting, , taken] = [await asks(), await asks(), await asks()];
  await managing.rejectVerification({ requestId: taken.id, reason: 'unreadable' });

  await managing.createInvitation({ unitId: let1!.id, relation: 'tenant', maxUses: 2 });
  const { id } = await managing.createInvitation({ unitId: let1!.id, relation: 'tenant' });
  await managing.revokeInvitation({ invitationId: id });
  const counts = {
    units: 3,
    occupiedUnits: 2,
    residents: 2,
    pendingVerifications: 2,
    oldestVerificationAt: waiting.createdAt,
    openInvitations: 1,
  };
  expect(await managing.countBuilding({ buildingId })).toEqual(counts);
  t.clock.advance('15d');
  expect(await managing.countBuilding({ buildingId })).toEqual({ ...counts, openInvitations: 0 });
});

test('the management of the building sees the counts, nobody else does', async () => {
  const { buildingId } = await newHouse(t);
  const other = randomUUID();
  const as = (...roles: Parameters<typeof t.person>) => t.as(t.person(...roles)).building.countBuilding({ buildingId });
  await expect(as(`support@building:${buildingId}`)).resolves.toMatchObject({ units: 0 });
  for (const role of [
    `resident@building:${buildingId}`,
    `manager@building:${other}`,
    `support@building:${other}`,
  ] as const)
    await expect(as(role)).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(as(`provider@building:${buildingId}`)).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(t.anonymous().building.countBuilding({ buildingId })).rejects.toMatchObject({ code: 'unauthenticated' });
  const admin = t.as(t.person('admin@platform')).building;
  await expect(admin.countBuilding({ buildingId: other })).rejects.toMatchObject({ code: 'not_found' });
});
