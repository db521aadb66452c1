import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { lockVariant, productChanged } from '../../queries/own.ts';

export const archiveVariant = catalogService.operation('archiveVariant', async (ctx, { variantId }, call) =>
  ctx.db.transaction(async tx => {
    const { id, product_id: productId } = await lockVariant(tx, call, variantId);
    const { others } = await tx.one({ others: col.int })`
      select count(*)::int as others from product_variants
      where product_id = ${productId} and archived_at is null and id <> ${id}`;
    if (others === 0)
      fail('failed_precondition', 'It is the only variant; archive the product instead.', { reason: 'last_variant' });
    await tx.run`update product_variants set archived_at = ${ctx.now()}, version = version + 1 where id = ${id}`;
    await productChanged(ctx, tx, productId);
  }),
);
