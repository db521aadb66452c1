import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { providerRow, toProvider } from '../../queries/providers.ts';

export const listProviders = marketplaceService.operation('listProviders', async (ctx, { limit, cursor, state }) => {
  const after = afterCursor(cursor, [Timestamp, Id] as const);
  const rows = await ctx.db.many(providerRow)`
    select ${providerRow} from providers p
    where true ${state ? sql`and p.state = ${state}` : nothing}
      ${after ? sql`and (p.created_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by p.created_at desc, p.id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.created_at, row.id],
    row => toProvider(ctx, row, true),
  );
});
