// Killed at any point between accepting and paying, confirming or cancelling: minutes later it has come about or it has not,
// and the ledger has all of it. One that was only thought dead changes nothing when it comes back.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#kernel/security/random';
import { tripwire } from '#kernel/testing/tripwire';
import { instantAt } from '#kernel/time';
import type { MarketplaceCtx } from '../definition.ts';
import { resumeJobs } from '../job/drive.ts';
import { calm, faults } from './books.ts';
import { type Market, market, type Plumber } from './fixture.ts';

const seed = Number(process.env.AGORA_TEST_SEED ?? 20_261_128);
let m: Market;
let plumber: Plumber;
let wire: ReturnType<typeof tripwire>;
let day = 3;
beforeAll(async () => {
  m = await market({ config: { AGORA_MARKETPLACE_PAY_HOURS: '1' } });
  plumber = await m.plumber();
  for (let weekday = 1; weekday <= 7; weekday++)
    await m.as(plumber.owner).addWindow({ providerId: plumber.providerId, weekday, from: '00:00', to: '24:00' });
  wire = tripwire(m.t.ctx('marketplace') as unknown as MarketplaceCtx);
});
afterAll(async () => {
  await wire.wake();
  await m.close();
});

const patience = { timeout: 240_000 };
type End = 'confirmed' | 'cancelled' | 'none';

/** So many minutes from now, as the clock in Berlin shows it in winter. */
const wall = (minutes: number) => instantAt(m.t.clock.epochMs() + 3_600_000 + minutes * 60_000).slice(0, 16);
const onDay = (inDays: number) => ({ start: `${m.day(inDays)}T10:00`, end: `${m.day(inDays)}T12:00` });

/** Prepares a quote, and tells the story from there. */
async function story(token: string, end: End): Promise<() => Promise<void>> {
  const request = await m.ask(m.ada, [plumber.listingId]);
  // What is to be done is soon: the clock moves on by minutes only.
  const slots = end === 'confirmed' ? [{ start: wall(3), end: wall(8) }] : [onDay(day++)];
  const { id: quoteId } = await m.offer(plumber, request.id, { slots });
  return async () => {
    const { id: jobId, endsAt } = await m.as(m.ada).acceptQuote({ quoteId, start: slots[0]!.start });
    await m.pay(m.ada, jobId, token).catch(() => {});
    if (end === 'cancelled') await m.as(m.ada).cancelJob({ jobId });
    if (end === 'confirmed') {
      m.t.clock.set(endsAt);
      await m.as(plumber.owner).finishJob({ jobId });
      await m.as(m.ada).confirmJob({ jobId });
    }
    await resumeJobs(m.t.ctx('marketplace') as unknown as MarketplaceCtx);
  };
}

test.each(['cancelled', 'confirmed'] as const)(
  'killed at every point of the way from accepting to paid and %s',
  patience,
  async end => {
    const points = await wire.record(await story('tok_visa', end));
    expect(points.length).toBeGreaterThan(10);
    await calm(m);
    expect(await faults(m)).toEqual([]);
    for (const [index, point] of points.entries())
      for (const kill of ['before', 'after'] as const) {
        await wire.kill(index + 1, kill, await story('tok_visa', end));
        await calm(m);
        expect(await faults(m), `killed ${kill} ${index + 1}: ${point}`).toEqual([]);
        await wire.wake();
        await calm(m, 1);
        expect(await faults(m), `came back after it was killed ${kill} ${index + 1}: ${point}`).toEqual([]);
      }
  },
);

test(
  `sixteen kills in stories of every kind leave no money without a job, nor the reverse: seed ${seed}`,
  patience,
  async () => {
    const random = seededRandom(seed);
    const tokens = [
      'tok_visa',
      'tok_insufficient_funds',
      'tok_timeout_success',
      'tok_lost_reply',
      'tok_capture_timeout',
      'tok_capture_refused',
    ];
    const ends: End[] = ['none', 'cancelled', 'confirmed'];
    for (let no = 0; no < 16; no++) {
      const told = await story(tokens[random.int(tokens.length)]!, ends[random.int(ends.length)]!);
      await wire.kill(1 + random.int(18), random.int(2) === 0 ? 'before' : 'after', told);
      if (random.int(2) === 0) await wire.wake();
      await calm(m, 3);
    }
    await m.t.advance('2h');
    await calm(m);
    expect(await faults(m)).toEqual([]);
  },
);
