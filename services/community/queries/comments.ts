// Comments as people see them.

import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { Comment, FlagReason, Hidden, ReactionName } from '../contract/wire.ts';
import { hiddenOf } from './posts.ts';
import type { Viewer } from './visibility.ts';

const commentShape = {
  id: col.uuid,
  post_id: col.uuid,
  parent_id: col.uuid.orNull,
  path: col.uuids,
  author_id: col.uuid.orNull,
  by_management: col.bool,
  text: col.text,
  deleted_at: col.instant.orNull,
  hidden_at: col.instant.orNull,
  hidden_by: col.any<Hidden['by']>().orNull,
  hidden_reason: col.any<FlagReason>().orNull,
  version: col.int,
  created_at: col.instant,
  edited_at: col.instant.orNull,
  file_ids: col.uuids,
  reactions: col.json<Comment['reactions']>(),
  my_reaction: col.any<ReactionName>().orNull,
};
type CommentRow = RowOf<typeof commentShape>;

/** Reads the comments that a query of comments gives, in the order of their threads. */
export const readComments = (db: Queries, { userId }: Viewer, page: ReturnType<typeof sql>): Promise<CommentRow[]> =>
  db.many(commentShape)`
    select c.id, c.post_id, c.parent_id, c.path, c.author_id, c.by_management, c.text, c.deleted_at, c.hidden_at,
           c.hidden_by, c.hidden_reason, c.version, c.created_at, c.edited_at,
           array(select f.file_id from attachments f where f.comment_id = c.id order by f.position) as file_ids,
           (select coalesce(jsonb_object_agg(t.reaction, t.count), '{}') from (
              select x.reaction, count(*) from reactions x where x.comment_id = c.id group by x.reaction) t) as reactions,
           (select x.reaction from reactions x
            where x.comment_id = c.id and x.user_id = ${userId}::uuid) as my_reaction
    from (${page}) c order by c.path`;

/** A comment that is known to be there. */
export async function commentOf(db: Queries, viewer: Viewer, commentId: string): Promise<Comment> {
  const [found] = await readComments(db, viewer, sql`select * from comments where id = ${commentId}`);
  return showComment(found!, viewer);
}

/** The wire form of a comment: of one that was deleted or is hidden from the reader, only its place in the thread. */
export function showComment(found: CommentRow, { userId, staff }: Viewer): Comment {
  const state = found.deleted_at !== null ? 'deleted' : found.hidden_at !== null ? 'hidden' : 'shown';
  const mine = found.author_id !== null && found.author_id === userId;
  const open = state === 'shown' || (state === 'hidden' && (mine || staff));
  return {
    id: found.id,
    postId: found.post_id,
    parentId: found.parent_id,
    depth: found.path.length - 1,
    authorId: open ? found.author_id : null,
    byManagement: found.by_management,
    text: open ? found.text : null,
    state,
    hidden: open ? hiddenOf(found) : null,
    fileIds: open ? found.file_ids : [],
    reactions: open ? found.reactions : {},
    myReaction: open ? found.my_reaction : null,
    createdAt: found.created_at,
    editedAt: found.edited_at,
    version: found.version,
  };
}
