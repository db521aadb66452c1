// Make many codes at once that cannot be guessed.

import { discountService } from '../../definition.ts';
import { codeOf } from '../../domain/terms.ts';
import { promotionForCodes } from '../../queries/promotions.ts';

export const generateCoupons = discountService.operation('generateCoupons', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    await promotionForCodes(tx, input.promotionId, call);
    const batchId = ctx.id();
    const codes = Array.from({ length: input.count }, () => codeOf(input.prefix, ctx.random.bytes(24)));
    await tx.run`
      insert into coupons (id, promotion_id, code, state, influencer_id, batch_id, starts_at, ends_at, usage_limit,
                           per_user_limit, created_at)
      select n.id, ${input.promotionId}::uuid, n.code, 'active', ${input.influencerId}::uuid, ${batchId}::uuid,
             ${input.startsAt}::timestamptz, ${input.endsAt}::timestamptz, ${input.usageLimit}::int,
             ${input.perUserLimit}::int, ${ctx.now()}::timestamptz
      from unnest(${codes.map(() => ctx.id())}::uuid[], ${codes}::text[]) as n (id, code)`;
    return { batchId, codes };
  }),
);
