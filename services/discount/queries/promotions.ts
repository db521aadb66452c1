// Promotions and coupons as those who run them see them.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json, nothing, sql } from '#kernel/sql/tag';
import type { Benefit, Coupon, Promotion, Rule } from '../contract/wire.ts';

export const promotionRow = row(
  {
    id: col.uuid,
    vendor_id: col.uuid.orNull,
    funded_by: col.text,
    name: col.text,
    automatic: col.bool,
    benefit: col.json<Benefit>(),
    currency: col.text.orNull,
    stacking: col.text,
    priority: col.int,
    state: col.text,
    starts_at: col.instant.orNull,
    ends_at: col.instant.orNull,
    usage_limit: col.int.orNull,
    per_user_limit: col.int.orNull,
    used: col.int,
    held: col.int,
    version: col.int,
    created_at: col.instant,
    updated_at: col.instant,
  },
  'p',
);
export const promotionShape = { ...promotionRow, rules: col.json<Rule[]>() };

/** The rules of a promotion `p`, in their order. */
export const rulesOf = () => sql`
  (select coalesce(jsonb_agg(r.rule order by r.position), '[]') from promotion_rules r
   where r.promotion_id = p.id) as rules`;

export const toPromotion = (found: RowOf<typeof promotionShape>): Promotion => ({
  id: found.id,
  vendorId: found.vendor_id,
  fundedBy: found.funded_by as Promotion['fundedBy'],
  automatic: found.automatic,
  state: found.state as Promotion['state'],
  name: found.name,
  benefit: found.benefit,
  rules: found.rules,
  currency: found.currency,
  stacking: found.stacking as Promotion['stacking'],
  priority: found.priority,
  startsAt: found.starts_at,
  endsAt: found.ends_at,
  usageLimit: found.usage_limit,
  perUserLimit: found.per_user_limit,
  ...countsOf(found),
  version: found.version,
  createdAt: found.created_at,
  updatedAt: found.updated_at,
});

const countsOf = (found: { usage_limit: number | null; used: number; held: number }) =>
  found.usage_limit === null ? { used: null, held: null } : { used: found.used, held: found.held };

export const couponRow = row({
  id: col.uuid,
  promotion_id: col.uuid,
  code: col.text,
  state: col.text,
  influencer_id: col.uuid.orNull,
  user_id: col.uuid.orNull,
  batch_id: col.uuid.orNull,
  starts_at: col.instant.orNull,
  ends_at: col.instant.orNull,
  usage_limit: col.int.orNull,
  per_user_limit: col.int.orNull,
  used: col.int,
  held: col.int,
  created_at: col.instant,
});

export const toCoupon = (found: RowOf<typeof couponRow>): Coupon => ({
  id: found.id,
  promotionId: found.promotion_id,
  code: found.code,
  state: found.state as Coupon['state'],
  influencerId: found.influencer_id,
  userId: found.user_id,
  batchId: found.batch_id,
  startsAt: found.starts_at,
  endsAt: found.ends_at,
  usageLimit: found.usage_limit,
  perUserLimit: found.per_user_limit,
  ...countsOf(found),
  createdAt: found.created_at,
});

const noSuchPromotion = 'no such promotion';

/** Whether somebody runs the promotions of a vendor, or those of all vendors. */
export const runs = (call: Call, vendorId: string | null): boolean =>
  vendorId === null ? call.can('admin', 'platform') : call.can('vendor', { vendor: vendorId });

/** A promotion the caller runs, locked if told; raises `not_found` for one of others. */
export async function ownPromotion(
  db: Queries,
  promotionId: string,
  call: Call,
  { lock = false } = {},
): Promise<Promotion> {
  const found = await db.maybe(promotionShape)`
    select ${promotionRow}, ${rulesOf()} from promotions p where p.id = ${promotionId}
    ${lock ? sql`for update of p` : nothing}`;
  if (!found) return fail('not_found', noSuchPromotion);
  call.require(runs(call, found.vendor_id), noSuchPromotion);
  return toPromotion(found);
}

/** A promotion that codes can be added to; raises `failed_precondition` for one that needs none or has ended. */
export async function promotionForCodes(db: Queries, promotionId: string, call: Call): Promise<Promotion> {
  const promotion = await ownPromotion(db, promotionId, call);
  if (promotion.automatic)
    fail('failed_precondition', 'This promotion counts without a code.', { reason: 'automatic' });
  if (promotion.state === 'archived')
    fail('failed_precondition', 'This promotion has ended; add another.', { reason: 'archived' });
  return promotion;
}

/** Writes the rules of a promotion in place of those it had. */
export async function writeRules(tx: Tx, promotionId: string, rules: readonly Rule[]): Promise<void> {
  await tx.run`delete from promotion_rules where promotion_id = ${promotionId}`;
  await tx.run`
    insert into promotion_rules (promotion_id, position, rule)
    select ${promotionId}, r.position, r.rule
    from jsonb_array_elements(${json(rules)}::jsonb) with ordinality as r (rule, position)`;
}

/** The coupon with its promotion's vendor checked; raises `not_found` for one of others. Locks it. */
export async function ownCoupon(tx: Tx, couponId: string, call: Call): Promise<Coupon> {
  const found = await tx.maybe({ ...couponRow, vendor_id: col.uuid.orNull })`
    select ${couponRow}, (select vendor_id from promotions where id = promotion_id) as vendor_id
    from coupons where id = ${couponId} for update`;
  if (!found) return fail('not_found', 'no such coupon');
  call.require(runs(call, found.vendor_id), 'no such coupon');
  return toCoupon(found);
}
