// Many talk while connections break: nobody misses or repeats anything. AGORA_TEST_CHAT_CLIENTS and
// AGORA_TEST_CHAT_MESSAGES make it larger; 50 clients with 200 messages take half a minute.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#kernel/security/random';
import { type ChatClient, chatClient } from './client.ts';
import { movesIn, openWorld, type World, words } from './fixture.ts';

const clients = Number(process.env.AGORA_TEST_CHAT_CLIENTS ?? 12);
const messages = Number(process.env.AGORA_TEST_CHAT_MESSAGES ?? 20);
const seed = Number(process.env.AGORA_TEST_SEED ?? 20_261_128);

let w: World;
let url: string;
beforeAll(async () => {
  w = await openWorld();
  url = await w.t.url();
});
afterAll(() => w.t.close());

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

test(`every member has every message once and in order, however often connections break (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  const people = await Promise.all(Array.from({ length: clients }, () => movesIn(w.t, w.home, w.home.entranceA)));
  const { id: channelId } = await w.t.as(w.manager).chat.createChannel({
    buildingId: w.home.buildingId,
    name: 'Crowd',
  });
  const all = people.map(person => chatClient(url, () => w.t.tokenOf(person), channelId));
  await Promise.all(all.map(client => client.connect()));
  let disconnects = 0;
  await Promise.all(
    all.map(async client => {
      for (let count = 0; count < messages; count++) {
        const said = words(channelId);
        // Whoever got no answer sends it again under the same local id.
        for (;;) {
          if (random.number() < 0.1) {
            client.disconnect();
            disconnects++;
            await pause(random.number() * 10);
            await client.connect();
          }
          const answer = await client.call('chat.sendMessage', said).catch(() => null);
          if (answer?.output) break;
          if (answer?.problem?.code === 'rate_limited') w.t.clock.advance('1s');
        }
      }
    }),
  );
  const { lastSequence } = await w.t.as(w.manager).chat.getChannel({ channelId });
  await Promise.all(all.map(client => client.reached(lastSequence)));
  const expected = Array.from({ length: clients * messages }, (_, index) => index + 1);
  for (const client of all) {
    const numbers = [...client.messages.values()].map(({ number }) => number);
    expect(numbers.toSorted((one, other) => one - other)).toEqual(expected);
    expect(new Set(client.came).size).toBe(client.came.length);
    const byTime = [...client.messages.values()].toSorted((one, other) => one.number - other.number);
    expect(byTime.map(({ sentAt }) => sentAt)).toEqual(byTime.map(({ sentAt }) => sentAt).toSorted());
    // Each person's own words stand in the order in which they said them.
    for (const person of people) {
      const said = byTime.filter(({ authorId }) => authorId === person.userId).map(({ text }) => textNumber(text));
      expect(said).toEqual(said.toSorted((one, other) => one - other));
    }
    client.disconnect();
  }
  expect(disconnects).toBeGreaterThan(0);
}, 120_000);

const textNumber = (text: string): number => Number(text.split(' ')[1]);

type Step =
  | { do: 'send' | 'edit' | 'delete' | 'read' | 'pin'; who: number; which: number }
  | { do: 'away' | 'back'; who: number };
const who = fc.integer({ min: 0, max: 1 });
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom('send', 'edit', 'delete', 'read', 'pin'), who, which: fc.nat(20) }),
    fc.record({ do: fc.constantFrom('away', 'back'), who }),
  ) as fc.Arbitrary<Step>,
  { minLength: 5, maxLength: 40 },
);

test('after any edits, deletions, readings and breaks a client shows what a fresh fetch shows', async () => {
  let channels = 0;
  const people = [w.ada, w.ben];
  await fc.assert(
    fc.asyncProperty(steps, async all => {
      w.t.clock.advance('10m');
      const { id: channelId } = await w.t.as(w.manager).chat.createChannel({
        buildingId: w.home.buildingId,
        name: `Property ${++channels}`,
      });
      const open = people.map(person => chatClient(url, () => w.t.tokenOf(person), channelId));
      await Promise.all(open.map(client => client.connect()));
      const known: string[] = [];
      for (const step of all) await take(step, channelId, open, known);
      await Promise.all(open.map(client => client.socket.connected || client.connect()));
      const { lastSequence } = await w.t.as(w.manager).chat.getChannel({ channelId });
      await Promise.all(open.map(client => client.reached(lastSequence)));
      const fresh = await w.t.as(w.cem).chat.resumeChannel({ channelId, limit: 100 });
      for (const client of open) {
        const shown = [...client.messages.values()].toSorted((one, other) => one.sequence - other.sequence);
        expect(shown).toEqual(fresh.messages);
        expect(client.lastSequence()).toBe(fresh.sequence);
        client.disconnect();
      }
    }),
    { numRuns: 12, seed },
  );
}, 60_000);

/** Takes a step over the socket where there is one, else over HTTP: both are one. */
async function take(step: Step, channelId: string, open: readonly ChatClient[], known: string[]): Promise<void> {
  const client = open[step.who]!;
  if (!('which' in step)) {
    if (step.do === 'away') return client.disconnect();
    return void (client.socket.connected || (await client.connect()));
  }
  const api = w.t.as([w.ada, w.ben][step.who]!).chat;
  if (step.do === 'send') return void known.push((await api.sendMessage(words(channelId))).id);
  const messageId = known[step.which % Math.max(1, known.length)];
  if (messageId === undefined) return;
  const on = { channelId, messageId };
  if (step.do === 'read') return void (await api.markRead({ channelId, number: step.which }));
  const tried =
    step.do === 'edit'
      ? api.editMessage({ ...on, text: `edited ${step.which}` })
      : step.do === 'delete'
        ? api.deleteMessage(on)
        : w.t.as(w.manager).chat.pinMessage(on);
  // Some may not, and some are gone: that is refused and changes nothing.
  await tried.catch(() => null);
}
