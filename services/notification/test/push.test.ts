import { createDecipheriv, createECDH, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto';
import { createLocalJWKSet, exportJWK, importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import webpush from 'web-push';
import { outgoing } from '#kernel/http/outgoing';
import { fcmPush } from '../ports/push-fcm.ts';
import { webPush } from '../ports/push-web.ts';
import { httpFake, type Received } from './providers.ts';

const out = outgoing({ allowInsecure: true });
const now = '2026-03-02T09:00:00.000Z';
const push = {
  userId: 'u',
  notificationId: '01920000-0000-7000-8000-000000000001',
  title: 'Closed: Lamp',
  body: 'It is closed.',
  url: 'https://agora.test/tickets/1',
  urgent: false,
};

// Firebase ---------------------------------------------------------------------------------------------------------

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const fcm = { tokens: 0, valid: new Set<string>(), clock: now };
let google: Awaited<ReturnType<typeof httpFake>>;

/** Google's token endpoint (RFC 7523) and the HTTP v1 API: an error names its code among the details. */
async function answerGoogle(request: Received) {
  if (request.path === '/token') {
    const form = Object.fromEntries(new URLSearchParams(request.body.toString()));
    const jwk = { ...(await exportJWK(keys.publicKey)), alg: 'RS256', kid: undefined };
    const { payload } = await jwtVerify(form.assertion!, createLocalJWKSet({ keys: [jwk as never] }), {
      audience: `${google.url}/token`,
      issuer: 'push@project.example',
      currentDate: new Date(fcm.clock),
      requiredClaims: ['iat', 'exp'],
    });
    if (form.grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return { status: 400, body: { error: 'invalid_grant' } };
    expect(payload.scope).toBe('https://www.googleapis.com/auth/firebase.messaging');
    const token = `ya29.${++fcm.tokens}`;
    fcm.valid.add(token);
    return { status: 200, body: { access_token: token, expires_in: 3600, token_type: 'Bearer' } };
  }
  const failure = (status: number, code: string, message: string) => ({
    status,
    body: { error: { code: status, status: code, message, details: [{ '@type': 'FcmError', errorCode: code }] } },
  });
  if (!fcm.valid.has((request.headers.authorization ?? '').replace('Bearer ', '')))
    return { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED', message: 'no credential' } } };
  if (request.path !== '/v1/projects/project/messages:send') return failure(404, 'NOT_FOUND', 'no such project');
  const { message } = JSON.parse(request.body.toString());
  if (message.token === 'uninstalled') return failure(404, 'UNREGISTERED', 'Requested entity was not found.');
  if (message.token === 'nonsense')
    return failure(400, 'INVALID_ARGUMENT', 'The registration token is not a valid FCM registration token');
  if (message.token === 'busy')
    return { ...failure(429, 'QUOTA_EXCEEDED', 'slow down'), headers: { 'retry-after': '30' } };
  if (message.token === 'broken') return { status: 503, body: 'upstream' };
  return { status: 200, body: { name: 'projects/project/messages/1' } };
}

const viaFcm = () =>
  fcmPush(
    {
      project_id: 'project',
      client_email: 'push@project.example',
      private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      token_uri: `${google.url}/token`,
    },
    google.url,
    out,
    () => fcm.clock,
  );
const phone = (token: string) => ({ ...push, target: { kind: 'fcm' as const, token } });

// A browser's push service -------------------------------------------------------------------------------------------

const vapid = { subject: 'mailto:admin@agora.test', ...webpush.generateVAPIDKeys() };
const browser = { ecdh: createECDH('prime256v1'), auth: randomBytes(16) };
browser.ecdh.generateKeys();
let service: Awaited<ReturnType<typeof httpFake>>;

/** RFC 8030 with VAPID (RFC 8292): checks the signature against the key the browser subscribed with. */
async function answerBrowser({ path, headers }: Received) {
  const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  if (!token || key !== vapid.publicKey) return { status: 403 };
  const raw = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: raw.subarray(1, 33).toString('base64url'),
    y: raw.subarray(33).toString('base64url'),
  };
  await jwtVerify(token, await importJWK(jwk, 'ES256'), { audience: service.url, subject: vapid.subject });
  if (headers['content-encoding'] !== 'aes128gcm' || !headers.ttl) return { status: 400 };
  const statuses: Record<string, number> = {
    '/gone': 410,
    '/unknown': 404,
    '/busy': 429,
    '/broken': 503,
    '/large': 413,
  };
  return { status: statuses[path] ?? 201, headers: { 'retry-after': '12' } };
}

/** What the browser reads: the content of RFC 8291, decrypted with its own keys. */
function decrypt(body: Buffer): unknown {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body[20]!);
  const shared = browser.ecdh.computeSecret(sender);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', shared, browser.auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12));
  const sealed = body.subarray(21 + body[20]!);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString());
}

const viaBrowser = (keyPair = vapid) => webPush(keyPair, out);
const tab = (path: string) => ({
  ...push,
  target: {
    kind: 'web_push' as const,
    endpoint: `${service.url}${path}`,
    keys: { p256dh: browser.ecdh.getPublicKey('base64url'), auth: browser.auth.toString('base64url') },
  },
});

beforeAll(async () => {
  [google, service] = await Promise.all([httpFake(answerGoogle), httpFake(answerBrowser)]);
});
afterAll(async () => {
  await Promise.all([google.close(), service.close()]);
});

test('a push reaches a phone, with an id that shows a repetition once', async () => {
  expect(await viaFcm().send(phone('good'))).toMatchObject({ kind: 'sent', provider: 'fcm' });
  const { message } = JSON.parse(google.received.at(-1)!.body.toString());
  expect(message).toMatchObject({
    notification: { title: 'Closed: Lamp', body: 'It is closed.' },
    data: { notificationId: push.notificationId, url: push.url },
    android: { collapse_key: push.notificationId, priority: 'normal' },
  });
});

test('many pushes at once share one access token, and a new one is had when it expires or is withdrawn', async () => {
  const port = viaFcm();
  fcm.tokens = 0;
  await Promise.all(Array.from({ length: 10 }, () => port.send(phone('good'))));
  expect(fcm.tokens).toBe(1);
  fcm.clock = '2026-03-02T10:00:00.000Z';
  await port.send(phone('good'));
  expect(fcm.tokens).toBe(2);
  fcm.valid.clear();
  expect(await port.send(phone('good'))).toMatchObject({ kind: 'sent' });
  expect(fcm.tokens).toBe(3);
  fcm.clock = now;
});

test('without an access token a push waits', async () => {
  const { answer } = google.state;
  google.state.answer = () => ({ status: 400, body: { error: 'invalid_grant' } });
  const port = viaFcm();
  expect(await port.send(phone('good'))).toMatchObject({
    kind: 'unavailable',
    response: expect.stringContaining('invalid_grant'),
  });
  google.state.answer = answer;
  expect(await port.send(phone('good'))).toMatchObject({ kind: 'sent' });
});

test('a push reaches a browser, which alone can read it', async () => {
  expect(await viaBrowser().send(tab('/good'))).toMatchObject({ kind: 'sent', provider: 'web-push' });
  const { headers, body } = service.received.at(-1)!;
  expect(headers.topic).toBe(push.notificationId.replaceAll('-', ''));
  expect(headers.urgency).toBe('normal');
  expect(decrypt(body)).toEqual({
    notificationId: push.notificationId,
    title: push.title,
    body: push.body,
    url: push.url,
  });
});

test('a push service that knows another key refuses, and the device stays', async () => {
  const other = { subject: vapid.subject, ...webpush.generateVAPIDKeys() };
  expect(await viaBrowser(other).send(tab('/good'))).toMatchObject({ kind: 'refused', gone: false });
});

test.each([
  ['fcm', 'uninstalled'],
  ['fcm', 'nonsense'],
  ['web_push', '/gone'],
  ['web_push', '/unknown'],
] as const)('%s says that %s is no device any more', async (kind, device) => {
  const outcome = kind === 'fcm' ? await viaFcm().send(phone(device)) : await viaBrowser().send(tab(device));
  expect(outcome).toMatchObject({ kind: 'refused', gone: true });
});

test.each([
  ['fcm', 'busy', 30_000],
  ['fcm', 'broken', undefined],
  ['web_push', '/busy', 12_000],
  ['web_push', '/broken', 12_000],
] as const)('%s that answers %s may be asked later', async (kind, device, retryAfterMs) => {
  const outcome = kind === 'fcm' ? await viaFcm().send(phone(device)) : await viaBrowser().send(tab(device));
  expect(outcome).toMatchObject({ kind: 'unavailable', ...(retryAfterMs && { retryAfterMs }) });
});

test('a subscription that leads into our own network is not called', async () => {
  const before = service.received.length;
  const port = webPush(vapid, outgoing());
  expect(await port.send(tab('/good'))).toMatchObject({ kind: 'refused', gone: true });
  const inside = tab('/good');
  inside.target.endpoint = 'https://169.254.169.254/latest/meta-data';
  expect(await port.send(inside)).toMatchObject({ kind: 'refused', gone: true });
  expect(service.received.length).toBe(before);
});
