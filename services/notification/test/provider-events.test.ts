import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { securityAlert } from '#services/iam/events';
import { type Town, town } from './town.ts';

const key = 'a key of more than 24 characters';
let home: Town;

beforeAll(async () => {
  home = await town({ config: { AGORA_NOTIFICATION_WEBHOOK_KEY: key } });
});
afterAll(() => home.t.close());

const tell = (provider: string, body: unknown, options: { key?: string; type?: string } = {}) =>
  home.t.http(`/api/v1/webhooks/email/${provider}?key=${encodeURIComponent(options.key ?? key)}`, {
    method: 'POST',
    headers: { 'content-type': options.type ?? 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
/** Whether an e-mail still reaches somebody. */
async function isReached(user: ReturnType<Town['person']>) {
  const before = (await home.mailbox(user.userId)).length;
  await home.t.deliver(securityAlert, { userId: user.userId, kind: 'new_device' });
  return (await home.mailbox(user.userId)).length > before;
}
const sns = (message: unknown) => ({ Type: 'Notification', MessageId: randomUUID(), Message: JSON.stringify(message) });

test.each([
  ['bounce', (email: string) => ({ email, event: 'bounce', type: 'bounce' }), false],
  ['block', (email: string) => ({ email, event: 'bounce', type: 'blocked' }), true],
  ['delivery', (email: string) => ({ email, event: 'delivered' }), true],
  ['spam report', (email: string) => ({ email, event: 'spamreport' }), false],
])('after a %s SendGrid tells of, the address is served accordingly', async (_what, event, reached) => {
  const user = home.person();
  expect((await tell('sendgrid', [event(user.email.toUpperCase())])).status).toBe(204);
  expect(await isReached(user)).toBe(reached);
});

test.each([
  [
    'permanent bounce',
    (emailAddress: string) => ({
      notificationType: 'Bounce',
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress }] },
    }),
    false,
  ],
  [
    'passing bounce',
    (emailAddress: string) => ({
      notificationType: 'Bounce',
      bounce: { bounceType: 'Transient', bouncedRecipients: [{ emailAddress }] },
    }),
    true,
  ],
  [
    'complaint',
    (emailAddress: string) => ({ eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress }] } }),
    false,
  ],
])('after a %s SES tells of, the address is served accordingly', async (_what, message, reached) => {
  const user = home.person();
  const body = sns(message(user.email));
  for (const type of ['text/plain; charset=UTF-8', 'application/json'])
    expect((await tell('ses', body, { type })).status).toBe(204);
  expect(await isReached(user)).toBe(reached);
});

test('addresses are kept as keyed hashes only', async () => {
  const user = home.person();
  await tell('sendgrid', [{ email: user.email, event: 'spamreport' }]);
  const rows = await home.t.db('notification').many({ row: col.text })`select s::text as row from suppressions s`;
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(user.email).toString('hex'));
});

test('Amazon may ask to confirm, which changes nothing', async () => {
  const body = {
    Type: 'SubscriptionConfirmation',
    Message: 'confirm',
    SubscribeURL: 'https://sns.example/?Action=Confirm',
  };
  expect((await tell('ses', body)).status).toBe(204);
});

test('without the key there is no such address, and what cannot be read is refused', async () => {
  const user = home.person();
  const bounce = [{ email: user.email, event: 'bounce' }];
  expect((await tell('sendgrid', bounce, { key: 'guess' })).status).toBe(404);
  expect(await isReached(user)).toBe(true);
  expect((await tell('sendgrid', 'not JSON')).status).toBe(400);
  expect((await tell('sendgrid', { email: user.email })).status).toBe(400);
  expect((await tell('ses', sns('{').Message)).status).toBe(400);
  expect((await tell('postmark', [])).status).toBe(400);
  expect((await tell('sendgrid', '<xml/>', { type: 'text/xml' })).status).toBe(415);
});

test('without the setting nobody can tell anything', async () => {
  const other = await town();
  try {
    const response = await other.t.http('/api/v1/webhooks/email/sendgrid?key=', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[]',
    });
    expect(response.status).toBe(404);
  } finally {
    await other.t.close();
  }
});
