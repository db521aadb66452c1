import { Id } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { communityService } from '../../definition.ts';
import { namesOf, receiptCounts, receiptRows, seeReceipts } from '../../queries/receipts.ts';

export const listReceipts = communityService.operation('listReceipts', async (ctx, { postId, limit, cursor }, call) => {
  await seeReceipts(ctx, call, postId);
  const after = afterCursor(cursor, [Id]);
  const rows = await receiptRows(ctx.db, postId, { after: after?.[0] ?? null, limit: limit + 1 });
  const names = await namesOf(
    ctx,
    rows.map(({ user_id }) => user_id),
  );
  const page = toPage(
    rows,
    limit,
    found => [found.user_id],
    found => ({
      userId: found.user_id,
      name: names.get(found.user_id) ?? null,
      homes: found.homes,
      acknowledgedAt: found.acknowledged_at,
    }),
  );
  return { ...(await receiptCounts(ctx.db, postId)), ...page };
});
