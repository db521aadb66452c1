import { afterAll, beforeAll, expect, test } from 'vitest';
import { agora, type Harness } from '#kernel/testing/harness';
import gateway from '../service.ts';
import { peers } from './peers.ts';

let t: Harness<[typeof gateway]>;
beforeAll(async () => {
  t = await agora({
    services: [gateway],
    peers,
    config: {
      AGORA_GATEWAY_USER_PER_MINUTE: '6',
      AGORA_GATEWAY_ADDRESS_PER_MINUTE: '3',
      AGORA_GATEWAY_TRUSTED_PROXIES: '1',
    },
  });
});
afterAll(() => t.close());

/** A visit as one proxy passes it on. */
const from = (address: string, init: Parameters<typeof t.http>[1] = {}) =>
  t.http('/api/v1/home', { ...init, headers: { ...init.headers, 'x-forwarded-for': address } });

test('a person is told what is left of the minute, is stopped when nothing is, and may go on later', async () => {
  const user = t.person();
  const first = await from('198.51.100.1', { user });
  expect(first.headers.get('ratelimit-policy')).toBe('"default";q=6;w=60');
  expect(first.headers.get('ratelimit')).toBe('"default";r=5;t=10');
  const more = await Promise.all(Array.from({ length: 6 }, (_, index) => from(`198.51.100.${index}`, { user })));
  const stopped = more.filter(({ status }) => status === 429);
  expect(stopped).toHaveLength(1);
  expect(stopped[0]!.headers.get('retry-after')).toBe('10');
  expect(await stopped[0]!.json()).toMatchObject({ code: 'rate_limited', detail: 'Wait 10 s before you try again.' });
  t.clock.advance('10s');
  expect((await from('198.51.100.1', { user })).status).toBe(200);
});

test('who is not signed in is counted by address, and one address does not use up another', async () => {
  const statuses = async (address: string) => {
    const visits = await Promise.all(Array.from({ length: 4 }, () => from(address)));
    return visits.map(({ status }) => status).toSorted();
  };
  expect(await statuses('203.0.113.1')).toEqual([401, 401, 401, 429]);
  expect(await statuses('203.0.113.2')).toEqual([401, 401, 401, 429]);
});

test('a forged token is counted like none', async () => {
  const forged = () => from('203.0.113.9', { headers: { authorization: 'Bearer forged' } });
  const statuses = (await Promise.all(Array.from({ length: 4 }, forged))).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([401, 401, 401, 429]);
});

test('an address a client makes up in front of the one the proxy saw changes nothing', async () => {
  const visits = await Promise.all(Array.from({ length: 4 }, (_, index) => from(`192.0.2.${index}, 203.0.113.50`)));
  expect(visits.map(({ status }) => status).toSorted()).toEqual([401, 401, 401, 429]);
});
