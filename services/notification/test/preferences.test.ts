import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#kernel/call';
import { ticketClosed, ticketCommented, ticketStatusChanged } from '#services/ticket/events';
import { type Town, town } from './town.ts';

let home: Town;

beforeAll(async () => {
  home = await town();
});
afterAll(() => home.t.close());

const about = (...watchers: User[]) => ({
  ticketId: randomUUID(),
  buildingId: randomUUID(),
  unitId: null,
  title: 'The radiator',
  watchers: watchers.map(({ userId }) => userId),
  by: null,
});
const close = (...watchers: User[]) =>
  home.t.deliver(ticketClosed, { ...about(...watchers), reason: 'solved', mergedInto: null });

test('without a choice the defaults of each type hold', async () => {
  const { items } = await home.t.as(home.person()).notification.getPreferences({});
  const of = (type: string, channel: string) => items.find(item => item.type === type && item.channel === channel);
  expect(of('ticket.closed', 'email')).toMatchObject({ enabled: true, locked: false });
  expect(of('incident.opened', 'sms')).toMatchObject({ enabled: false, locked: false });
  expect(of('emergency', 'sms')).toMatchObject({ enabled: true, locked: true });
  expect(of('digest', 'email')).toBeUndefined();
});

test('what is switched off does not come, on that channel alone and for that person alone', async () => {
  const [ada, bob] = [home.person(), home.person()];
  const as = home.t.as(ada).notification;
  const { items } = await as.setPreferences({
    items: [
      { type: 'ticket.closed', channel: 'email', enabled: true },
      { type: 'ticket.closed', channel: 'email', enabled: false },
    ],
  });
  expect(items.find(item => item.type === 'ticket.closed' && item.channel === 'email')!.enabled).toBe(false);
  await close(ada, bob);
  expect(await home.mailbox(ada.userId)).toEqual([]);
  expect(await home.inApp(ada)).toHaveLength(1);
  expect(await home.mailbox(bob.userId)).toHaveLength(1);
  await as.setPreferences({ items: [{ type: 'ticket.closed', channel: 'in_app', enabled: false }] });
  await close(ada);
  expect(await home.inApp(ada)).toHaveLength(1);
});

test('SMS come to those who want them and have a number', async () => {
  const [ada, bob] = [home.person({ phone: '+4930123456' }), home.person()];
  for (const user of [ada, bob])
    await home.t.as(user).notification.setPreferences({
      items: [{ type: 'ticket.question_asked', channel: 'sms', enabled: true }],
    });
  const change = { from: 'in_progress', to: 'waiting_for_resident', openedBy: null } as const;
  await home.t.deliver(ticketStatusChanged, { ...about(ada, bob), ...change });
  const sms = (await home.mailbox()).filter(message => message.channel === 'sms');
  expect(sms).toMatchObject([{ user_id: ada.userId, recipient: '+4930123456' }]);
  expect(await home.log(bob.userId)).toContainEqual(
    expect.objectContaining({ channel: 'sms', outcome: 'skipped', response: 'no phone number' }),
  );
  expect((await home.log(ada.userId)).map(line => line.response).join()).not.toContain('4930123456');
});

test('a choice that is none is refused with a reason', async () => {
  const as = home.t.as(home.person()).notification;
  for (const choice of [
    { type: 'emergency', channel: 'sms', enabled: false },
    { type: 'account.security_alert', channel: 'email', enabled: false },
    { type: 'account.welcome', channel: 'push', enabled: true },
    { type: 'digest', channel: 'email', enabled: false },
  ] as const)
    await expect(as.setPreferences({ items: [choice] })).rejects.toMatchObject({
      code: 'failed_precondition',
      extras: { reason: 'not_a_choice' },
    });
});

test('settings are kept as they were given, and nonsense is refused', async () => {
  const as = home.t.as(home.person()).notification;
  const none = { quietHours: null, sendWindow: null, emailDigest: 'immediate', zone: null } as const;
  expect(await as.getSettings({})).toEqual(none);
  const settings = {
    quietHours: { from: '22:30', to: '06:00' },
    sendWindow: { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' },
    emailDigest: 'daily',
    zone: 'Asia/Kolkata',
  } as const;
  await as.setSettings({ ...settings, sendWindow: { ...settings.sendWindow, weekdays: [1, 2, 3, 4, 5] } });
  expect(await as.getSettings({})).toEqual(settings);
  await as.setSettings(none);
  expect(await as.getSettings({})).toEqual(none);
  for (const nonsense of [
    { zone: 'Berlin' },
    { quietHours: { from: '22:00', to: '22:00' } },
    { sendWindow: { weekdays: [1], from: '20:00', to: '08:00' } },
    { quietHours: { from: '07:00', to: '21:00' }, sendWindow: { weekdays: [1], from: '08:00', to: '20:00' } },
    { quietHours: { from: '25:00', to: '21:00' } },
  ])
    await expect(as.setSettings({ ...none, ...nonsense })).rejects.toMatchObject({ code: 'invalid_argument' });
});

/** The path of the unsubscribe link in somebody's last e-mail. */
async function unsubscribePath(user: User) {
  const mail = (await home.mailbox(user.userId)).at(-1)!;
  return /http:\/\/agora\.test(\/api\/v1\/links\/\S+)/.exec(mail.text)![1]!;
}

test('the link in an e-mail ends e-mails of that type, by its page or in one click', async () => {
  const ada = home.person({ locale: 'de' });
  await close(ada);
  const path = await unsubscribePath(ada);
  const shown = await home.t.http(path);
  expect(shown.headers.get('content-type')).toContain('text/html');
  expect(await shown.text()).toContain('<form method="post">');
  await close(ada);
  expect(await home.mailbox(ada.userId)).toHaveLength(2);

  const oneClick = await home.t.http(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(oneClick.status).toBe(200);
  expect(await oneClick.text()).toContain('Sie erhalten keine E-Mails dieser Art mehr.');
  await close(ada);
  expect(await home.mailbox(ada.userId)).toHaveLength(2);
  await home.t.deliver(ticketCommented, { ...about(ada), commentId: randomUUID(), internal: false });
  expect(await home.mailbox(ada.userId)).toHaveLength(3);
  expect(await home.inApp(ada)).toHaveLength(4);
});

test('a link that was tampered with, cut off or made up is none', async () => {
  const ada = home.person();
  await close(ada);
  const path = await unsubscribePath(ada);
  const at = path.length - 10;
  const flipped = path.slice(0, at) + (path[at] === 'A' ? 'B' : 'A') + path.slice(at + 1);
  for (const wrong of [flipped, path.slice(0, -8), `/api/v1/links/${'x'.repeat(60)}`]) {
    expect((await home.t.http(wrong)).status).toBe(404);
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    expect((await home.t.http(wrong, { method: 'POST', body: form })).status).toBe(404);
  }
  await close(ada);
  expect(await home.mailbox(ada.userId)).toHaveLength(2);
});
