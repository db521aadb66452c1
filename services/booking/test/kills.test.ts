// Killed at any point while a slot is held and paid: minutes later both have come about or neither has, and the ledger has
// all of it. One that was only thought dead changes nothing when it comes back.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#kernel/security/random';
import { tripwire } from '#kernel/testing/tripwire';
import type { BookingCtx } from '../definition.ts';
import { resumeHolds } from '../hold/drive.ts';
import { calm, faults } from './books.ts';
import { type House, house } from './fixture.ts';

const seed = Number(process.env.AGORA_TEST_SEED ?? 20_261_128);
let h: House;
let wire: ReturnType<typeof tripwire>;
let hall: string;
let approved: string;
let day = 0;
beforeAll(async () => {
  h = await house();
  wire = tripwire(h.t.ctx('booking') as unknown as BookingCtx);
  const costs = {
    kind: 'hall' as const,
    fee: '2000',
    deposit: '10000',
    refundSteps: [{ hoursBefore: 1, percent: 50 }],
  };
  hall = (await h.room(costs)).id;
  approved = (await h.room({ ...costs, approval: true })).id;
});
afterAll(async () => {
  await wire.wake();
  await h.close();
});

const patience = { timeout: 90_000 };

/** Books a day nobody had, pays, and may change their mind. */
function story(resourceId: string, token: string, changesMind: boolean, series = false) {
  const date = new Date(Date.UTC(2026, 2, 4 + day)).toISOString().slice(0, 10);
  day += series ? 3 : 1;
  return async () => {
    const bookingId = await begin(resourceId, date, series);
    await h.pay(h.ada, bookingId, token).catch(() => {});
    if (resourceId === approved) await h.managed.decideBooking({ bookingId, approve: true }).catch(() => {});
    await resumeHolds(h.t.ctx('booking') as unknown as BookingCtx);
    if (changesMind && series) {
      const { seriesId } = await h.t.as(h.ada).booking.getBooking({ bookingId });
      await h.t.as(h.ada).booking.cancelSeries({ seriesId: seriesId! });
    } else if (changesMind) await h.t.as(h.ada).booking.cancelBooking({ bookingId });
  };
}

/** One time, or three days in a row. */
async function begin(resourceId: string, date: string, series: boolean): Promise<string> {
  const [start, end] = [`${date}T10:00`, `${date}T12:00`];
  if (!series) return (await h.book(h.ada, resourceId, start, end)).id;
  const wish = { resourceId, start, end, rrule: 'FREQ=DAILY', times: 3 };
  const { items } = await h.t.as(h.ada).booking.reserveSeries(wish);
  return items[1]!.bookingId!;
}

test.each([
  ['a single booking', false],
  ['a series', true],
])('killed at every point of the way from holding to paid: %s', patience, async (_, series) => {
  const told = () => story(hall, 'tok_visa', false, series);
  const points = await wire.record(told());
  expect(points.length).toBeGreaterThan(8);
  await calm(h);
  expect(await faults(h)).toEqual([]);
  for (const [index, point] of points.entries())
    for (const kill of ['before', 'after'] as const) {
      await wire.kill(index + 1, kill, told());
      await calm(h);
      expect(await faults(h), `killed ${kill} ${index + 1}: ${point}`).toEqual([]);
      await wire.wake();
      await calm(h, 1);
      expect(await faults(h), `came back after it was killed ${kill} ${index + 1}: ${point}`).toEqual([]);
    }
});

test(
  `twenty kills in stories of every kind leave no paid slot without a booking, nor the reverse: seed ${seed}`,
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
    for (let no = 0; no < 20; no++) {
      const token = tokens[random.int(tokens.length)]!;
      const told = [random.int(2) === 0 ? hall : approved, token, random.int(3) === 0, random.int(3) === 0] as const;
      const at = 1 + random.int(16);
      await wire.kill(at, random.int(2) === 0 ? 'before' : 'after', story(...told));
      if (random.int(2) === 0) await wire.wake();
      await calm(h, 3);
    }
    await h.t.advance('49h');
    await calm(h);
    expect(await faults(h)).toEqual([]);
  },
);
