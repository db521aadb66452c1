import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agora, type Harness } from '../testing/harness.ts';
import notes from './fixtures/notes/notes.ts';

let t: Harness<[typeof notes]>;
let noteId: string;
const buildingId = randomUUID();
beforeAll(async () => {
  t = await agora({ services: [notes] });
  const { id } = await t.as(t.person(`resident@building:${buildingId}`)).notes.addNote({ buildingId, title: 'liked' });
  noteId = id;
});
afterAll(() => t.close());

test('a person who asks too often is told how long to wait, and may go on after that', async () => {
  const eager = t.as(t.person()).notes;
  for (let i = 0; i < 5; i++) await eager.likeNote({ noteId });
  const refused = await eager.likeNote({ noteId }).catch(error => error);
  expect(refused).toMatchObject({ code: 'rate_limited', extras: { retryAfterSeconds: 12 } });
  await t.as(t.person()).notes.likeNote({ noteId });
  t.clock.advance('12s');
  await eager.likeNote({ noteId });
});

test('of a burst no more get through than the bucket holds', async () => {
  const burst = t.as(t.person()).notes;
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => burst.likeNote({ noteId })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
});

test('services are not limited', async () => {
  const service = t.asService('ticket').notes;
  for (let i = 0; i < 12; i++) await service.likeNote({ noteId });
});

test('a request against the contract or without a sign-in costs nothing', async () => {
  const user = t.as(t.person()).notes;
  for (let i = 0; i < 6; i++)
    await expect(user.likeNote({ noteId: 'x' })).rejects.toMatchObject({ code: 'invalid_argument' });
  for (let i = 0; i < 5; i++) await user.likeNote({ noteId });
});
