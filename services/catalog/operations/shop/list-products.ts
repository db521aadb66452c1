import { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { type Card, filtered, searched, showCard } from '../../queries/listing.ts';
import { linksOf } from '../../queries/pictures.ts';

const amount = z.string().regex(/^\d{1,18}$/);
const rank = z.string().regex(/^\d+(\.\d+)?(e-\d+)?$/);

/** By what each order sorts, what its cursor holds, and whether it goes down. */
const orders = {
  newest: {
    key: sql`l.published_at`,
    shown: sql`l.card ->> 'publishedAt'`,
    type: sql`timestamptz`,
    cursor: Timestamp,
    down: true,
  },
  price: { key: sql`l.price_from`, shown: sql`l.price_from::text`, type: sql`int8`, cursor: amount, down: false },
  '-price': { key: sql`l.price_from`, shown: sql`l.price_from::text`, type: sql`int8`, cursor: amount, down: true },
  title: { key: sql`l.title`, shown: sql`l.title`, type: sql`text`, cursor: z.string().max(300), down: false },
} as const;

const byRank = sql`ts_rank_cd(p.search, s.query)`;

const listingRow = { product_id: col.uuid, card: col.json<Card>(), key: col.text };

export const listProducts = catalogService.operation('listProducts', async (ctx, input) => {
  const { limit, sort, q } = input;
  if (sort === 'relevance' && q === undefined)
    fail('invalid_argument', 'q: say what to look for, or sort by something else.');
  const order =
    sort === 'relevance'
      ? { key: byRank, shown: sql`${byRank}::text`, type: sql`real`, cursor: rank, down: true }
      : orders[sort];
  const after = afterCursor(input.cursor, [order.cursor, Id]);
  const rows = await ctx.db.many(listingRow)`
    select l.product_id, l.card, ${order.shown} as key
    from product_listings l ${searched(q)}
    where ${filtered(input)}
      ${
        after === null
          ? nothing
          : sql`and (${order.key}, l.product_id) ${order.down ? sql`<` : sql`>`} (${after[0]}::${order.type}, ${after[1]}::uuid)`
      }
    order by ${order.key} ${order.down ? sql`desc` : nothing}, l.product_id ${order.down ? sql`desc` : nothing}
    limit ${limit + 1}`;
  const links = await linksOf(
    ctx,
    rows.map(({ card }) => ({ url: card.url, file_id: card.fileId })),
  );
  return toPage(
    rows,
    limit,
    row => [row.key, row.product_id],
    row => showCard(row.card, links),
  );
});
