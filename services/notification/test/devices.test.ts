import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import webpush from 'web-push';
import type { User } from '#kernel/call';
import { col } from '#kernel/sql/columns';
import { ticketClosed } from '#services/ticket/events';
import { httpFake } from './providers.ts';
import { type Town, town } from './town.ts';

let home: Town;
let service: Awaited<ReturnType<typeof httpFake>>;
const vapid = webpush.generateVAPIDKeys();

beforeAll(async () => {
  service = await httpFake(({ path }) => ({ status: path.startsWith('/gone') ? 410 : path === '/broken' ? 503 : 201 }));
  home = await town({
    config: {
      VAPID_PUBLIC_KEY: vapid.publicKey,
      VAPID_PRIVATE_KEY: vapid.privateKey,
      AGORA_NOTIFICATION_ALLOW_INSECURE_PROVIDERS: 'true',
    },
  });
});
afterAll(async () => {
  await home.t.close();
  await service.close();
});

/** A browser's subscription at a path of the push service. */
function subscription(path: string) {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const keys = { p256dh: ecdh.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
  return { kind: 'web_push' as const, endpoint: `${service.url}${path}`, keys };
}
const close = (...watchers: User[]) =>
  home.t.deliver(ticketClosed, {
    ticketId: randomUUID(),
    buildingId: randomUUID(),
    unitId: null,
    title: 'Lamp',
    watchers: watchers.map(({ userId }) => userId),
    by: null,
    reason: 'solved',
    mergedInto: null,
  });
const pushed = (path: string) => service.received.filter(request => request.path === path).length;
const pushLog = async (user: User) => (await home.log(user.userId)).filter(line => line.channel === 'push');

test('a registered device gets pushes until it is removed, and who has none gets none', async () => {
  const [ada, bob] = [home.person(), home.person()];
  const as = home.t.as(ada).notification;
  const path = `/${randomUUID()}`;
  const device = await as.registerDevice({ target: subscription(path) });
  expect(await as.listDevices({})).toEqual({ items: [device], webPushKey: vapid.publicKey });
  await close(ada, bob);
  expect(pushed(path)).toBe(1);
  expect(await pushLog(bob)).toEqual([]);
  await as.removeDevice({ deviceId: device.id });
  await close(ada);
  expect(pushed(path)).toBe(1);
});

test('where a device is reached is sealed in the database', async () => {
  const target = subscription(`/${randomUUID()}`);
  await home.t.as(home.person()).notification.registerDevice({ target });
  const rows = await home.t.db('notification').many({ target: col.bytes })`select target from device_tokens`;
  expect(Buffer.concat(rows.map(found => found.target)).includes(target.endpoint)).toBe(false);
});

test('a device the push service no longer knows is forgotten, and the app keeps the message', async () => {
  const ada = home.person();
  const as = home.t.as(ada).notification;
  await as.registerDevice({ target: subscription(`/gone/${randomUUID()}`) });
  await close(ada);
  expect((await as.listDevices({})).items).toEqual([]);
  expect(await pushLog(ada)).toMatchObject([{ outcome: 'failed', provider: 'web-push', response: '410' }]);
  expect(await home.inApp(ada)).toHaveLength(1);
});

test('of two devices one is enough; while none answers it is tried again', async () => {
  const ada = home.person();
  const as = home.t.as(ada).notification;
  const path = `/${randomUUID()}`;
  await as.registerDevice({ target: subscription('/broken') });
  await close(ada);
  expect(await pushLog(ada)).toMatchObject([{ outcome: 'retried' }]);
  await as.registerDevice({ target: subscription(path) });
  await home.t.advance('1 minute');
  expect(await pushLog(ada)).toMatchObject([{ outcome: 'retried' }, { outcome: 'sent', response: '503; 201' }]);
  expect(pushed(path)).toBe(1);
});

test('a device belongs to who signed in on it last', async () => {
  const [ada, bob] = [home.person(), home.person()];
  const target = subscription(`/${randomUUID()}`);
  const first = await home.t.as(ada).notification.registerDevice({ target });
  const second = await home.t.as(bob).notification.registerDevice({ target });
  expect(second.id).toBe(first.id);
  expect((await home.t.as(ada).notification.listDevices({})).items).toEqual([]);
  await close(bob);
  expect(await pushLog(bob)).toMatchObject([{ outcome: 'sent' }]);
});

test('registering at once from many tabs makes one device, and a person keeps the newest twenty', async () => {
  const as = home.t.as(home.person()).notification;
  const target = subscription(`/${randomUUID()}`);
  await Promise.all(Array.from({ length: 8 }, () => as.registerDevice({ target })));
  expect((await as.listDevices({})).items).toHaveLength(1);
  for (let number = 0; number < 22; number++) {
    home.t.clock.advance('10s');
    await as.registerDevice({ target: { kind: 'fcm', token: `token of phone ${number} ${randomUUID()}` } });
  }
  expect((await as.listDevices({})).items).toHaveLength(20);
});

test('a subscription that cannot work is refused at once', async () => {
  const as = home.t.as(home.person()).notification;
  const target = subscription('/x');
  const keys = { ...target.keys, p256dh: Buffer.alloc(64, 4).toString('base64url') };
  await expect(as.registerDevice({ target: { ...target, keys } })).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(as.registerDevice({ target: { ...target, endpoint: 'ftp://push.example/1' } })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});

test("another's device cannot be removed", async () => {
  const device = await home.t.as(home.person()).notification.registerDevice({ target: subscription('/theirs') });
  const removal = home.t.as(home.person()).notification.removeDevice({ deviceId: device.id });
  await expect(removal).rejects.toMatchObject({ code: 'not_found' });
});
