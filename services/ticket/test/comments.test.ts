import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketCommented } from '../events.ts';
import { openWorld, report, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const open = async () => (await w.t.as(w.place.resident).ticket.openTicket(report(w.place))).id;
const textsFor = async (user = w.place.resident, ticketId: string) =>
  (await w.t.as(user).ticket.getTicket({ ticketId })).timeline.items.flatMap(({ text }) => text ?? []);

test('internal comments and their files are for staff alone', async () => {
  const { t, place } = w;
  const ticketId = await open();
  const [shown, hidden] = [randomUUID(), randomUUID()];
  const staff = t.as(place.support).ticket;
  await staff.addObserver({ ticketId, userId: place.manager.userId });
  await staff.addComment({ ticketId, text: 'We come on Tuesday.', fileIds: [shown] });
  await staff.addComment({ ticketId, text: 'The third time this year.', internal: true, fileIds: [hidden] });
  expect(await textsFor(place.manager, ticketId)).toEqual(['The third time this year.', 'We come on Tuesday.']);
  expect(await textsFor(place.resident, ticketId)).toEqual(['We come on Tuesday.']);
  const files = async (user = place.resident) =>
    (await t.as(user).ticket.listAttachments({ ticketId })).items.map(({ fileId, url }) => [fileId, url]);
  expect(await files()).toEqual([[shown, `http://media.test/${shown}`]]);
  expect((await files(place.support)).length).toBe(2);
  expect((await t.as(place.resident).ticket.getTicket({ ticketId })).fileIds).toEqual([shown]);
  await t.settle();
  const [open1, internal] = t.published(ticketCommented).slice(-2);
  expect(open1?.data).toMatchObject({ internal: false, watchers: [place.resident.userId, place.manager.userId] });
  expect(internal?.data).toMatchObject({ internal: true, watchers: [place.manager.userId] });
  const own = t.as(place.resident).ticket.addComment({ ticketId, text: 'Secret', internal: true });
  await expect(own).rejects.toMatchObject({ code: 'permission_denied' });
});

test('what the household writes while it is asked is its answer', async () => {
  const { t, place } = w;
  const ticketId = await open();
  await t.as(place.support).ticket.askResident({ ticketId, question: 'When are you in?' });
  const twice = t.as(place.support).ticket.askResident({ ticketId, question: 'Well?' });
  await expect(twice).rejects.toMatchObject({ extras: { reason: 'wrong_status' } });
  const answer = await t.as(place.resident).ticket.addComment({ ticketId, text: 'On Friday.' });
  expect(answer.kind).toBe('answer');
  expect(await t.as(place.resident).ticket.getTicket({ ticketId })).toMatchObject({
    status: 'open',
    version: answer.version,
  });
});

test('of two answers at once one is the answer', async () => {
  const { t, place } = w;
  const ticketId = await open();
  await t.as(place.support).ticket.askResident({ ticketId, question: 'When are you in?' });
  const answers = await Promise.allSettled(
    ['Friday', 'Saturday'].map(answer => t.as(place.resident).ticket.answerQuestion({ ticketId, answer })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('nobody is asked about what nobody reported', async () => {
  const { t, place } = w;
  const common = report(place, { unitId: undefined, place: { text: 'Roof' } });
  const { id: ticketId } = await t.asService('iot').ticket.openTicket(common);
  const asked = t.as(place.support).ticket.askResident({ ticketId, question: 'Why?' });
  await expect(asked).rejects.toMatchObject({ extras: { reason: 'nobody_to_ask' } });
});

test('a closed ticket is reopened by the household rather than talked about', async () => {
  const { t, place } = w;
  const ticketId = await open();
  await t.as(place.support).ticket.closeTicket({ ticketId });
  const late = t.as(place.resident).ticket.addComment({ ticketId, text: 'Hello?' });
  await expect(late).rejects.toMatchObject({ code: 'failed_precondition' });
  await t.as(place.support).ticket.addComment({ ticketId, text: 'For the file.', internal: true });
});

test('files are attached once, and no more than a ticket can hold', async () => {
  const { t, place, peers } = w;
  const ticketId = await open();
  const api = t.as(place.resident).ticket;
  const fileIds = [randomUUID(), randomUUID()];
  const attach = () => t.as(place.resident, { idempotencyKey: 'files' }).ticket.addAttachments({ ticketId, fileIds });
  const [first, again] = [await attach(), await attach()];
  expect([first.version, again]).toEqual([2, first]);
  const ten = () => Array.from({ length: 10 }, () => randomUUID());
  for (let round = 0; round < 4; round++) await api.addAttachments({ ticketId, fileIds: ten() });
  const released = peers.released.length;
  await expect(api.addAttachments({ ticketId, fileIds: ten() })).rejects.toMatchObject({
    extras: { reason: 'too_many_files' },
  });
  expect(peers.released.length).toBe(released + 1);
  peers.mediaDown = true;
  const { items } = await api.listAttachments({ ticketId });
  peers.mediaDown = false;
  expect([items.length, items[0]?.url]).toEqual([42, null]);
  expect((await api.listAttachments({ ticketId: await open() })).items).toEqual([]);
});

test('the timeline comes in pages without gaps or repetitions', async () => {
  const { t, place } = w;
  const ticketId = await open();
  for (let count = 0; count < 6; count++)
    await t.as(place.support).ticket.addComment({ ticketId, text: `Comment ${count}` });
  const seen: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const page = await t.as(place.resident).ticket.listTimeline({ ticketId, limit: 3, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ text }) => text));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual([...[5, 4, 3, 2, 1, 0].map(count => `Comment ${count}`), null]);
});
