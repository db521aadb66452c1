import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { makeCode, readCode, showCode } from '../domain/invitation-code.ts';
import { residentVerified, unitAssignedToUser } from '../events.ts';
import { type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

test('who has a code joins the home as what it says, and the others are told', async () => {
  const { managing, newUnit, buildingId, entrance } = await newHouse(t);
  const unit = await newUnit('1');
  const { code } = await managing.createInvitation({ unitId: unit.id, relation: 'owner' });
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const { sealed } = await t.db('building').one({ sealed: col.bytes })`
    select code_sealed as sealed from invitation_codes where unit_id = ${unit.id}`;
  expect(sealed.toString('latin1')).not.toContain(code.replaceAll('-', ''));
  const somebody = t.person();
  const joined = await t.as(somebody).building.joinHome({ code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` });
  expect(joined).toMatchObject({ unitId: unit.id, relation: 'owner', livesHere: true, state: 'active', version: 1 });
  expect((await t.as(somebody).building.getHomes({})).items).toMatchObject([
    { id: joined.id, building: { id: buildingId }, unit: { id: unit.id, label: '1', entrance: 'A', level: 0 } },
  ]);
  expect(await t.as(somebody).building.getUnit({ unitId: unit.id })).toMatchObject({ id: unit.id });
  await t.settle();
  const { userId } = somebody;
  expect(t.published(unitAssignedToUser).at(-1)!.data).toEqual({
    unitId: unit.id,
    buildingId,
    entranceId: entrance.id,
    userId,
    relation: 'owner',
  });
  expect(t.published(residentVerified).at(-1)!.data).toEqual({ userId, buildingId, unitId: unit.id });
});

test('of many who race for the last use of a code exactly one joins', async () => {
  const { managing, newUnit } = await newHouse(t);
  const unit = await newUnit('1');
  const { code } = await managing.createInvitation({ unitId: unit.id, relation: 'household', maxUses: 3 });
  const all = await outcomes(Array.from({ length: 20 }, () => t.as(t.person()).building.joinHome({ code })));
  expect(all.filter(outcome => outcome === 'ok')).toHaveLength(3);
  expect(all.filter(outcome => outcome === 'not_found')).toHaveLength(17);
  const { items } = await managing.listInvitations({ unitId: unit.id });
  expect(items).toMatchObject([{ code, uses: 3, state: 'used_up' }]);
});

test('somebody who joins twice at once belongs there once, and the code is used once', async () => {
  const { managing, newUnit } = await newHouse(t);
  const unit = await newUnit('1');
  const { code } = await managing.createInvitation({ unitId: unit.id, relation: 'owner', maxUses: 5 });
  const person = t.person();
  const twice = await outcomes([1, 2, 3].map(() => t.as(person).building.joinHome({ code })));
  expect(twice.sort()).toEqual(['already_exists', 'already_exists', 'ok']);
  expect((await managing.listInvitations({ unitId: unit.id })).items).toMatchObject([{ uses: 1, state: 'open' }]);
});

test('the same request repeated under one key joins once with one reply', async () => {
  const { managing, newUnit } = await newHouse(t);
  const { code } = await managing.createInvitation({ unitId: (await newUnit('1')).id, relation: 'owner', maxUses: 9 });
  const person = t.person();
  const replies = await Promise.all(
    [1, 2, 3, 4].map(() => t.as(person, { idempotencyKey: 'join-1' }).building.joinHome({ code })),
  );
  expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
});

test('a code that is unknown, expired or revoked opens nothing', async () => {
  const { managing, newUnit } = await newHouse(t);
  const unit = await newUnit('1');
  const revoked = await managing.createInvitation({ unitId: unit.id, relation: 'owner' });
  await managing.revokeInvitation({ invitationId: revoked.id });
  await managing.revokeInvitation({ invitationId: revoked.id });
  const expiring = await managing.createInvitation({ unitId: unit.id, relation: 'owner', validDays: 1 });
  await t.advance('1 day');
  const codes = [revoked.code, expiring.code, 'AAAA-BBBB-CCCC', 'not a code at all'];
  const tries = codes.map(code => t.as(t.person()).building.joinHome({ code }));
  expect(new Set(await outcomes(tries))).toEqual(new Set(['not_found']));
  const { items } = await managing.listInvitations({ unitId: unit.id });
  expect(items.map(({ state }) => state)).toEqual(['expired', 'revoked']);
});

test('an owner invites tenants and household but no owner, sees their own codes, and loses them by moving out', async () => {
  const { managing, newUnit, letIn } = await newHouse(t);
  const unit = await newUnit('1');
  await managing.createInvitation({ unitId: unit.id, relation: 'tenant' });
  const owner = await letIn(unit.id, 'owner', { livesHere: false });
  const invited = await owner.at.createInvitation({ unitId: unit.id, relation: 'tenant' });
  await expect(owner.at.createInvitation({ unitId: unit.id, relation: 'owner' })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  expect((await owner.at.listInvitations({ unitId: unit.id })).items.map(({ id }) => id)).toEqual([invited.id]);
  const first = await managing.listInvitations({ unitId: unit.id, limit: 1 });
  const second = await managing.listInvitations({ unitId: unit.id, limit: 5, cursor: first.nextCursor! });
  expect([...first.items, ...second.items]).toHaveLength(3);

  const tenant = await letIn(unit.id, 'tenant');
  const foreign = (await newHouse(t)).managing;
  const refused = [
    tenant.at.createInvitation({ unitId: unit.id, relation: 'household' }),
    tenant.at.listInvitations({ unitId: unit.id }),
    tenant.at.revokeInvitation({ invitationId: invited.id }),
    foreign.createInvitation({ unitId: unit.id, relation: 'household' }),
  ];
  expect(new Set(await outcomes(refused))).toEqual(new Set(['not_found']));

  await owner.at.moveOut({ membershipId: owner.membership.id });
  const late = t.as(t.person()).building.joinHome({ code: invited.code });
  await expect(late).rejects.toMatchObject({ code: 'not_found' });
  await expect(owner.at.createInvitation({ unitId: unit.id, relation: 'tenant' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('an owner who is moving out right now is waited for and then invites nobody', async () => {
  const { newUnit, letIn } = await newHouse(t);
  const unit = await newUnit('1');
  const { at, membership } = await letIn(unit.id, 'owner');
  const db = t.db('building');
  const ended = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const movingOut = db.transaction(async tx => {
    await tx.run`
      update unit_memberships set state = 'ended', ended_at = ${t.clock.now()} where id = ${membership.id}`;
    ended.resolve();
    await goOn.promise;
  });
  await ended.promise;
  const inviting = outcomes([at.createInvitation({ unitId: unit.id, relation: 'tenant' })]);
  const waits = async () =>
    (
      await db.one({ waits: col.bool })`
      select exists (select from pg_stat_activity
                     where datname = current_database() and wait_event_type = 'Lock') as waits`
    ).waits;
  let answered = false;
  void inviting.then(() => (answered = true));
  while (!answered && !(await waits())) await new Promise(resolve => setTimeout(resolve, 5));
  goOn.resolve();
  await movingOut;
  expect(await inviting).toEqual(['not_found']);
});

test('nobody lives in a parking space, and nobody is of its household', async () => {
  const { managing, newUnit, letIn } = await newHouse(t);
  const space = await newUnit('P1', 'parking');
  const invite = managing.createInvitation({ unitId: space.id, relation: 'household' });
  await expect(invite).rejects.toMatchObject({ extras: { reason: 'not_livable' } });
  const { membership } = await letIn(space.id, 'owner', { livesHere: true });
  expect(membership.livesHere).toBe(false);
});

test('people may mistype the letters that look like digits', () => {
  const code = makeCode(() => 0);
  expect(showCode(code)).toBe('0000-0000-0000');
  expect(readCode('oOo0 0o0o-0O0O')).toBe(code);
  expect(readCode('1Il1-1111-1111')).toBe('111111111111');
  expect(readCode('UUUU-1111-1111')).toBeNull();
});
