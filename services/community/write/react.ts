// What people feel about a post or a comment: one reaction a person.

import type { Call } from '#kernel/call';
import type { ReactionName } from '../contract/wire.ts';
import type { CommunityCtx } from '../definition.ts';
import type { Content } from './content.ts';

/** Sets somebody's reaction, or changes it. */
export async function react(
  ctx: CommunityCtx,
  { userId }: Call,
  { postId, commentId }: Content,
  reaction: ReactionName,
): Promise<void> {
  await ctx.db.run`
    insert into reactions (post_id, comment_id, user_id, reaction, created_at)
    values (${postId}, ${commentId}, ${userId}, ${reaction}, ${ctx.now()})
    on conflict on constraint reactions_once do update set reaction = excluded.reaction`;
}

/** Takes somebody's reaction back; nothing happens where there is none. */
export async function unreact(ctx: CommunityCtx, { userId }: Call, { postId, commentId }: Content): Promise<void> {
  await ctx.db.run`
    delete from reactions
    where post_id = ${postId} and comment_id is not distinct from ${commentId}::uuid and user_id = ${userId}`;
}
