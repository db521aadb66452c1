// Whatever is wrong with a request, the answer is a problem with a code and a sentence that says what to do.

import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '../call.ts';
import { errorCodes, type Problem } from '../errors.ts';
import { agora, type Harness } from '../testing/harness.ts';
import notes from './fixtures/notes/notes.ts';

let t: Harness<[typeof notes]>;
let user: User;
const buildingId = randomUUID();

beforeAll(async () => {
  t = await agora({ services: [notes] });
  user = t.person(`resident@building:${buildingId}`);
});
afterAll(() => t.close());

type Init = Parameters<typeof t.http>[1];

/** Sends it and gives the problem it was answered with. */
async function problemOf(path: string, init: Init): Promise<Problem> {
  const response = await t.http(path, init);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  expect(problem.status).toBe(errorCodes[problem.code].status);
  expect(problem.title).toBe(errorCodes[problem.code].title);
  expect(problem.detail).toMatch(/^\S.{9,}/);
  expect(problem.requestId).toBeTruthy();
  return problem;
}

const json = { 'content-type': 'application/json' };
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
  problemOf('/api/v1/notes', { method: 'POST', user, headers, body });
const note = (extra: object = {}) => JSON.stringify({ buildingId, title: 'a title', ...extra });

test.each<[what: string, body: string, path: string]>([
  ['an unknown field', note({ owner: 'me' }), ''],
  ['a wrong type', note({ title: 7 }), 'title'],
  ['null', note({ title: null }), 'title'],
  ['too short a text', note({ title: 'x' }), 'title'],
  ['too long a text', note({ title: 'x'.repeat(101) }), 'title'],
  ['an id that is none', note({ buildingId: "1' or '1'='1" }), 'buildingId'],
  ['a field that is missing', JSON.stringify({ buildingId }), 'title'],
  ['an empty object', '{}', 'buildingId'],
])('%s in the body is invalid_argument and names the field', async (_what, body, path) => {
  const problem = await post(body);
  expect(problem.code).toBe('invalid_argument');
  expect(problem.fields?.[0]?.path).toBe(path);
});

test.each<[what: string, body: string]>([
  ['an array', '[]'],
  ['a text', '"note"'],
  ['null', 'null'],
  ['a number', '7'],
])('%s instead of an object is invalid_argument', async (_what, body) => {
  expect(await post(body)).toMatchObject({ code: 'invalid_argument' });
});

test.each<[what: string, body: string]>([
  ['half an object', '{"title": "a'],
  ['a trailing comma', '{"title": "a",}'],
  ['no JSON at all', 'title=a'],
  ['brackets a hundred thousand deep', '['.repeat(99_000)],
])('%s is malformed_json', async (_what, body) => {
  expect(await post(body)).toMatchObject({ code: 'malformed_json', detail: expect.stringContaining('JSON') });
});

test('a body of more than 100 kB is refused, also when it was sent compressed', async () => {
  const large = note({ title: 'x'.repeat(101 * 1024) });
  expect(await post(large)).toMatchObject({ code: 'payload_too_large', detail: 'Send at most 100 kB.' });
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '));
  expect(await post(new Uint8Array(bomb), { ...json, 'content-encoding': 'gzip' })).toMatchObject({
    code: 'payload_too_large',
  });
});

test.each<[what: string, headers: Record<string, string>]>([
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', { 'content-type': 'text/plain' }],
  ['XML', { 'content-type': 'application/xml' }],
  ['an unknown charset', { 'content-type': 'application/json; charset=klingon' }],
  ['an unknown encoding', { ...json, 'content-encoding': 'lzma' }],
])('%s is unsupported_media_type', async (_what, headers) => {
  expect(await post(note(), headers)).toMatchObject({ code: 'unsupported_media_type' });
});

test('a body that is not what its encoding says is refused', async () => {
  const problem = await post(note(), { ...json, 'content-encoding': 'gzip' });
  expect(problem).toMatchObject({ code: 'invalid_argument', detail: 'The body could not be read as it was sent.' });
});

test('NUL in a text is refused, and half a surrogate pair does no harm', async () => {
  expect(await post(note({ title: 'nul \0 byte' }))).toMatchObject({ code: 'invalid_argument' });
  const half = await t.http('/api/v1/notes', {
    method: 'POST',
    user,
    headers: json,
    body: note({ title: 'half \ud800' }),
  });
  expect(half.status).toBe(201);
});

