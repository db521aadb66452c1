// A post comes into the feed, at once or when its time has come.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { type Instant, plus } from '#kernel/time';
import type { Audience, Post } from '../contract/wire.ts';
import type { CommunityCtx } from '../definition.ts';
import { announcementPublished, postCreated } from '../events.ts';

export interface NewPost {
  id: string;
  buildingId: string;
  kind: Post['kind'];
  authorId: string;
  byManagement: boolean;
  title: string | null;
  text: string;
  audience: Audience;
  publishAt?: Instant | undefined;
  expiresAt?: Instant | undefined;
}

/** Writes a post; unless it is scheduled, `announcePost` has to follow once all that belongs to it is there. Raises
 * `invalid_argument` for times that do not fit. */
export async function insertPost(ctx: CommunityCtx, tx: Tx, post: NewPost): Promise<{ scheduled: boolean }> {
  const now = ctx.now();
  const scheduled = post.publishAt !== undefined && post.publishAt > now;
  const shownAt = scheduled ? post.publishAt! : now;
  if (shownAt > plus(now, '366d')) fail('invalid_argument', 'publishAt: plan a year ahead at most.');
  if (post.expiresAt !== undefined && post.expiresAt <= shownAt)
    fail('invalid_argument', 'expiresAt: must be after it is published.');
  const { entranceIds, unitKinds, unitIds } = post.audience;
  await tx.run`
    insert into posts (id, building_id, kind, author_id, by_management, title, text, entrance_ids, unit_kinds, unit_ids,
                       state, shown_at, expires_at, created_at)
    values (${post.id}, ${post.buildingId}, ${post.kind}, ${post.authorId}, ${post.byManagement}, ${post.title},
            ${post.text}, ${entranceIds}, ${unitKinds}, ${unitIds}, ${scheduled ? 'scheduled' : 'published'},
            ${shownAt}, ${post.expiresAt ?? null}, ${now})`;
  return { scheduled };
}

const shape = {
  building_id: col.uuid,
  kind: col.any<Post['kind']>(),
  author_id: col.uuid.orNull,
  entrance_ids: col.uuids,
  unit_kinds: col.any<Audience['unitKinds']>(),
  unit_ids: col.uuids,
  class: col.any<'info' | 'important' | 'emergency'>().orNull,
  acknowledge: col.bool.orNull,
};

/** Tells the other services of a post that stands in the feed from now on. */
export async function announcePost(ctx: CommunityCtx, tx: Tx, postId: string): Promise<void> {
  const found = await tx.one(shape)`
    select p.building_id, p.kind, p.author_id, p.entrance_ids, p.unit_kinds, p.unit_ids, a.class, a.acknowledge
    from posts p left join announcements a on a.post_id = p.id where p.id = ${postId}`;
  const { building_id: buildingId, kind, author_id: authorId } = found;
  const audience = { entranceIds: found.entrance_ids, unitKinds: found.unit_kinds, unitIds: found.unit_ids };
  await ctx.publish(tx, postCreated, { postId, buildingId, kind, authorId, audience });
  if (found.class !== null)
    await ctx.publish(tx, announcementPublished, {
      postId,
      buildingId,
      class: found.class,
      acknowledge: found.acknowledge!,
      audience,
      by: authorId,
    });
}
