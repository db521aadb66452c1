// Counters start to count when a limit is set: what was used and kept until then is counted from the uses themselves.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';

type Counted = { kind: 'promotion' | 'coupon'; id: string };

const usesOf = ({ kind, id }: Counted) => sql`
  from promotion_usage u join use_holds h on h.id = u.hold_id
  where h.state <> 'released' and ${kind === 'promotion' ? sql`u.promotion_id = ${id}` : sql`u.coupon_id = ${id}`}`;

/** How often something is used and kept, for a limit that is set now. Raises `failed_precondition` for one below that. */
export async function countsFor(tx: Tx, counted: Counted, limit: number): Promise<{ used: number; held: number }> {
  const counts = await tx.one({ used: col.int, held: col.int })`
    select count(*) filter (where h.state = 'confirmed')::int as used,
           count(*) filter (where h.state = 'held')::int as held ${usesOf(counted)}`;
  if (counts.used + counts.held > limit)
    fail('failed_precondition', `It was used ${counts.used + counts.held} times already; set a higher limit.`, {
      reason: 'limit_below_uses',
    });
  return counts;
}

/** Counts each person's uses of a promotion; who has more than the limit keeps what they have. */
export async function countPromotionUsers(tx: Tx, id: string, most: number): Promise<void> {
  await tx.run`
    insert into promotion_users (promotion_id, user_id, uses, most)
    select ${id}::uuid, h.user_id, count(*)::int, greatest(count(*)::int, ${most}::int)
    ${usesOf({ kind: 'promotion', id })} and h.user_id is not null group by h.user_id
    on conflict (promotion_id, user_id) do update set uses = excluded.uses, most = excluded.most`;
}

/** The same for a coupon. */
export async function countCouponUsers(tx: Tx, id: string, most: number): Promise<void> {
  await tx.run`
    insert into coupon_usage (coupon_id, user_id, uses, most)
    select ${id}::uuid, h.user_id, count(*)::int, greatest(count(*)::int, ${most}::int)
    ${usesOf({ kind: 'coupon', id })} and h.user_id is not null group by h.user_id
    on conflict (coupon_id, user_id) do update set uses = excluded.uses, most = excluded.most`;
}
