import { fail } from '#kernel/errors';
import { col, row } from '#kernel/sql/columns';
import { notificationService } from '../definition.ts';
import { messagePage } from '../pages.ts';
import { requireMailbox } from '../ports/providers.ts';

const messageRow = row({
  id: col.uuid,
  channel: col.text,
  recipient: col.text,
  subject: col.text,
  text: col.text,
  html: col.text.orNull,
  created_at: col.instant,
});

export const showMail = notificationService.operation('showMail', async (ctx, { messageId }) => {
  requireMailbox(ctx);
  const { created_at: createdAt, ...message } =
    (await ctx.db.maybe(messageRow)`select ${messageRow} from mailbox where id = ${messageId}`) ??
    fail('not_found', 'There is no such message.');
  return messagePage({ ...message, createdAt });
});
