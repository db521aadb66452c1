import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { event } from '../../event.ts';
import type { Ctx } from '../../service.ts';
import { sql } from '../../sql/tag.ts';
import notes, { noteLiked, type notesService } from '../../test/fixtures/notes/notes.ts';
import { agora, type Harness } from '../../testing/harness.ts';
import { outboxLag, readOutbox } from '../outbox.ts';

let t: Harness<[typeof notes]>;
let ctx: Ctx<(typeof notesService)['definition']>;
beforeAll(async () => {
  t = await agora({ services: [notes] });
  ctx = t.ctx('notes') as never;
});
afterAll(() => t.close());
beforeEach(() => ctx.db.run`truncate outbox, event_subjects`);

const written = async () => (await readOutbox(ctx.db, 'notes', 10)).map(({ event }) => event);
const like = (noteId: string) => ctx.db.transaction(tx => ctx.publish(tx, noteLiked, { noteId }));

test('an event published in a transaction that is rolled back was never there', async () => {
  const noteId = randomUUID();
  const undone = ctx.db.transaction(async tx => {
    await ctx.publish(tx, noteLiked, { noteId });
    throw new Error('changed my mind');
  });
  await expect(undone).rejects.toThrow('changed my mind');
  expect(await outboxLag(ctx.db)).toEqual({ waiting: 0, oldest: null });
  await like(noteId);
  const [only] = await written();
  expect(only?.sequence).toBe(1);
});

test('what one transaction publishes is written at its end, each subject numbered in the order of publication', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  await like(b);
  await ctx.db.transaction(async tx => {
    for (const subject of [b, a, b, a, b]) await ctx.publish(tx, noteLiked, { noteId: subject });
    expect(await outboxLag(tx)).toMatchObject({ waiting: 1 });
  });
  await like(a);
  expect((await written()).map(({ subject, sequence }) => [subject, sequence])).toEqual([
    [b, 1],
    [b, 2],
    [a, 1],
    [b, 3],
    [a, 2],
    [b, 4],
    [a, 3],
  ]);
});

test('of a transaction only the part that was undone has not published', async () => {
  const [kept, undone, after] = [randomUUID(), randomUUID(), randomUUID()];
  await ctx.db.transaction(async tx => {
    await ctx.publish(tx, noteLiked, { noteId: kept });
    const part = tx.savepoint(async inner => {
      await ctx.publish(inner, noteLiked, { noteId: undone });
      throw new Error('not this part');
    });
    await expect(part).rejects.toThrow('not this part');
    await ctx.publish(tx, noteLiked, { noteId: after });
  });
  expect((await written()).map(({ subject }) => subject)).toEqual([kept, after]);
});

test('transactions that publish for the same subjects in opposite order do not deadlock', async () => {
  const subjects = Array.from({ length: 6 }, () => randomUUID());
  let runs = 0;
  const each = Array.from({ length: 40 }, (_, index) =>
    ctx.db.transaction(async tx => {
      runs++;
      for (const noteId of index % 2 ? subjects : subjects.toReversed()) await ctx.publish(tx, noteLiked, { noteId });
    }),
  );
  await Promise.all(each);
  expect(runs).toBe(40);
  expect(await outboxLag(ctx.db)).toMatchObject({ waiting: 240 });
});

test('a change of one statement writes its event with it, and none where it changes nothing', async () => {
  const noteId = randomUUID();
  await like(noteId);
  const change = async (changes: boolean) => {
    const liked = ctx.publishing(noteLiked, { noteId }, sql`select from changed`);
    await ctx.db.run`
      with changed as (select where ${changes}), ${liked.parts} select from event_written`;
    liked.told();
  };
  await change(true);
  await change(false);
  await change(true);
  expect((await written()).map(({ subject, sequence }) => [subject, sequence])).toEqual([
    [noteId, 1],
    [noteId, 2],
    [noteId, 3],
  ]);
});

test('an event the service does not declare, or data that is not the event’s, is refused', async () => {
  const foreign = event('door.opened', 1, 'noteId', noteLiked.data, 'Not ours');
  const publish = (some: unknown, data: unknown) =>
    ctx.db.transaction(tx => ctx.publish(tx, some as typeof noteLiked, data as { noteId: string }));
  await expect(publish(foreign, { noteId: randomUUID() })).rejects.toThrow(
    'notes does not declare that it publishes door.opened',
  );
  const parts = () => ctx.publishing(foreign as unknown as typeof noteLiked, { noteId: randomUUID() }, sql`select`);
  expect(parts).toThrow('notes does not declare that it publishes door.opened');
  await expect(publish(noteLiked, { noteId: randomUUID(), phone: '+4930123' })).rejects.toThrow('phone');
  expect(await outboxLag(ctx.db)).toMatchObject({ waiting: 0 });
});

test('an envelope carries what CloudEvents asks for', async () => {
  const noteId = randomUUID();
  await like(noteId);
  expect(await written()).toEqual([
    {
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'note.liked',
      source: '/agora/notes',
      subject: noteId,
      sequence: 1,
      time: t.clock.now(),
      dataschema: 'urn:agora:event:note.liked:1',
      data: { noteId },
    },
  ]);
});
