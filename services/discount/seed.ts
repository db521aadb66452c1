// The demo shop's coupons.

import { seedId } from '#kernel/seed';
import { json } from '#kernel/sql/tag';
import type { Benefit, Rule } from './contract/wire.ts';
import type { DiscountCtx } from './definition.ts';

interface DemoCoupon {
  code: string;
  name: string;
  benefit: Benefit;
  rules: Rule[];
  currency: string | null;
  usageLimit: number | null;
  perUserLimit: number | null;
}
const unlimited = { usageLimit: null, perUserLimit: null };

const demoCoupons: readonly DemoCoupon[] = [
  {
    code: 'WELCOME10',
    name: '10 % off your first order',
    benefit: { kind: 'percentage', percentPpm: 100_000, atMost: null },
    rules: [{ kind: 'first_order' }],
    currency: null,
    usageLimit: null,
    perUserLimit: 1,
  },
  {
    code: 'FREESHIP',
    name: 'Free shipping',
    benefit: { kind: 'free_shipping', atMost: null },
    rules: [],
    currency: null,
    ...unlimited,
  },
  {
    code: 'SAVE5',
    name: '5.00 EUR off from 30.00 EUR',
    benefit: { kind: 'amount', amount: '500' },
    rules: [{ kind: 'min_subtotal', amount: '3000' }],
    currency: 'EUR',
    ...unlimited,
  },
  {
    code: 'LASTONE',
    name: '20 % off for one buyer only',
    benefit: { kind: 'percentage', percentPpm: 200_000, atMost: null },
    rules: [],
    currency: null,
    usageLimit: 1,
    perUserLimit: null,
  },
];

/** Fills an empty database; changes nothing where the coupons are. Each code has a promotion of the platform. */
export async function seed(ctx: DiscountCtx): Promise<void> {
  const rows = demoCoupons.map(coupon => ({
    ...coupon,
    promotionId: seedId(`promotion:${coupon.code}`),
    couponId: seedId(`coupon:${coupon.code}`),
  }));
  await ctx.db.run`
    with r as (
      select * from jsonb_to_recordset(${json(rows)}::jsonb) as r (
        "promotionId" uuid, "couponId" uuid, code text, name text, benefit jsonb, rules jsonb, currency text,
        "usageLimit" int, "perUserLimit" int)),
    p as (
      insert into promotions (id, funded_by, name, automatic, benefit, currency, stacking, priority, state,
                              per_user_limit, created_at, updated_at)
      select "promotionId", 'platform', name, false, benefit, currency, 'stackable', 0, 'active', "perUserLimit",
             ${ctx.now()}::timestamptz, ${ctx.now()}::timestamptz
      from r on conflict do nothing returning id),
    rules as (
      insert into promotion_rules (promotion_id, position, rule)
      select p.id, e.position, e.rule
      from p join r on r."promotionId" = p.id, jsonb_array_elements(r.rules) with ordinality as e (rule, position))
    insert into coupons (id, promotion_id, code, state, usage_limit, created_at)
    select r."couponId", p.id, r.code, 'active', r."usageLimit", ${ctx.now()}::timestamptz
    from p join r on r."promotionId" = p.id
    on conflict do nothing`;
}
