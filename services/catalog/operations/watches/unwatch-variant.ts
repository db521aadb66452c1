import { catalogService } from '../../definition.ts';

export const unwatchVariant = catalogService.operation('unwatchVariant', async (ctx, { variantId, kind }, call) => {
  await ctx.db.run`
    delete from stock_watches
    where user_id = ${call.userId} and variant_id = ${variantId} and kind = coalesce(${kind ?? null}::text, kind)`;
});