test.each<[what: string, query: string, code: string]>([
  ['a cursor that was made up', 'cursor=nonsense', 'invalid_cursor'],
  ['a cursor of another list', `cursor=${Buffer.from('["a","b"]').toString('base64url')}`, 'invalid_cursor'],
  ['an unknown field', 'sort=title', 'invalid_argument'],
  ['a limit of none', 'limit=0', 'invalid_argument'],
  ['a limit of too many', 'limit=101', 'invalid_argument'],
  ['a limit that is no number', 'limit=ten', 'invalid_argument'],
  ['half a note', 'limit=1.5', 'invalid_argument'],
  ['an empty value', 'limit=', 'invalid_argument'],
  ['a value given twice', 'limit=5&limit=6', 'invalid_argument'],
  ['a number no column holds', 'minLikes=99999999999999', 'invalid_argument'],
])('%s in the query is refused', async (_what, query, code) => {
  expect(await problemOf(`/api/v1/notes?${query}`, { user })).toMatchObject({ code });
});

test.each<[what: string, path: string, status: number]>([
  ['an id that is none', '/api/v1/notes/7', 400],
  ['a path that cannot be decoded', '/api/v1/notes/%E0%A4%A', 400],
  ['an address that is not there', '/api/v1/nothing', 404],
  ['an address outside the API', '/wp-admin/setup.php', 404],
  ['a slash too many', '/api/v1/notes/', 404],
])('%s is a problem of its own', async (_what, path, status) => {
  expect((await problemOf(path, { user })).status).toBe(status);
});

test('an address that takes other methods says which', async () => {
  const response = await t.http('/api/v1/notes', { method: 'DELETE', user });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST, GET');
  expect(await response.json()).toMatchObject({ code: 'method_not_allowed', detail: 'Use POST or GET.' });
});

test('a key for repetitions has a form', async () => {
  const key = (value: string) => post(note(), { ...json, 'idempotency-key': value });
  expect(await key('x'.repeat(201))).toMatchObject({ code: 'invalid_argument' });
  expect(await key('two words')).toMatchObject({ code: 'invalid_argument' });
});

/** A token like the good one, with something else in it or about it. */
async function forgedToken(change: 'key' | 'none' | 'audience' | 'type' | 'HS256'): Promise<string> {
  const good = await t.tokenOf(user);
  const claims = JSON.parse(Buffer.from(good.split('.')[1]!, 'base64url').toString());
  if (change === 'none') return new UnsecuredJWT(claims).encode();
  const { privateKey } = await generateKeyPair('EdDSA');
  const header = {
    alg: change === 'HS256' ? 'HS256' : 'EdDSA',
    kid: 'test',
    typ: change === 'type' ? 'JWT' : 'at+jwt',
  };
  const signed = new SignJWT({ ...claims, ...(change === 'audience' && { aud: 'somewhere else' }) });
  return signed.setProtectedHeader(header).sign(change === 'HS256' ? Buffer.alloc(32) : privateKey);
}

test.each(['key', 'none', 'audience', 'type', 'HS256'] as const)(
  'a token forged by its %s is refused',
  async change => {
    const headers = { authorization: `Bearer ${await forgedToken(change)}` };
    expect(await problemOf('/api/v1/notes', { headers })).toMatchObject({ code: 'unauthenticated' });
  },
);

test('an authorisation that is no token is refused', async () => {
  const wrong = ['Bearer', 'Bearer a b', 'Basic dXNlcjpwYXNz', 'Bearer a.b.c', `Bearer ${'x'.repeat(5_000)}`];
  for (const authorization of wrong)
    expect(await problemOf('/api/v1/notes', { headers: { authorization } })).toMatchObject({ code: 'unauthenticated' });
});

test('a changed claim breaks the signature, and nobody may ask without a token', async () => {
  const [header, claims, signature] = (await t.tokenOf(user)).split('.') as [string, string, string];
  const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), grants: ['admin@platform'] };
  const body = Buffer.from(JSON.stringify(changed)).toString('base64url');
  const headers = { authorization: `Bearer ${header}.${body}.${signature}` };
  expect(await problemOf('/api/v1/notes', { headers })).toMatchObject({ code: 'unauthenticated' });
  const response = await t.http('/api/v1/notes');
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
});

test('an expired token is told apart, so that a client knows to refresh it', async () => {
  const headers = { authorization: `Bearer ${await t.tokenOf(user)}` };
  expect((await t.http('/api/v1/notes', { headers })).status).toBe(200);
  t.clock.advance('10m');
  expect(await problemOf('/api/v1/notes', { headers })).toMatchObject({ code: 'token_expired' });
});

test('who is not signed in is told so before their body is looked at', async () => {
  const init = { method: 'POST', headers: json, body: '{"title": "broken' };
  expect(await problemOf('/api/v1/notes', init)).toMatchObject({ code: 'unauthenticated' });
});
