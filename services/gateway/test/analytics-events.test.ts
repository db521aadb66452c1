import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { agora, type Harness } from '#kernel/testing/harness';
import gateway from '../service.ts';
import { peers } from './peers.ts';

let t: Harness<[typeof gateway]>;
beforeAll(async () => {
  t = await agora({ services: [gateway], peers });
});
afterAll(() => t.close());

const shape = {
  event_name: col.text,
  user_id: col.uuid.orNull,
  properties: col.json<object>(),
  ip_address: col.inet.orNull,
  user_agent: col.text.orNull,
  referrer: col.text.orNull,
  utm_source: col.text.orNull,
};
const recorded = (sessionId: string) => t.db('gateway').many(shape)`
  select event_name, user_id, properties, ip_address, user_agent, referrer, utm_source
  from analytics_events where session_id = ${sessionId} order by created_at, id`;

test('a batch is recorded in its order, with where the visitor came from', async () => {
  const visitor = t.anonymous({ ip: '198.51.100.7', userAgent: 'a browser' });
  const { accepted } = await visitor.gateway.recordEvents({
    sessionId: 'visit-1',
    referrer: 'https://search.example/',
    utmSource: 'newsletter',
    events: [{ name: 'page.viewed', properties: { path: '/', cold: true, ms: 12.5, tab: null } }, { name: 'signup' }],
  });
  expect(accepted).toBe(2);
  const about = { user_id: null, ip_address: '198.51.100.7', user_agent: 'a browser' };
  const from = { referrer: 'https://search.example/', utm_source: 'newsletter' };
  expect(await recorded('visit-1')).toEqual([
    { event_name: 'page.viewed', properties: { path: '/', cold: true, ms: 12.5, tab: null }, ...about, ...from },
    { event_name: 'signup', properties: {}, ...about, ...from },
  ]);
});

test('a visitor who is signed in is known, and a repeated batch is recorded once', async () => {
  const user = t.person();
  const client = t.as(user, { idempotencyKey: 'batch-1' });
  const batch = { sessionId: 'visit-2', events: [{ name: 'click' }] };
  await Promise.all([client.gateway.recordEvents(batch), client.gateway.recordEvents(batch)]);
  expect((await recorded('visit-2')).map(({ user_id }) => user_id)).toEqual([user.userId]);
});

test.each([
  ['no events', []],
  ['too many', Array.from({ length: 101 }, () => ({ name: 'click' }))],
  ['a name in another form', [{ name: 'Drop Table' }]],
  ['an unknown field', [{ name: 'click', userId: 'somebody else' }]],
  [
    'too many properties',
    [{ name: 'click', properties: Object.fromEntries(Array.from({ length: 31 }, (_, i) => [i, 1])) }],
  ],
  ['a property that is no plain value', [{ name: 'click', properties: { deep: { deeper: 1 } } }]],
])('%s: the batch is refused', async (_what, events) => {
  const asked = t.anonymous().gateway.recordEvents({ sessionId: 'bad', events: events as never });
  await expect(asked).rejects.toMatchObject({ code: 'invalid_argument' });
  expect(await recorded('bad')).toEqual([]);
});

test('one address sends sixty batches at once, then waits', async () => {
  const visitor = t.anonymous({ ip: '198.51.100.9' });
  const sent = await Promise.allSettled(
    Array.from({ length: 61 }, () => visitor.gateway.recordEvents({ sessionId: 'many', events: [{ name: 'click' }] })),
  );
  expect(sent.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'rate_limited' } }]);
});
