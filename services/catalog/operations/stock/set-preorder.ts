import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { dayOf } from '../../domain/stock.ts';
import { lockVariant, productChanged } from '../../queries/own.ts';

export const setPreorder = catalogService.operation('setPreorder', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { variantId, availableFrom, limit } = input;
    const { product_id: productId } = await lockVariant(tx, call, variantId);
    if (availableFrom !== null) {
      if (availableFrom <= dayOf(ctx.now())) fail('invalid_argument', 'availableFrom: is a day to come.');
      const { counted } = await tx.one({ counted: col.bool })`
        select tracked and not oversell as counted from product_variants where id = ${variantId}`;
      if (!counted)
        fail('failed_precondition', 'Only what is counted, and not sold to order anyway, can be preordered.', {
          reason: 'not_counted',
        });
    }
    // A preorder that begins anew counts those who still wait.
    await tx.run`
      insert into preorders as known (variant_id, ships_from, most) values (${variantId}, ${availableFrom}, ${limit})
      on conflict (variant_id) do update set
        taken = case when known.ships_from is null then known.waiting else known.taken end,
        ships_from = excluded.ships_from, most = excluded.most, ended = false`;
    await tx.run`update inventory set changed = true where variant_id = ${variantId}`;
    tx.afterCommit(() => ctx.wake('preorders'));
    return productChanged(ctx, tx, productId);
  }),
);
