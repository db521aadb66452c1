// Uses that are kept for orders: made, used up and given back, each by one statement, so that it happens whole or not
// at all. What is left of a limit is decided by the CHECK of the counters; only what has a limit is counted.

import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { json, type sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';

export type HoldState = 'held' | 'confirmed' | 'released';
const stateRow = { state: col.text };

export interface NewHold {
  holdId: string;
  orderId: string;
  userId: string | null;
  uses: readonly { promotionId: string; couponId: string | null; amount: string }[];
  expiresAt: Instant;
  now: Instant;
}

/** Keeps the uses, or finds the hold that is there already. Raises `conflict` with `coupon_exhausted` by constraint. */
export async function insertHold(db: Queries, hold: NewHold): Promise<HoldState> {
  const { holdId, orderId, userId, uses, expiresAt, now } = hold;
  // Counters are locked in the order of their ids, promotions before coupons, so that two orders never wait in a circle.
  const made = await db.one({ state: col.text.orNull })`
    with made as (
      insert into use_holds (id, order_id, user_id, state, expires_at, created_at)
      values (${holdId}, ${orderId}, ${userId}, 'held', ${expiresAt}, ${now})
      on conflict (id) do nothing returning id),
    wanted as (
      select u.* from made, jsonb_to_recordset(${json(uses)}::jsonb)
        as u ("promotionId" uuid, "couponId" uuid, amount int8)),
    noted as (
      insert into promotion_usage (hold_id, promotion_id, coupon_id, amount, created_at)
      select made.id, w."promotionId", w."couponId", w.amount, ${now} from made, wanted w),
    counted as (
      select p.id, p.usage_limit, p.per_user_limit from promotions p
      where p.id in (select "promotionId" from wanted)
        and (p.usage_limit is not null or p.per_user_limit is not null)
      order by p.id for update),
    promoted as (
      update promotions p set held = p.held + 1 from counted c where p.id = c.id and c.usage_limit is not null
      returning p.id),
    coupons_counted as (
      select c.id, c.usage_limit, c.per_user_limit from coupons c
      where c.id in (select "couponId" from wanted) and (c.usage_limit is not null or c.per_user_limit is not null)
        and (select count(*) from promoted) >= 0
      order by c.id for update),
    couponed as (
      update coupons c set held = c.held + 1 from coupons_counted k where c.id = k.id and k.usage_limit is not null
      returning c.id),
    promotion_user as (
      insert into promotion_users (promotion_id, user_id, uses, most)
      select id, ${userId}::uuid, 1, per_user_limit from counted
      where per_user_limit is not null and ${userId}::uuid is not null
      on conflict (promotion_id, user_id) do update set uses = promotion_users.uses + 1, most = excluded.most
      returning uses),
    coupon_user as (
      insert into coupon_usage (coupon_id, user_id, uses, most)
      select id, ${userId}::uuid, 1, per_user_limit from coupons_counted
      where per_user_limit is not null and ${userId}::uuid is not null
      on conflict (coupon_id, user_id) do update set uses = coupon_usage.uses + 1, most = excluded.most
      returning uses)
    select case when exists (select from made) then 'held'
                else (select state from use_holds where id = ${holdId}) end as state`;
  // Its twin was made while this statement waited for it, so this one does not see the row yet.
  return (made.state ?? (await stateOf(db, holdId))) as HoldState;
}

/** What a hold is now; null where there is none. */
export async function stateOf(db: Queries, holdId: string): Promise<HoldState | null> {
  const found = await db.maybe(stateRow)`select state from use_holds where id = ${holdId}`;
  return found && (found.state as HoldState);
}

/** Uses up what is held; gives what the hold is now, or null where there is none. */
export async function confirmHold(db: Queries, holdId: string): Promise<HoldState | null> {
  const { confirmed, state } = await db.one({ confirmed: col.bool, state: col.text.orNull })`
    with done as (update use_holds set state = 'confirmed' where id = ${holdId} and state = ${'held'} returning id),
    uses as (select u.promotion_id, u.coupon_id from promotion_usage u join done on u.hold_id = done.id),
    promotions_due as (
      select id from promotions where id in (select promotion_id from uses) and usage_limit is not null
      order by id for update),
    promoted as (
      update promotions p set held = greatest(p.held - 1, 0), used = p.used + 1 from promotions_due d
      where p.id = d.id returning p.id),
    coupons_due as (
      select id from coupons where id in (select coupon_id from uses) and usage_limit is not null
        and (select count(*) from promoted) >= 0
      order by id for update),
    couponed as (
      update coupons c set held = greatest(c.held - 1, 0), used = c.used + 1 from coupons_due d
      where c.id = d.id returning c.id)
    select exists (select from done) as confirmed, (select state from use_holds where id = ${holdId}) as state`;
  return confirmed ? 'confirmed' : state === 'held' ? stateOf(db, holdId) : (state as HoldState | null);
}

/** Gives the uses of the holds that a condition names back to whom they were taken from; gives how many holds. */
export async function releaseHolds(db: Queries, condition: ReturnType<typeof sql>): Promise<number> {
  const { released } = await db.one({ released: col.int })`
    with due as (select id from use_holds where ${condition} and state <> 'released' order by id for update),
    done as (
      update use_holds h set state = 'released', was = h.state from due where h.id = due.id
      returning h.id, h.was, h.user_id),
    uses as (
      select u.promotion_id, u.coupon_id, d.was, d.user_id from promotion_usage u join done d on u.hold_id = d.id),
    per_promotion as (
      select promotion_id as id, count(*) filter (where was = 'held')::int as held,
             count(*) filter (where was = 'confirmed')::int as used
      from uses group by 1),
    per_coupon as (
      select coupon_id as id, count(*) filter (where was = 'held')::int as held,
             count(*) filter (where was = 'confirmed')::int as used
      from uses group by 1),
    promotions_due as (
      select p.id from promotions p join per_promotion n using (id)
      where p.usage_limit is not null order by p.id for update of p),
    promoted as (
      update promotions p set held = greatest(p.held - n.held, 0), used = greatest(p.used - n.used, 0)
      from per_promotion n join promotions_due using (id) where p.id = n.id returning p.id),
    coupons_due as (
      select c.id from coupons c join per_coupon n using (id)
      where c.usage_limit is not null and (select count(*) from promoted) >= 0 order by c.id for update of c),
    couponed as (
      update coupons c set held = greatest(c.held - n.held, 0), used = greatest(c.used - n.used, 0)
      from per_coupon n join coupons_due using (id) where c.id = n.id returning c.id),
    promotion_user as (
      update promotion_users x set uses = greatest(x.uses - n.uses, 0)
      from (select promotion_id, user_id, count(*)::int as uses from uses group by 1, 2) n
      where x.promotion_id = n.promotion_id and x.user_id = n.user_id),
    coupon_user as (
      update coupon_usage x set uses = greatest(x.uses - n.uses, 0)
      from (select coupon_id, user_id, count(*)::int as uses from uses group by 1, 2) n
      where x.coupon_id = n.coupon_id and x.user_id = n.user_id)
    select count(*)::int as released from done`;
  return released;
}

/** Leaves a row that makes a late hold fail; true if there was no hold of this id. */
export const leaveTombstone = async (db: Queries, holdId: string, now: Instant): Promise<boolean> =>
  (await db.run`
    insert into use_holds (id, state, created_at) values (${holdId}, 'released', ${now})
    on conflict (id) do nothing`) === 1;
