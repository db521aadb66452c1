import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { showWatch, watchColumns, watchRow } from '../../queries/watches.ts';

const maxWatches = 500;
const defaultCurrency = 'EUR';

export const watchVariant = catalogService.operation('watchVariant', async (ctx, { variantId, kind, below }, call) => {
  if (kind === 'stock' && below) fail('invalid_argument', 'below: belongs to a price that is waited for.');
  const currency = below?.currency ?? defaultCurrency;
  const found = await ctx.db.maybe({ amount: col.bigint.orNull, watches: col.int })`
    select (select amount from price_history h
            where h.variant_id = v.id and h.currency = ${currency} and h.until is null) as amount,
           (select count(*)::int from stock_watches where user_id = ${call.userId}) as watches
    from product_variants v join products p on p.id = v.product_id
    where v.id = ${variantId} and v.archived_at is null and p.state = 'active'`;
  if (!found) return fail('not_found', 'no such variant');
  if (found.watches >= maxWatches)
    fail('failed_precondition', `You wait for ${maxWatches} things; stop waiting for one first.`, {
      reason: 'too_many',
    });
  const wanted = kind === 'stock' ? null : (below?.amount ?? (found.amount === null ? null : found.amount - 1n));
  if (kind === 'price' && (wanted === null || BigInt(wanted) < 0n))
    fail('failed_precondition', 'It has no price there that could fall; say what you would pay.', {
      reason: 'no_price',
    });
  const watch = await ctx.db.one(watchRow)`
    with w as (
      insert into stock_watches (user_id, variant_id, kind, currency, below, created_at)
      values (${call.userId}, ${variantId}, ${kind}, ${kind === 'price' ? currency : null}, ${wanted}, ${ctx.now()})
      on conflict (user_id, variant_id, kind) do update set currency = excluded.currency, below = excluded.below
      returning *)
    select ${watchColumns} from w join product_variants v on v.id = w.variant_id join products p on p.id = v.product_id`;
  return showWatch(watch);
});
