import { col, row } from '#kernel/sql/columns';
import { notificationService } from '../definition.ts';
import { mailboxPage } from '../pages.ts';
import { requireMailbox } from '../ports/providers.ts';

const entryRow = row({
  id: col.uuid,
  channel: col.text,
  recipient: col.text,
  subject: col.text,
  created_at: col.instant,
});
const shown = 200;

export const listMailbox = notificationService.operation('listMailbox', async ctx => {
  requireMailbox(ctx);
  const rows = await ctx.db.many(entryRow)`
    select ${entryRow} from mailbox order by created_at desc, id desc limit ${shown}`;
  return mailboxPage(rows.map(({ created_at: createdAt, ...entry }) => ({ ...entry, createdAt })));
});
