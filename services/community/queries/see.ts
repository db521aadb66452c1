// Deciding on one post or comment for the one who calls.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { Post } from '../contract/wire.ts';
import type { CommunityCtx } from '../definition.ts';
import { livesIn } from './residents.ts';
import { isStaff } from './staff.ts';
import { isVisible, type Viewer } from './visibility.ts';

export const viewerOf = (call: Call, buildingId: string): Viewer => ({
  userId: call.user?.userId ?? null,
  staff: isStaff(call, buildingId),
});

export interface SeenPost {
  viewer: Viewer;
  postId: string;
  buildingId: string;
  kind: Post['kind'];
  mine: boolean;
}

/** Decides on a post: raises `not_found` for whoever may not see it. */
export async function seePost(ctx: CommunityCtx, call: Call, postId: string): Promise<SeenPost> {
  const found = await ctx.db.maybe({ building_id: col.uuid })`select building_id from posts where id = ${postId}`;
  const viewer = found && viewerOf(call, found.building_id);
  const seen = viewer && (await visiblePost(ctx.db, viewer, postId, ctx.now()));
  call.require(seen !== null, 'There is no such post, or it is not for you.');
  return seen!;
}

/** A post somebody may see, or null. */
async function visiblePost(db: Queries, viewer: Viewer, postId: string, now: Instant): Promise<SeenPost | null> {
  const found = await db.maybe({ building_id: col.uuid, kind: col.any<Post['kind']>(), author_id: col.uuid.orNull })`
    select p.building_id, p.kind, p.author_id from posts p where p.id = ${postId} and ${isVisible(viewer, now)}`;
  if (!found) return null;
  const mine = found.author_id !== null && found.author_id === viewer.userId;
  return { viewer, postId, buildingId: found.building_id, kind: found.kind, mine };
}

export interface SeenComment extends SeenPost {
  commentId: string;
}

/** Decides on a comment: whoever sees the post sees it, hidden ones its author and moderators alone. `mine` tells of the
 * comment. Raises `not_found`. */
export async function seeComment(ctx: CommunityCtx, call: Call, commentId: string): Promise<SeenComment> {
  const found = await ctx.db.maybe({ post_id: col.uuid, author_id: col.uuid.orNull, hidden: col.bool })`
    select post_id, author_id, hidden_at is not null as hidden from comments
    where id = ${commentId} and deleted_at is null`;
  if (!found) {
    call.require(false, 'There is no such comment.');
    return fail('not_found', 'There is no such comment.');
  }
  const post = await seePost(ctx, call, found.post_id);
  const mine = found.author_id !== null && found.author_id === post.viewer.userId;
  call.require(!found.hidden || mine || post.viewer.staff, 'There is no such comment.');
  return { ...post, commentId, mine };
}

/** Decides on a building: raises `not_found` for whoever neither lives there nor works for it. */
export async function seeBuilding(ctx: CommunityCtx, call: Call, buildingId: string): Promise<Viewer> {
  const viewer = viewerOf(call, buildingId);
  const lives = viewer.staff || (viewer.userId !== null && (await livesIn(ctx.db, viewer.userId, buildingId)));
  call.require(lives, 'There is no such building, or you do not live there.');
  return viewer;
}
