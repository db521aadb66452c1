import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Iam, member, openIam, password } from './people.ts';

let t: Iam;
beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

const browser = { 'x-session': 'cookie', 'content-type': 'application/json' };

async function post(path: string, body: object, headers: Record<string, string> = browser) {
  const reply = await t.http(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const [set] = reply.headers.getSetCookie();
  const json = (await reply.json()) as Record<string, string>;
  return { status: reply.status, json, set, cookie: set?.split(';')[0] };
}

test('a browser gets its refresh token as a cookie that only its own host gets, and never in the body', async () => {
  const { email } = await member(t);
  const first = await post('/sessions', { email, password });
  expect(first.set).toMatch(
    /^__Host-agora_refresh=[\w-]{43}; Expires=[^;]+ GMT; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  expect(first.json).toMatchObject({ status: 'signed_in', accessToken: expect.any(String) });
  expect(first.json).not.toHaveProperty('refreshToken');

  const next = await post('/sessions/refresh', {}, { ...browser, cookie: `theme=dark; ${first.cookie}` });
  expect([next.status, next.json.sessionId]).toEqual([200, first.json.sessionId]);
  expect(next.cookie).not.toBe(first.cookie);
  expect(next.json).not.toHaveProperty('refreshToken');
});

test('signing out takes the cookie away', async () => {
  const { email } = await member(t);
  const { json } = await post('/sessions', { email, password });
  const authorization = `Bearer ${json.accessToken}`;
  const reply = await t.http('/api/v1/sessions/current', { method: 'DELETE', headers: { ...browser, authorization } });
  expect(reply.status).toBe(204);
  expect(reply.headers.getSetCookie()).toEqual([
    '__Host-agora_refresh=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
  ]);
});

test('the cookie alone does nothing: a form of another site cannot send the header', async () => {
  const { email } = await member(t);
  const { cookie } = await post('/sessions', { email, password });
  const forged = await post('/sessions/refresh', {}, { 'content-type': 'application/json', cookie: cookie! });
  expect([forged.status, forged.set]).toEqual([400, undefined]);
});

test('a browser without the cookie has no session; a program gets its token in the body as ever', async () => {
  const none = await post('/sessions/refresh', {});
  expect([none.status, none.json.reason, none.set]).toEqual([401, 'session_ended', undefined]);
  const torn = await post('/sessions/refresh', {}, { ...browser, cookie: '__Host-agora_refresh=%' });
  expect([torn.status, torn.json.reason]).toEqual([401, 'session_ended']);
  const { email } = await member(t);
  const program = await post('/sessions', { email, password }, { 'content-type': 'application/json' });
  expect(program.json.refreshToken).toMatch(/^[\w-]{43}$/);
  expect(program.set).toBeUndefined();
  const wrong = await post('/sessions', { email, password: 'not this one at all' });
  expect([wrong.status, wrong.set]).toEqual([401, undefined]);
});
