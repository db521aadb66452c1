import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { seedId } from '../../seed.ts';
import { testClock } from '../../testing/clock.ts';
import { seededRandom, systemRandom, uuidv7 } from '../random.ts';
import { keptSecret } from '../secret.ts';

const form = (version: number) =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

test('ids are UUIDs of version 7, never the same, and sort by the millisecond they were made in', () => {
  const clock = testClock('2026-03-02T09:00:00.000Z');
  const ids = Array.from({ length: 5_000 }, (_, index) => {
    if (index % 100 === 0) clock.advance('1ms');
    return uuidv7(clock, systemRandom);
  });
  expect(new Set(ids).size).toBe(5_000);
  for (const id of ids) expect(id).toMatch(form(7));
  const times = ids.map(id => id.slice(0, 13));
  expect(times).toEqual(times.toSorted());
});

test('a seed gives the same sequence again, and another seed another', () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return [random.number(), random.int(1_000), random.token(8), random.bytes(20).toString('hex')];
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('whole numbers reach every value below their limit about as often', () => {
  for (const random of [systemRandom, seededRandom(1)]) {
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 6_000; i++) counts[random.int(6)]!++;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  }
});

test('the id of a demo thing follows from its name', () => {
  expect(seedId('resident:7')).toBe(seedId('resident:7'));
  expect(seedId('resident:7')).not.toBe(seedId('resident:8'));
  expect(seedId('resident:7')).toMatch(form(8));
});

test('the platform’s secret is made once, also by processes that start at once, and only its owner can read it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agora-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const data = join(folder, 'data');
  const secrets = await Promise.all(Array.from({ length: 8 }, () => keptSecret(data)));
  expect(new Set([...secrets, await keptSecret(data)])).toEqual(new Set([expect.stringMatching(/^[\w-]{43}$/)]));
  expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
});
