import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageSent } from '#services/chat/events';
import { type Town, town } from './town.ts';

let home: Town;
beforeAll(async () => {
  home = await town();
});
afterAll(() => home.t.close());

const said = (more: object = {}) => ({
  channelId: randomUUID(),
  buildingId: randomUUID(),
  kind: 'topic' as const,
  channelName: 'Garden',
  messageId: randomUUID(),
  number: 1,
  authorId: randomUUID(),
  mentions: [] as string[],
  recipientId: null,
  ...more,
});

test('whoever is named is told in their language, and leads to the message', async () => {
  const [ada, max] = [home.person(), home.person({ locale: 'de' })];
  const data = said({ mentions: [ada.userId, max.userId] });
  await home.t.deliver(messageSent, data);
  const [shown] = await home.inApp(ada);
  expect(shown).toMatchObject({
    type: 'chat.mentioned',
    title: 'You were named in Garden',
    link: `/channels/${data.channelId}?message=${data.messageId}`,
  });
  expect((await home.inApp(max))[0]?.title).toBe('Sie wurden in Garden erwähnt');
  expect(await home.mailbox(ada.userId)).toEqual([]);
});

test('a direct message is told to the other, once, also where it names them', async () => {
  const ada = home.person();
  const direct = { kind: 'direct' as const, channelName: null, recipientId: ada.userId, mentions: [ada.userId] };
  await home.t.deliver(messageSent, said(direct));
  expect((await home.inApp(ada)).map(({ type }) => type)).toEqual(['chat.direct_message']);
});

test('a message delivered twice is told once, and what names nobody to nobody', async () => {
  const ada = home.person();
  await home.t.deliver(messageSent, said({ mentions: [ada.userId] }));
  await home.t.deliver(messageSent, said());
  await home.t.redeliver();
  expect(await home.inApp(ada)).toHaveLength(1);
});

test('by e-mail a mention comes to whoever wants it, and may wait for the collection', async () => {
  const ada = home.person();
  const wish = { type: 'chat.mentioned' as const, channel: 'email' as const, enabled: true };
  await home.t.as(ada).notification.setPreferences({ items: [wish] });
  await home.t.as(ada).notification.setSettings({
    quietHours: null,
    sendWindow: null,
    emailDigest: 'daily',
    zone: null,
  });
  await home.t.deliver(messageSent, said({ mentions: [ada.userId] }));
  expect(await home.mailbox(ada.userId)).toEqual([]);
  await home.t.advance('1d');
  expect((await home.mailbox(ada.userId))[0]?.text).toContain('You were named in Garden');
});
