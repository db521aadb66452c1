// Where there is no provider: what would have gone out is kept in a table and shown on a local page.

import type { Database } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import { gathered } from '../gathered.ts';
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
interface Row extends Kept {
  id: string;
  createdAt: Instant;
}

interface Surroundings {
  db: Database;
  now(): Instant;
  id(): string;
}

const kept = { kind: 'sent', provider: 'mailbox', response: 'kept in the local mailbox' } as const;

/** The local adapter of every channel. A message that comes again is the same message. */
export function localMailbox({ db, now, id }: Surroundings): { mail: MailPort; sms: SmsPort; push: PushPort } {
  const keepRow = gathered<Row, Outcome>(async rows => {
    await insertRows(db, rows);
    return rows.map(() => kept);
  });
  const keep = (message: Kept): Promise<Outcome> => keepRow({ ...message, id: id(), createdAt: now() });
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

const insertRows = (db: Database, rows: readonly Row[]): Promise<number> => db.run`
  insert into mailbox (id, message_id, channel, user_id, recipient, subject, text, html, created_at)
  select * from unnest(
    ${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.messageId)}::text[],
    ${rows.map(row => row.channel)}::text[], ${rows.map(row => row.userId)}::uuid[],
    ${rows.map(row => row.to)}::text[], ${rows.map(row => row.subject)}::text[], ${rows.map(row => row.text)}::text[],
    ${rows.map(row => row.html)}::text[], ${rows.map(row => row.createdAt)}::timestamptz[])
  on conflict (message_id) do nothing`;
