// Waiting for what is taken, and offers that run out.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookingOffered } from '../events.ts';
import { calm } from './books.ts';
import { type House, house, reasonOf } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

const mine = (person: House['ada']) => h.t.as(person).booking;
const wish = (resourceId: string, from = '10:00', to = '11:00') => ({
  resourceId,
  start: `2026-03-05T${from}`,
  end: `2026-03-05T${to}`,
});
const entryOf = async (person: House['ada']) => (await mine(person).listMyWaitlist({})).items[0]!;

test('what becomes free is offered to who waits longest, and to nobody else meanwhile', async () => {
  const room = await h.room();
  const booked = await mine(h.ada).reserve(wish(room.id));
  const ben = await mine(h.ben).joinWaitlist(wish(room.id));
  await mine(h.cleo).joinWaitlist(wish(room.id));
  expect(await reasonOf(mine(h.ben).joinWaitlist(wish(room.id)))).toBe('waiting_already');
  await mine(h.ada).cancelBooking({ bookingId: booked.id });
  await h.t.settle();
  const offered = await entryOf(h.ben);
  expect(offered).toMatchObject({ id: ben.id, state: 'offered', bookingId: expect.any(String) });
  expect(await entryOf(h.cleo)).toMatchObject({ state: 'waiting', bookingId: null });
  expect(h.t.published(bookingOffered).at(-1)?.data).toMatchObject({
    userId: h.ben.userId,
    bookingId: offered.bookingId,
  });
  expect(await reasonOf(mine(h.ada).reserve(wish(room.id)))).toBe('slot_taken');
  expect(await reasonOf(mine(h.cleo).acceptOffer({ bookingId: offered.bookingId! }))).toBe('not_found');
  expect(await mine(h.ben).acceptOffer({ bookingId: offered.bookingId! })).toMatchObject({ state: 'confirmed' });
  expect(await reasonOf(mine(h.ben).acceptOffer({ bookingId: offered.bookingId! }))).toBe('not_offered');
  expect((await entryOf(h.ben)).state).toBe('taken');
});

test('an offer nobody takes goes to the next, and one that is given back too', async () => {
  const room = await h.room();
  const booked = await mine(h.ada).reserve(wish(room.id));
  const people = [h.resident(), h.resident(), h.resident()] as const;
  for (const person of people) await mine(person).joinWaitlist(wish(room.id));
  await mine(h.ada).cancelBooking({ bookingId: booked.id });
  await h.t.settle();
  h.t.clock.advance('31m');
  const { bookingId } = await entryOf(people[0]);
  expect(await reasonOf(mine(people[0]).acceptOffer({ bookingId: bookingId! }))).toBe('not_offered');
  await h.t.settle();
  const second = await entryOf(people[1]);
  expect([(await entryOf(people[0])).state, second.state]).toEqual(['passed', 'offered']);
  expect(await reasonOf(mine(people[2]).leaveWaitlist({ waitlistId: second.id }))).toBe('not_found');
  await mine(people[1]).leaveWaitlist({ waitlistId: second.id });
  await h.t.settle();
  expect([(await entryOf(people[1])).state, (await entryOf(people[2])).state]).toEqual(['left', 'offered']);
  expect(await reasonOf(mine(people[1]).leaveWaitlist({ waitlistId: second.id }))).toBe('not_waiting');
});

test('an offer that costs something is held for three minutes once it is taken', async () => {
  const hall = await h.room({ fee: '1000' });
  const held = await mine(h.ada).reserve(wish(hall.id));
  await mine(h.ben).joinWaitlist(wish(hall.id));
  await calm(h, 4);
  expect(await mine(h.ada).getBooking({ bookingId: held.id })).toMatchObject({ state: 'expired' });
  const { bookingId } = await entryOf(h.ben);
  expect(await mine(h.ben).acceptOffer({ bookingId: bookingId! })).toMatchObject({ state: 'held' });
  expect(await h.pay(h.ben, bookingId!)).toMatchObject({ state: 'confirmed' });
});

test('a place among several is offered as well; what is free is booked rather than waited for', async () => {
  const gym = await h.room({ kind: 'gym', capacity: 2 });
  const first = await mine(h.ada).reserve(wish(gym.id));
  expect(await reasonOf(mine(h.cleo).joinWaitlist(wish(gym.id)))).toBe('slot_free');
  await mine(h.ben).reserve(wish(gym.id));
  await mine(h.cleo).joinWaitlist(wish(gym.id));
  await mine(h.ada).cancelBooking({ bookingId: first.id });
  await h.t.settle();
  expect(await entryOf(h.cleo)).toMatchObject({ state: 'offered' });
});

test('the wait is over when the time has come, or the rules do not allow it any more', async () => {
  const room = await h.room();
  const booked = await mine(h.ada).reserve(wish(room.id));
  await mine(h.ben).joinWaitlist(wish(room.id));
  await h.managed.updateResource({ resourceId: room.id, terms: 'New terms.' });
  await mine(h.ada).cancelBooking({ bookingId: booked.id });
  await h.t.settle();
  expect((await entryOf(h.ben)).state).toBe('over');
  const other = await h.room();
  await mine(h.ada).reserve(wish(other.id));
  await mine(h.cleo).joinWaitlist(wish(other.id));
  h.t.clock.set('2026-03-05T10:01:00.000Z');
  await h.t.advance('10m');
  expect((await entryOf(h.cleo)).state).toBe('over');
  const { items, nextCursor } = await mine(h.cleo).listMyWaitlist({ limit: 1 });
  expect((await mine(h.cleo).listMyWaitlist({ limit: 5, cursor: nextCursor! })).items).not.toContainEqual(items[0]);
});
