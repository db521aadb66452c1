import { afterAll, beforeAll, expect, test } from 'vitest';
import { agora, type Harness } from '#kernel/testing/harness';
import gateway from '../service.ts';
import { answers, peers, reset } from './peers.ts';

let t: Harness<[typeof gateway]>;
beforeAll(async () => {
  t = await agora({
    services: [gateway],
    peers,
    config: { AGORA_GATEWAY_MAX_IN_FLIGHT: '4', AGORA_GATEWAY_CORS_ORIGINS: 'https://app.example' },
  });
});
afterAll(async () => {
  reset();
  await t.close();
});

test('more requests than can be worked on are refused in less than 50 ms, and those under way finish', async () => {
  const user = t.person();
  await t.http('/api/v1/home', { user });
  const waiting: (() => void)[] = [];
  answers.countUnread = () => new Promise(resolve => waiting.push(() => resolve({ unread: 1 })));
  const underWay = Array.from({ length: 4 }, () => t.http('/api/v1/home', { user }));
  await expect.poll(() => waiting.length).toBe(4);

  const refusals: { response: Response; tookMs: number }[] = [];
  for (let index = 0; index < 20; index++) {
    const startMs = performance.now();
    const response = await t.http('/api/v1/home', { user, headers: { origin: 'https://app.example' } });
    refusals.push({ response, tookMs: performance.now() - startMs });
  }
  for (const { response } of refusals) {
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(await response.json()).toMatchObject({ code: 'overloaded' });
  }
  const took = refusals.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  expect(took[took.length >> 1]).toBeLessThan(50);

  for (const finish of waiting) finish();
  expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  reset();
  expect((await t.http('/api/v1/home', { user })).status).toBe(200);
});
