// An account is gone: what was said stays, without saying by whom.

import { noteForgotten } from '#kernel/forgotten';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { ChatCtx } from '../definition.ts';

/** Forgets a person. Each message that was theirs counts as changed, so that clients hear of it. */
export async function forgetPerson(ctx: ChatCtx, tx: Tx, userId: string): Promise<void> {
  await noteForgotten(tx, userId, ctx.now());
  await tx.run`delete from residents where user_id = ${userId}`;
  await tx.run`delete from staff where user_id = ${userId}`;
  await tx.run`delete from read_states where user_id = ${userId}`;
  await tx.run`delete from mentions where user_id = ${userId}`;
  await tx.run`
    update channels set created_by = nullif(created_by, ${userId}::uuid), user_a = nullif(user_a, ${userId}::uuid),
                        user_b = nullif(user_b, ${userId}::uuid)
    where ${userId}::uuid in (created_by, user_a, user_b)`;
  await tx.run`update pins set pinned_by = null where pinned_by = ${userId}`;
  await tx.run`
    update message_reports set author_id = nullif(author_id, ${userId}::uuid),
                               reported_by = nullif(reported_by, ${userId}::uuid),
                               decided_by = nullif(decided_by, ${userId}::uuid)
    where ${userId}::uuid in (author_id, reported_by, decided_by)`;
  const touched = await tx.many({ id: col.uuid })`
    with theirs as (
      select m.stream, m.id, row_number() over (partition by m.stream order by m.position)::int as place
      from messages m
      where m.body ->> 'authorId' = ${userId} or m.body -> 'mentions' ? ${userId}),
    counted as (select stream, count(*)::int as count from theirs group by stream),
    bumped as (
      update channels c set last_sequence = c.last_sequence + counted.count
      from counted where c.id = counted.stream
      returning c.id, c.last_sequence - counted.count as before),
    changed as (
      update messages m
      set change = bumped.before + theirs.place,
          body = m.body || jsonb_build_object(
            'authorId', nullif(m.body ->> 'authorId', ${userId}), 'mentions', (m.body -> 'mentions') - ${userId}::text)
      from theirs join bumped on bumped.id = theirs.stream
      where m.stream = theirs.stream and m.id = theirs.id)
    select id from bumped`;
  tx.afterCommit(() => {
    for (const { id } of touched) {
      ctx.evict(userId, { topic: 'channel', id });
      ctx.push({ topic: 'channel', id }, 'changed', { channelId: id });
    }
  });
}
