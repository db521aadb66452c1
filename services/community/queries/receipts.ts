// Whom an announcement is for, and who has said to have read it.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { nothing, sql } from '#kernel/sql/tag';
import type { CommunityCtx } from '../definition.ts';
import { seePost } from './see.ts';
import { isAddressed } from './visibility.ts';

/** Those who live in an addressed home, as a query of residences `r` with what is known of their homes `h`. */
const addressed = (postId: string) => sql`
  from posts p join residents r on r.building_id = p.building_id and r.lives
  left join homes h on h.unit_id = r.unit_id
  where p.id = ${postId} and ${isAddressed()}`;

const receiptShape = {
  user_id: col.uuid,
  homes: col.texts,
  acknowledged_at: col.instant.orNull,
};
export type ReceiptRow = RowOf<typeof receiptShape>;

/** Decides on an announcement for those who work for its building. Raises `failed_precondition` for one that asks for no
 * receipts. */
export async function seeReceipts(ctx: CommunityCtx, call: Call, postId: string): Promise<void> {
  const { viewer } = await seePost(ctx, call, postId);
  call.require(viewer.staff, 'There is no such announcement.');
  const asks = await ctx.db.run`select from announcements where post_id = ${postId} and acknowledge`;
  if (asks === 0) fail('failed_precondition', 'This asks nobody to acknowledge it.', { reason: 'no_receipts' });
}

/** One row a person, by id: those it is for now, and those who acknowledged it before they left. */
export const receiptRows = (
  db: Queries,
  postId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<ReceiptRow[]> =>
  db.many(receiptShape)`
    select x.user_id, x.homes, k.acknowledged_at
    from (
      select y.user_id, array_remove(array_agg(y.label order by y.label), null) as homes
      from (select r.user_id, h.label ${addressed(postId)}
            union all
            select user_id, null from acknowledgements where post_id = ${postId}) y
      ${after ? sql`where y.user_id > ${after}::uuid` : nothing}
      group by y.user_id order by y.user_id limit ${limit}) x
    left join acknowledgements k on k.post_id = ${postId} and k.user_id = x.user_id
    order by x.user_id`;

export const receiptCounts = (db: Queries, postId: string): Promise<{ addressed: number; acknowledged: number }> =>
  db.one({ addressed: col.int, acknowledged: col.int })`
    select (select count(distinct r.user_id)::int ${addressed(postId)}) as addressed,
           (select count(*)::int from acknowledgements where post_id = ${postId}) as acknowledged`;

/** Everybody an announcement is for now. */
export const addressees = async (db: Queries, postId: string): Promise<string[]> => {
  const rows = await db.many({ user_id: col.uuid })`
    select distinct r.user_id ${addressed(postId)} order by r.user_id`;
  return rows.map(({ user_id }) => user_id);
};

const namesAtOnce = 100;

/** What people are called; nothing while iam is away, as the receipts are worth showing without. */
export async function namesOf(ctx: CommunityCtx, userIds: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  try {
    for (let start = 0; start < userIds.length; start += namesAtOnce) {
      const { items } = await ctx.clients.iam.getUsers({ userIds: userIds.slice(start, start + namesAtOnce) });
      for (const { id, name } of items) names.set(id, name);
    }
  } catch (error) {
    ctx.log.warn({ err: error }, 'receipts are shown without names');
  }
  return names;
}
