import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startLoop } from '../loop.ts';

/** A loop that notes when each turn began; `turns(n)` resolves when the n-th has. */
function watched(turn: (number: number) => boolean | Promise<boolean> = () => false, maxIdleMs = 2_000) {
  const beganMs: number[] = [];
  const errors: unknown[] = [];
  const waiting: { number: number; resolve: () => void }[] = [];
  const loop = startLoop({
    maxIdleMs,
    onError: error => errors.push(error),
    async turn() {
      const number = beganMs.push(performance.now());
      for (const each of waiting.filter(some => some.number === number)) each.resolve();
      return turn(number);
    },
  });
  onTestFinished(() => loop.stop());
  const turns = (number: number) =>
    beganMs.length >= number ? Promise.resolve() : new Promise<void>(resolve => void waiting.push({ number, resolve }));
  return { loop, beganMs, errors, turns };
}

/** The fourth idle wait of a loop lasts 400 ms: what comes before a shorter timer was woken. Both suffer alike from a
 * busy machine. */
const first = (awaited: Promise<unknown>) =>
  Promise.race([awaited.then(() => 'woken'), sleep(300, 'slept through', { ref: false })]);

test('without work a loop looks ever more rarely, and at once when it is woken', async () => {
  const { loop, beganMs, turns } = watched();
  await turns(4);
  const gaps = beganMs.slice(1).map((at, index) => at - beganMs[index]!);
  for (const [index, atLeastMs] of [48, 98, 198].entries()) expect(gaps[index]).toBeGreaterThan(atLeastMs);
  loop.wake();
  expect(await first(turns(5))).toBe('woken');
});

test('a wake during a turn is not lost', async () => {
  const inFourth = Promise.withResolvers<void>();
  const { loop, turns } = watched(async number => {
    if (number === 4) await inFourth.promise;
    return false;
  });
  await turns(4);
  loop.wake();
  inFourth.resolve();
  expect(await first(turns(5))).toBe('woken');
});

test('while there is work a loop does not pause', async () => {
  const startMs = performance.now();
  const { turns } = watched(async number => {
    await new Promise(setImmediate);
    return number < 200;
  });
  await turns(200);
  // With even the shortest pause between turns this would take ten seconds.
  expect(performance.now() - startMs).toBeLessThan(5_000);
});

test('a turn that throws is reported and the loop goes on', async () => {
  const { errors, turns } = watched(number => {
    if (number === 1) throw new Error('no luck');
    return false;
  });
  await turns(2);
  expect(errors).toEqual([new Error('no luck')]);
});

test('stop waits for the turn under way, and none follows', async () => {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const { loop, beganMs } = watched(async () => {
    begun.resolve();
    await end.promise;
    return true;
  });
  await begun.promise;
  let stopped = false;
  const stopping = loop.stop().then(() => (stopped = true));
  await sleep(5);
  expect(stopped).toBe(false);
  end.resolve();
  await stopping;
  loop.wake();
  await sleep(5);
  expect(beganMs).toHaveLength(1);
});

test('stop interrupts the wait of an idle loop', async () => {
  const { loop, turns } = watched();
  await turns(4);
  expect(await first(loop.stop())).toBe('woken');
});

test('under pressure a loop gathers work for a second, and goes on at once when the pressure is over', async () => {
  let pressed = true;
  const beganMs: number[] = [];
  const loop = startLoop({
    onError: () => {},
    pressed: () => pressed,
    turn: async () => {
      beganMs.push(performance.now());
      await sleep(2);
      return true;
    },
  });
  onTestFinished(() => loop.stop());
  const pushing = setInterval(() => loop.wake(), 20);
  onTestFinished(() => clearInterval(pushing));
  await sleep(1_250);
  expect(beganMs).toHaveLength(2);
  expect(beganMs[1]! - beganMs[0]!).toBeGreaterThan(950);
  pressed = false;
  // Gathering on, these would take it ten seconds.
  await expect.poll(() => beganMs.length, { timeout: 5_000, interval: 20 }).toBeGreaterThan(10);
});

test('under pressure a loop with much to do takes half of the time, and is stopped at once', async () => {
  const beganMs: number[] = [];
  const loop = startLoop({
    onError: () => {},
    pressed: () => true,
    turn: async () => {
      beganMs.push(performance.now());
      await sleep(150);
      return true;
    },
  });
  await sleep(1_000);
  expect(beganMs.length).toBeGreaterThan(1);
  expect(beganMs.length).toBeLessThan(5);
  const stoppedMs = performance.now();
  await loop.stop();
  expect(performance.now() - stoppedMs).toBeLessThan(400);
});
