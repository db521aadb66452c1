import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { openWorld, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const as = (user: User) => w.t.as(user).community;
const inHours = (hours: number) => new Date(Date.parse(w.t.clock.now()) + hours * 3_600_000).toISOString();
async function ask(more = {}, post = {}) {
  const poll = { options: ['Bench', 'Rack', 'Tree'], closesAt: inHours(2), ...more };
  const asked = await as(w.ada).createPost({ buildingId: w.buildingId, text: 'Which?', poll, ...post });
  const [bench, rack, tree] = asked.poll!.options.map(({ id }) => id) as [string, string, string];
  return { postId: asked.id, bench, rack, tree };
}
const votes = async (postId: string, user = w.ada) =>
  (await as(user).getPost({ postId })).poll!.options.map(option => option.votes);

test('one vote a person, changed until the end, and seen by all', async () => {
  const { postId, bench, rack } = await ask();
  const voted = await as(w.ada).vote({ postId, optionIds: [bench] });
  expect(voted.poll).toMatchObject({ voters: 1, voted: true, myOptionIds: [bench], closed: false });
  await as(w.ben).vote({ postId, optionIds: [bench] });
  await as(w.ada).vote({ postId, optionIds: [rack] });
  expect(await votes(postId)).toEqual([1, 1, 0]);
  const first = await as(w.manager).listVotes({ postId, limit: 1 });
  const second = await as(w.manager).listVotes({ postId, limit: 1, cursor: first.nextCursor! });
  expect([...first.items, ...second.items]).toMatchObject([
    { userId: w.ben.userId, unitId: null, optionIds: [bench] },
    { userId: w.ada.userId, optionIds: [rack] },
  ]);
  await w.t.advance('2h');
  const late = as(w.ben).vote({ postId, optionIds: [rack] });
  await expect(late).rejects.toMatchObject({ extras: { reason: 'poll_closed' } });
  expect((await as(w.ben).getPost({ postId })).poll).toMatchObject({ closed: true });
});

test('fifty answers of one person at once are one vote', async () => {
  const { postId, bench, rack } = await ask();
  const options = [bench, rack];
  await Promise.all(Array.from({ length: 50 }, (_, n) => as(w.ben).vote({ postId, optionIds: [options[n % 2]!] })));
  const counted = (await votes(postId)) as number[];
  expect(counted.reduce((sum, count) => sum + count)).toBe(1);
});

test('several answers where the poll takes them', async () => {
  const { postId, bench, tree } = await ask({ multiple: true });
  await as(w.ada).vote({ postId, optionIds: [bench, tree] });
  await as(w.ada).vote({ postId, optionIds: [tree] });
  expect(await votes(postId)).toEqual([0, 0, 1]);
  const single = await ask();
  const two = as(w.ada).vote({ postId: single.postId, optionIds: [single.bench, single.rack] });
  await expect(two).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('an answer to an anonymous poll is final, kept nowhere, and counted at the end', async () => {
  const { postId, bench } = await ask({ anonymous: true });
  const voted = await as(w.ben).vote({ postId, optionIds: [bench] });
  expect(voted.poll).toMatchObject({ voters: 1, voted: true, myOptionIds: [] });
  expect(await votes(postId)).toEqual([null, null, null]);
  const again = as(w.ben).vote({ postId, optionIds: [bench] });
  await expect(again).rejects.toMatchObject({ code: 'already_exists', extras: { reason: 'voted_already' } });
  const who = as(w.manager).listVotes({ postId });
  await expect(who).rejects.toMatchObject({ extras: { reason: 'anonymous' } });
  const kept = await w.t.db('community').run`
    select from poll_votes where post_id = ${postId} and user_id is null and option_ids is null and cast_at is null`;
  expect(kept).toBe(1);
  await w.t.advance('2h');
  expect(await votes(postId)).toEqual([1, 0, 0]);
});

test('one vote a home: the last word of the household counts, and who has several says for which', async () => {
  const { postId, bench, rack } = await ask({ per: 'home' });
  const partner = await w.movesIn(w.homeOf(w.ada));
  await as(w.ada).vote({ postId, optionIds: [bench] });
  const seen = await as(partner).getPost({ postId });
  expect(seen.poll).toMatchObject({ voted: true, myOptionIds: [bench] });
  await as(partner).vote({ postId, optionIds: [rack] });
  expect(await votes(postId)).toEqual([0, 1, 0]);
  const second = w.newHome();
  await w.movesIn(second, { user: w.ben });
  const which = as(w.ben).vote({ postId, optionIds: [bench] });
  await expect(which).rejects.toMatchObject({ extras: { reason: 'several_homes' } });
  await as(w.ben).vote({ postId, optionIds: [bench], unitId: second.unitId });
  expect((await as(w.ada).listVotes({ postId })).items).toContainEqual(
    expect.objectContaining({ userId: w.ben.userId, unitId: second.unitId }),
  );
  const foreign = as(w.ada).vote({ postId, optionIds: [bench], unitId: second.unitId });
  await expect(foreign).rejects.toMatchObject({ code: 'permission_denied' });
});

test('only verified residents whom it is for vote, while it stands in the feed', async () => {
  const { postId, bench } = await ask({}, { audience: { entranceIds: [w.entranceB] } });
  for (const user of [w.manager, w.ada])
    await expect(as(user).vote({ postId, optionIds: [bench] })).rejects.toMatchObject({ code: 'permission_denied' });
  const everybody = await ask();
  const guest = await w.movesIn(w.newHome(), { verified: false });
  const unproven = as(guest).vote({ postId: everybody.postId, optionIds: [everybody.bench] });
  await expect(unproven).rejects.toMatchObject({ extras: { reason: 'not_verified' } });
  const planned = await ask({ closesAt: inHours(9) }, { publishAt: inHours(3) });
  const early = as(w.ada).vote({ postId: planned.postId, optionIds: [planned.bench] });
  await expect(early).rejects.toMatchObject({ extras: { reason: 'not_shown' } });
});

test('its author and staff end a poll before its time', async () => {
  const { postId, bench } = await ask({ anonymous: true });
  await as(w.ben)
    .vote({ postId, optionIds: [bench] })
    .catch(() => undefined);
  await expect(as(w.ben).closePoll({ postId })).rejects.toMatchObject({ code: 'permission_denied' });
  expect((await as(w.support).closePoll({ postId })).poll).toMatchObject({ closed: true });
  await expect(as(w.ada).closePoll({ postId })).rejects.toMatchObject({ extras: { reason: 'poll_closed' } });
  const plain = await as(w.ada).createPost({ buildingId: w.buildingId, text: 'No poll' });
  await expect(as(w.ada).closePoll({ postId: plain.id })).rejects.toMatchObject({ extras: { reason: 'no_poll' } });
  await expect(as(w.ada).listVotes({ postId: plain.id })).rejects.toMatchObject({ extras: { reason: 'no_poll' } });
});
