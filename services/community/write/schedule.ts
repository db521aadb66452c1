// What comes into the feed and leaves it by the clock.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { CommunityCtx } from '../definition.ts';
import { postChanged } from '../events.ts';
import { announcePost } from './publish.ts';

const batch = 100;

/** Publishes what is due: each alone, so that a killed run loses none and tells none twice. */
export async function publishDue(ctx: CommunityCtx): Promise<void> {
  for (;;) {
    const due = await ctx.db.many({ id: col.uuid })`
      select id from posts where state = 'scheduled' and shown_at <= ${ctx.now()} order by shown_at, id limit ${batch}`;
    for (const { id } of due) await ctx.db.transaction(tx => publishOne(ctx, tx, id));
    if (due.length < batch) return;
  }
}

/** What a resident planned is called off if they are no resident by then. */
async function publishOne(ctx: CommunityCtx, tx: Tx, postId: string): Promise<void> {
  const due = await tx.maybe({ state: col.text })`
    update posts p
    set version = version + 1,
        state = case when by_management or exists (
          select from residents r where r.user_id = p.author_id and r.building_id = p.building_id and r.verified)
        then 'published' else 'deleted' end
    where id = ${postId} and state = 'scheduled' and shown_at <= ${ctx.now()} returning state`;
  if (due?.state === 'published') await announcePost(ctx, tx, postId);
}

/** Ends what is over. Nobody has seen it since its last moment; this lets others know, and keeps the feed's index small. */
export async function expireDue(ctx: CommunityCtx): Promise<void> {
  for (;;) {
    const due = await ctx.db.many({ id: col.uuid })`
      select id from posts where state = 'published' and expires_at <= ${ctx.now()} order by expires_at, id limit ${batch}`;
    for (const { id } of due) await ctx.db.transaction(tx => expireOne(ctx, tx, id));
    if (due.length < batch) return;
  }
}

async function expireOne(ctx: CommunityCtx, tx: Tx, postId: string): Promise<void> {
  const ended = await tx.maybe({ building_id: col.uuid })`
    update posts set state = 'expired', version = version + 1
    where id = ${postId} and state = 'published' and expires_at <= ${ctx.now()} returning building_id`;
  if (ended) await ctx.publish(tx, postChanged, { postId, buildingId: ended.building_id, change: 'expired' });
}
