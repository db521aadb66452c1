import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketClosed } from '#services/ticket/events';
import { type Town, town } from './town.ts';

let home: Town;

beforeAll(async () => {
  home = await town();
});
afterAll(() => home.t.close());

const close = (place: Town, userId: string, title: string) =>
  place.t.deliver(ticketClosed, {
    ticketId: randomUUID(),
    buildingId: randomUUID(),
    unitId: null,
    title,
    watchers: [userId],
    by: null,
    reason: 'solved',
    mergedInto: null,
  });

test('the page lists what was sent and shows each message, with nothing in it that runs', async () => {
  expect(await (await home.t.http('/api/v1/mailbox')).text()).toContain('Nothing has been sent yet.');
  const ada = home.person({ name: '<i>Ada</i>' });
  await close(home, ada.userId, '"><script>alert(1)</script>');
  const response = await home.t.http('/api/v1/mailbox');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(response.headers.get('cache-control')).toBe('no-store');
  const list = await response.text();
  expect(list).toContain(ada.email);
  expect(list).toContain('&quot;&gt;&lt;script&gt;');
  expect(list).not.toContain('<script');

  const [, path] = /href="(\/api\/v1\/mailbox\/[^"]+)"/.exec(list)!;
  const message = await (await home.t.http(path!)).text();
  expect(message).not.toContain('<script');
  expect(message).not.toMatch(/\son\w+=/);
  expect(message).toContain('<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(message).toContain('srcdoc="&lt;!doctype html&gt;');
  expect(message).toContain('&amp;lt;i&amp;gt;Ada');
  expect(message).toMatch(/<a href="http:\/\/agora\.test\/tickets\/[^"]+" rel="noopener">/);
});

test('an unknown message is not found', async () => {
  expect((await home.t.http(`/api/v1/mailbox/${randomUUID()}`)).status).toBe(404);
});

test('messages are forgotten after a while', async () => {
  await home.t.advance('31 days');
  expect(await home.mailbox()).toEqual([]);
});

test.each([
  ['SMTP is set', { SMTP_URL: 'smtp://127.0.0.1:1' }],
  ['it is switched off', { AGORA_NOTIFICATION_MAILBOX: 'false' }],
])('there is no such page when %s', async (_when, config) => {
  const other = await town({ config });
  try {
    expect((await other.t.http('/api/v1/mailbox')).status).toBe(404);
    expect((await other.t.http(`/api/v1/mailbox/${randomUUID()}`)).status).toBe(404);
  } finally {
    await other.t.close();
  }
});

test('in production it takes a decision: mail really goes out, or everybody may read it here', async () => {
  await expect(town({ config: { NODE_ENV: 'production' } })).rejects.toThrow(/SMTP_URL: set it/);
});
