// Where there is no provider: what would have gone out is kept in a table and shown on a local page.

import type { Database } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { MailPort } from './mail.ts';
import type { Outcome } from './outcome.ts';
import type { PushPort } from './push.ts';
import type { SmsPort } from './sms.ts';

interface Kept {
  channel: 'email' | 'sms' | 'push';
  messageId: string;
  userId: string | null;
  to: string;
  subject: string;
  text: string;
  html: string | null;
}

interface Surroundings {
  db: Database;
  now(): Instant;
  id(): string;
}

/** The local adapter of every channel. A message that comes again is the same message. */
export function localMailbox({ db, now, id }: Surroundings): { mail: MailPort; sms: SmsPort; push: PushPort } {
  async function keep({ channel, messageId, userId, to, subject, text, html }: Kept): Promise<Outcome> {
    await db.run`
      insert into mailbox (id, message_id, channel, user_id, recipient, subject, text, html, created_at)
      values (${id()}, ${messageId}, ${channel}, ${userId}, ${to}, ${subject}, ${text}, ${html}, ${now()})
      on conflict (message_id) do nothing`;
    return { kind: 'sent', provider: 'mailbox', response: 'kept in the local mailbox' };
  }
  return {
    mail: { send: mail => keep({ ...mail, channel: 'email' }), close: () => {} },
    sms: { send: sms => keep({ ...sms, channel: 'sms', subject: sms.text.slice(0, 80), html: null }) },
    push: {
      send: ({ userId, target, notificationId, title, body, url }) => {
        const text = `${body}\n\n${url}`;
        const messageId = `${notificationId}:${target.kind === 'fcm' ? target.token : target.endpoint}`;
        const to = target.kind === 'fcm' ? 'a phone' : 'a browser';
        return keep({ channel: 'push', messageId, userId, to, subject: title, text, html: null });
      },
    },
  };
}
