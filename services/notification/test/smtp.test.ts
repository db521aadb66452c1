import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mail } from '../ports/mail.ts';
import { smtpMail } from '../ports/mail-smtp.ts';
import { smtpFake } from './providers.ts';

let server: Awaited<ReturnType<typeof smtpFake>>;

beforeAll(async () => {
  server = await smtpFake();
});
afterAll(() => server.close());

const mail: Mail = {
  messageId: '<1@agora.test>',
  userId: null,
  to: 'ada@post.example',
  subject: 'Gelöst: Heizung',
  text: 'Grüße',
  html: '<p>Grüße</p>',
  unsubscribeUrl: 'https://agora.test/api/v1/links/x',
};

test('a mail arrives with both texts, its own id and the headers of one-click unsubscribing', async () => {
  const port = smtpMail(server.url, 'Agora <no-reply@agora.test>');
  const outcome = await port.send(mail);
  port.close();
  expect(outcome).toMatchObject({ kind: 'sent', provider: 'smtp', response: expect.stringContaining('250') });
  const { from, to, raw } = server.mails.at(-1)!;
  expect([from, to]).toEqual(['no-reply@agora.test', 'ada@post.example']);
  expect(raw).toContain('Message-ID: <1@agora.test>');
  expect(raw).toContain('List-Unsubscribe: <https://agora.test/api/v1/links/x>');
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(raw).toContain('Auto-Submitted: auto-generated');
  expect(raw).toMatch(/multipart\/alternative/);
  expect(raw).toContain('text/plain');
  expect(raw).toContain('text/html');
});

test('a subject of several lines makes no header, and an address of several people no recipients', async () => {
  const port = smtpMail(server.url, 'no-reply@agora.test');
  await port.send({ ...mail, subject: 'a\r\nBcc: eve@post.example', to: 'ada@post.example,eve@post.example' });
  port.close();
  const taken = server.mails.filter(each => each.raw.includes('eve'));
  for (const { to, raw } of taken) {
    expect(to).not.toBe('eve@post.example');
    expect(raw).not.toMatch(/^Bcc:/m);
  }
});

test.each([
  ['rcpt', 550, '5.1.1 no such user', { kind: 'refused', gone: true }],
  ['rcpt', 550, '5.7.1 not from you', { kind: 'refused', gone: false }],
  ['rcpt', 451, '4.3.2 try later', { kind: 'unavailable' }],
  ['data', 554, '5.6.0 looks like spam', { kind: 'refused', gone: false }],
  ['data', 421, '4.7.0 too much', { kind: 'unavailable' }],
] as const)('a refusal at %s with %i %s is taken for what it is', async (at, code, message, expected) => {
  server.state.refusal = { at, code, message };
  const port = smtpMail(server.url, 'no-reply@agora.test');
  const outcome = await port.send(mail);
  port.close();
  server.state.refusal = null;
  expect(outcome).toMatchObject({ ...expected, response: expect.stringContaining(message) });
});

test('a wrong password or a server that is down is no fault of the message', async () => {
  const wrong = smtpMail(server.url.replace('secret', 'guess'), 'no-reply@agora.test');
  expect(await wrong.send(mail)).toMatchObject({ kind: 'unavailable' });
  wrong.close();
  const down = smtpMail('smtp://127.0.0.1:1', 'no-reply@agora.test');
  expect(await down.send(mail)).toMatchObject({ kind: 'unavailable' });
  down.close();
});
