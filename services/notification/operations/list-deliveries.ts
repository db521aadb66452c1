import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col, row } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { notificationService } from '../definition.ts';
import type { Channel, TypeName } from '../domain/types.ts';

const logRow = row({
  id: col.uuid,
  notification_id: col.uuid,
  user_id: col.uuid.orNull,
  type: col.text,
  channel: col.text,
  outcome: col.text,
  provider: col.text.orNull,
  response: col.text.orNull,
  attempt: col.int,
  at: col.instant,
});

type Outcome = 'sent' | 'retried' | 'failed' | 'skipped' | 'deferred' | 'collected';

export const listDeliveries = notificationService.operation(
  'listDeliveries',
  async (ctx, { limit, cursor, userId }) => {
    const after = afterCursor(cursor, [Timestamp, Id]);
    const rows = await ctx.db.many(logRow)`
      select ${logRow} from notification_logs
      where true
        ${userId ? sql`and user_id = ${userId}` : nothing}
        ${after ? sql`and (at, id) < (${after[0]}, ${after[1]})` : nothing}
      order by at desc, id desc limit ${limit + 1}`;
    return toPage(
      rows,
      limit,
      found => [found.at, found.id],
      ({ notification_id, user_id, type, channel, outcome, ...shown }) => ({
        ...shown,
        notificationId: notification_id,
        userId: user_id,
        type: type as TypeName,
        channel: channel as Channel,
        outcome: outcome as Outcome,
      }),
    );
  },
);
