import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Envelope, Transport } from '../../event.ts';
import type { Ctx } from '../../service.ts';
import { col } from '../../sql/columns.ts';
import notes, { noteAdded, noteLiked, type notesService } from '../../test/fixtures/notes/notes.ts';
import { agora, type Harness } from '../../testing/harness.ts';
import { localTransport } from '../local-transport.ts';
import { outboxLag, toPublished, writeOutbox } from '../outbox.ts';
import { relayOnce } from '../relay.ts';

let t: Harness<[typeof notes]>;
let ctx: Ctx<(typeof notesService)['definition']>;
beforeAll(async () => {
  t = await agora({ services: [notes] });
  ctx = t.ctx('notes') as never;
});
afterAll(() => t.close());
beforeEach(() => ctx.db.run`truncate outbox, event_subjects`);

const like = (noteId: string) => ctx.db.transaction(tx => ctx.publish(tx, noteLiked, { noteId }));

/** A transport that keeps what it is given, as long as `takes` says so. */
function recorder(takes: (event: Envelope) => boolean = () => true) {
  const sent: Envelope[] = [];
  const transport: Transport = {
    ...localTransport(),
    async send(events) {
      await sleep(1);
      const held = events.filter(takes);
      sent.push(...held);
      return new Set(held.map(({ id }) => id));
    },
  };
  const relay = () => relayOnce(ctx.db, 'notes', transport);
  return { sent, relay };
}

test('of 200 racing transactions each subject counts 1, 2, 3 … as they commit, and the relay keeps the order', async () => {
  const subjects = Array.from({ length: 5 }, () => randomUUID());
  // Who published holds the subject until the commit, so a count kept beside it says in which order they went.
  const order = new Map<unknown, number>();
  const { sent, relay } = recorder();
  let racing = true;
  const relaying = (async () => {
    while ((await relay()) || racing) await sleep(1);
  })();
  const racers = Array.from({ length: 200 }, (_, index) =>
    ctx.db.transaction(async tx => {
      const title = `${index}`;
      await sleep((index * 7) % 5);
      const noteId = subjects[index % 5]!;
      await ctx.publish(tx, noteAdded, { noteId, title });
      await sleep((index * 3) % 4);
      const { times } = await tx.one({ times: col.int })`
        insert into seen_notes (note_id, times) values (${noteId}, 1)
        on conflict (note_id) do update set times = seen_notes.times + 1 returning times`;
      order.set(title, times);
    }),
  );
  await Promise.all(racers);
  racing = false;
  await relaying;
  expect(sent).toHaveLength(200);
  for (const subject of subjects) {
    const own = sent.filter(envelope => envelope.subject === subject);
    expect(own.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect(own.map(({ data }) => order.get(data.title))).toEqual(own.map(({ sequence }) => sequence));
  }
  expect(await outboxLag(ctx.db)).toEqual({ waiting: 0, oldest: null });
});

test('an event that was written first and committed last is not passed over', async () => {
  const [slow, quick] = [randomUUID(), randomUUID()];
  const { sent, relay } = recorder();
  const release = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const slowly = ctx.db.transaction(async tx => {
    await writeOutbox(tx, [toPublished(randomUUID(), noteLiked, { noteId: slow }, t.clock.now())]);
    written.resolve();
    await release.promise;
  });
  await written.promise;
  await like(quick);
  await relay();
  expect(sent.map(({ subject }) => subject)).toEqual([quick]);
  release.resolve();
  await slowly;
  await relay();
  expect(sent.map(({ subject }) => subject)).toEqual([quick, slow]);
});

test('events survive a transport that fails or takes only some, and are sent afterwards in order', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  for (const subject of [a, b, a]) await like(subject);
  const away: Transport = { ...localTransport(), send: () => Promise.reject(new Error('the broker is away')) };
  await expect(relayOnce(ctx.db, 'notes', away)).rejects.toThrow('the broker is away');
  expect(await recorder(() => false).relay()).toBe(false);
  expect(await outboxLag(ctx.db)).toMatchObject({ waiting: 3 });

  const half = recorder(({ subject }) => subject === b);
  expect(await half.relay()).toBe(true);
  const rest = recorder();
  while (await rest.relay());
  expect(half.sent.map(({ subject }) => subject)).toEqual([b]);
  expect(rest.sent.map(({ subject, sequence }) => [subject, sequence])).toEqual([
    [a, 1],
    [a, 2],
  ]);
});
