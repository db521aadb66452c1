import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketClosed } from '#services/ticket/events';
import { typeNames } from '../domain/types.ts';
import { type Town, town } from './town.ts';

let home: Town;
let admin: ReturnType<Town['person']>;

beforeAll(async () => {
  home = await town();
  admin = home.person({ name: 'Root' }, 'admin@platform');
});
afterAll(() => home.t.close());

const on = { type: 'ticket.closed', locale: 'en' } as const;
const draft = {
  subject: 'Done: {{title}}',
  short: '{{title}} is done.',
  text: 'Dear {{name}}, {{title}} is done: {{link}}',
  html: '<p>Dear {{name}}, <b>{{title}}</b> is done.</p>',
};
const as = () => home.t.as(admin).notification;
const close = (userId: string) =>
  home.t.deliver(ticketClosed, {
    ticketId: randomUUID(),
    buildingId: randomUUID(),
    unitId: null,
    title: 'Lamp & <Door>',
    watchers: [userId],
    by: null,
    reason: 'solved',
    mergedInto: null,
  });

test('a new version is in force at once, and the built-in one again after a reset', async () => {
  const user = home.person();
  expect((await as().getTemplate(on)).template).toMatchObject({ version: 0, custom: false, createdAt: null });
  const saved = await as().saveTemplate({ ...on, ...draft, expectedVersion: 0 });
  expect(saved).toMatchObject({ version: 1, custom: true, subject: draft.subject });
  await close(user.userId);
  const [mail] = await home.mailbox(user.userId);
  expect(mail!.subject).toBe('Done: Lamp & <Door>');
  expect(mail!.html).toContain('<b>Lamp &amp; &lt;Door&gt;</b>');

  expect(await as().resetTemplate(on)).toMatchObject({ version: 2, custom: false });
  expect(await as().resetTemplate(on)).toMatchObject({ version: 2 });
  await close(user.userId);
  expect((await home.mailbox(user.userId))[1]!.subject).toBe('Closed: Lamp & <Door>');
  const { versions, variables } = await as().getTemplate(on);
  expect(versions).toMatchObject([
    { version: 2, custom: false, texts: null, createdBy: admin.userId },
    { version: 1, custom: true, texts: draft },
  ]);
  expect(variables).toEqual(expect.arrayContaining(['name', 'link', 'title', 'reason']));
});

test('of two who save at once one is told to read again', async () => {
  const type = 'ticket.assigned' as const;
  const save = () => as().saveTemplate({ ...draft, type, locale: 'de', expectedVersion: 0 });
  const results = await Promise.allSettled(Array.from({ length: 5 }, save));
  expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'version_mismatch' });
});

test('a draft that cannot be filled is refused with the reason', async () => {
  for (const broken of [{ short: '{{titel}}' }, { html: '{{#if title}}' }, { text: '{{nothing.deep}}' }]) {
    const attempt = { ...on, ...draft, ...broken, expectedVersion: 2 };
    await expect(as().saveTemplate(attempt)).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(as().previewTemplate({ ...on, draft: { ...draft, ...broken } })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  }
});

test('a preview shows a draft, or what is in force, filled with sample data', async () => {
  expect(await as().previewTemplate({ ...on, draft })).toMatchObject({
    subject: 'Done: The radiator stays cold',
    html: expect.stringContaining('<b>The radiator stays cold</b>'),
  });
  expect((await as().previewTemplate({ type: 'emergency', locale: 'de' })).subject).toContain('NOTFALL');
});

test('a test mail goes to the administrator alone, whatever they have switched off', async () => {
  await as().setPreferences({ items: [{ type: 'ticket.sla_breached', channel: 'email', enabled: false }] });
  await as().testTemplate({ type: 'ticket.sla_breached', locale: 'en' });
  await as().testTemplate({ type: 'digest', locale: 'en' });
  await as().testTemplate({ type: 'account.invitation', locale: 'en' });
  await home.t.settle();
  expect((await home.mailbox(admin.userId)).map(mail => mail.subject).toSorted()).toEqual([
    '2 new notifications',
    'Overdue: The radiator stays cold',
    'You are invited to Agora',
  ]);
});

test('when a custom template cannot be filled after all, the built-in one is sent', async () => {
  const user = home.person();
  await as().saveTemplate({ ...on, ...draft, expectedVersion: 2 });
  await home.t.db('notification').run`update email_templates set subject = '{{gone}}' where version = 3`;
  await close(user.userId);
  expect((await home.mailbox(user.userId))[0]!.subject).toBe('Closed: Lamp & <Door>');
});

test('all templates are listed, for administrators only', async () => {
  expect((await as().listTemplates({})).items).toHaveLength(typeNames.length * 2);
  const other = home.t.as(home.person({}, `manager@building:${randomUUID()}`)).notification;
  await expect(other.listTemplates({})).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(other.testTemplate(on)).rejects.toMatchObject({ code: 'permission_denied' });
});
