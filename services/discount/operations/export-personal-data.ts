import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { discountService } from '../definition.ts';

export const exportPersonalData = discountService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'coupons', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from coupons x where x.user_id = ${userId}),
      'holds', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from use_holds x where x.user_id = ${userId}),
      'couponUses', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from coupon_usage x where x.user_id = ${userId}),
      'promotionUses', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from promotion_users x where x.user_id = ${userId}),
      'orders', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from shoppers x where x.user_id = ${userId})) as kept`;
  return kept;
});
