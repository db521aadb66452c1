// The process of chat is killed while people talk: every member has every message once, and in order. Nobody may say more
// than sixty things at once and two a second then, so that 200 messages of each client (`npm run chaos`) take minutes.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { seededRandom } from '../kernel/security/random.ts';
import { seedId } from '../kernel/seed.ts';
import { chatClient } from '../services/chat/test/client.ts';
import { apiAt, eventually, signIn } from './api.ts';
import { seed } from './kills.ts';
import { embedded, split, splitPartOf, type Topology } from './topologies.ts';

const clients = Number(process.env.AGORA_TEST_CHAT_CLIENTS ?? 50);
const messages = Number(process.env.AGORA_TEST_CHAT_MESSAGES ?? 50);
const channelId = seedId('channel:1:building');

async function survives(open: () => Promise<Topology>, part: string): Promise<void> {
  console.log(`seed ${seed}: ${clients} clients with ${messages} messages`);
  const random = seededRandom(seed);
  const topology = await open();
  const api = apiAt(() => topology.url);
  try {
    // Everybody has two devices.
    const people = Array.from({ length: clients / 2 }, (_, index) => `resident${index + 1}@demo.example`);
    const tokens = await Promise.all(people.map(email => signIn(api, email)));
    const all = [...tokens, ...tokens].map(token => chatClient(topology.url, async () => token, channelId));
    await Promise.all(all.map(client => client.connect()));
    const before = all[0]!.lastSequence();
    const sent: string[] = [];
    let killed = 0;
    const talking = all.map(async client => {
      for (let count = 0; count < messages; count++) {
        const said = { channelId, localId: randomUUID(), text: `message ${count}` };
        for (let done = false; !done; ) {
          const answer = await client.call('chat.sendMessage', said).catch(() => null);
          done = answer?.output !== undefined;
          if (done) sent.push(said.localId);
          else await new Promise(resolve => setTimeout(resolve, 50 + random.number() * 200));
        }
      }
    });
    const killing = (async () => {
      for (const share of [0.2, 0.5]) {
        await eventually(
          async () => sent.length,
          count => count >= share * clients * messages,
          300_000,
        );
        await topology.parts.get(part)!.kill();
        killed++;
        await topology.restart(part);
      }
    })();
    await Promise.all([...talking, killing]);
    const total = clients * messages;
    const last = before + total;
    await Promise.all(all.map(client => client.reached(last)));
    for (const client of all) {
      const theirs = [...client.messages.values()].filter(({ number }) => number > before);
      const byNumber = theirs.toSorted((one, other) => one.number - other.number);
      expect(byNumber.map(({ number }) => number)).toEqual(
        Array.from({ length: total }, (_, index) => before + 1 + index),
      );
      expect(new Set(byNumber.map(({ localId }) => localId))).toEqual(new Set(sent));
      expect(new Set(client.came).size).toBe(client.came.length);
      client.disconnect();
    }
    expect(killed).toBe(2);
  } finally {
    await topology.stop();
  }
}

test('nobody misses or repeats a message when the one process is killed', () => survives(embedded, 'all'), 600_000);
test(
  'nobody misses or repeats a message when the process of chat is killed and the sockets stay',
  () => survives(split, splitPartOf('chat')),
  600_000,
);
