// Which promotions could be used: the automatic ones, and those of the codes that were asked for.

import { col, type RowOf, row } from '#kernel/sql/columns';
import { epochMs } from '#kernel/time';
import type { Benefit, Rule } from '../contract/wire.ts';
import type { DiscountCtx } from '../definition.ts';
import type { Candidate } from '../domain/promotion.ts';
import type { Terms } from '../domain/standing.ts';

const promotionColumns = row(
  {
    id: col.uuid,
    vendor_id: col.uuid.orNull,
    funded_by: col.text,
    name: col.text,
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
  },
  'p',
);
const promotionShape = { ...promotionColumns, rules: col.json<Rule[]>() };
type PromotionShape = RowOf<typeof promotionShape>;

/** A promotion that may be used, with the terms it stands under. */
export interface Known {
  candidate: Candidate;
  terms: Terms;
}

/** The same by a code, with the terms of the coupon. */
export interface KnownCode extends Known {
  code: string;
  coupon: Terms & { userId: string | null };
  /** The orders the buyer has. */
  orders: number;
}

/** What a buyer has done so far, where that matters. */
export interface History {
  orders: number;
  /** Uses by promotion. */
  uses: ReadonlyMap<string, number>;
}

const known = (found: PromotionShape, coupon: { id: string; code: string } | null, takenByBuyer: number): Known => ({
  candidate: {
    promotionId: found.id,
    couponId: coupon?.id ?? null,
    code: coupon?.code ?? null,
    name: found.name,
    vendorId: found.vendor_id,
    fundedBy: found.funded_by as Candidate['fundedBy'],
    benefit: found.benefit,
    rules: found.rules,
    currency: found.currency,
    stacking: found.stacking as Candidate['stacking'],
    priority: found.priority,
  },
  terms: {
    state: found.state,
    startsAt: found.starts_at,
    endsAt: found.ends_at,
    usageLimit: found.usage_limit,
    taken: found.used + found.held,
    perUserLimit: found.per_user_limit,
    takenByBuyer,
  },
});

const couponColumns = {
  coupon_id: col.uuid,
  code: col.text,
  owner_id: col.uuid.orNull,
  coupon_state: col.text,
  coupon_starts_at: col.instant.orNull,
  coupon_ends_at: col.instant.orNull,
  coupon_limit: col.int.orNull,
  coupon_per_user: col.int.orNull,
  coupon_taken: col.int,
  coupon_uses: col.int,
  promotion_uses: col.int,
  orders: col.int,
};

/** The promotions of codes with all that decides on them, in one statement. */
export async function promotionsOfCodes(
  { db }: DiscountCtx,
  codes: readonly string[],
  userId: string | null,
): Promise<KnownCode[]> {
  const found = await db.many({ ...promotionShape, ...couponColumns })`
    select ${promotionColumns},
           (select coalesce(jsonb_agg(r.rule order by r.position), '[]') from promotion_rules r
            where r.promotion_id = p.id) as rules,
           c.id as coupon_id, c.code, c.user_id as owner_id, c.state as coupon_state,
           c.starts_at as coupon_starts_at, c.ends_at as coupon_ends_at, c.usage_limit as coupon_limit,
           c.per_user_limit as coupon_per_user, c.used + c.held as coupon_taken,
           coalesce(cu.uses, 0) as coupon_uses, coalesce(pu.uses, 0) as promotion_uses,
           (select count(*)::int from shoppers s where s.user_id = ${userId}::uuid and not s.cancelled) as orders
    from coupons c
    join promotions p on p.id = c.promotion_id
    left join coupon_usage cu on cu.coupon_id = c.id and cu.user_id = ${userId}::uuid
    left join promotion_users pu on pu.promotion_id = p.id and pu.user_id = ${userId}::uuid
    where c.code = any(${codes}::text[])`;
  return found.map(each => ({
    ...known(each, { id: each.coupon_id, code: each.code }, each.promotion_uses),
    code: each.code,
    orders: each.orders,
    coupon: {
      userId: each.owner_id,
      state: each.coupon_state,
      startsAt: each.coupon_starts_at,
      endsAt: each.coupon_ends_at,
      usageLimit: each.coupon_limit,
      taken: each.coupon_taken,
      perUserLimit: each.coupon_per_user,
      takenByBuyer: each.coupon_uses,
    },
  }));
}

/** How long the automatic promotions may be as they were: another process may have changed them meanwhile. */
const freshMs = 2_000;
const remembered = new WeakMap<DiscountCtx['db'], { untilMs: number; promotions: Promise<Known[]> }>();

/** The automatic promotions, as a statement found them at most two seconds ago. */
export function automaticPromotions(ctx: DiscountCtx): Promise<Known[]> {
  const { db } = ctx;
  const nowMs = epochMs(ctx.now());
  const held = remembered.get(db);
  if (held && held.untilMs > nowMs) return held.promotions;
  const promotions = loadAutomatic(ctx);
  remembered.set(db, { untilMs: nowMs + freshMs, promotions });
  // What could not be loaded is not remembered.
  promotions.catch(() => remembered.delete(db));
  return promotions;
}

/** What this process remembers of the automatic promotions is out of date. */
export const forgetAutomatic = ({ db }: DiscountCtx): void => void remembered.delete(db);

async function loadAutomatic({ db, now }: DiscountCtx): Promise<Known[]> {
  const found = await db.many(promotionShape)`
    select ${promotionColumns},
           (select coalesce(jsonb_agg(r.rule order by r.position), '[]') from promotion_rules r
            where r.promotion_id = p.id) as rules
    from promotions p
    where p.automatic and p.state = 'active' and (p.ends_at is null or p.ends_at > ${now()})`;
  return found.map(each => known(each, null, 0));
}

/** What a buyer has done, for the automatic promotions that ask for it. */
export async function historyOf({ db }: DiscountCtx, userId: string): Promise<History> {
  const found = await db.one({ orders: col.int, uses: col.json<Record<string, number>>() })`
    select (select count(*)::int from shoppers where user_id = ${userId} and not cancelled) as orders,
           (select coalesce(jsonb_object_agg(promotion_id, uses), '{}') from promotion_users
            where user_id = ${userId}) as uses`;
  return { orders: found.orders, uses: new Map(Object.entries(found.uses)) };
}

/** Whether it must be known who buys. */
export const asksHistory = ({ candidate, terms }: Known): boolean =>
  terms.perUserLimit !== null || candidate.rules.some(({ kind }) => kind === 'first_order');
