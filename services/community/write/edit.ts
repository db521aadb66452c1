// Changing what was written keeps what stood there.

import { z } from 'zod';
import { fail } from '#kernel/errors';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { nothing, sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { CommunityCtx } from '../definition.ts';
import type { Content } from './content.ts';

interface Former {
  title: string | null;
  text: string;
  version: number;
  by: string;
}

/** Keeps what stood there until now. */
export async function keepFormer(
  ctx: CommunityCtx,
  tx: Tx,
  { postId, commentId }: Content,
  { title, text, version, by }: Former,
): Promise<void> {
  await tx.run`
    insert into edits (id, post_id, comment_id, title, text, version, edited_by, edited_at)
    values (${ctx.id()}, ${postId}, ${commentId}, ${title}, ${text}, ${version}, ${by}, ${ctx.now()})`;
}

/** Raises `version_mismatch` if something changed since it was read. */
export function requireVersion(version: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== version)
    fail('version_mismatch', `This is at version ${version}: read it again, then decide.`, { details: { version } });
}

const shape = { version: col.int, title: col.text.orNull, text: col.text, edited_at: col.instant };

/** What stood in a post or a comment before, newest first. */
export async function listFormer(
  db: Queries,
  { postId, commentId }: Content,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const after = afterCursor(cursor, [z.int()]);
  const rows = await db.many(shape)`
    select version, title, text, edited_at from edits
    where post_id = ${postId} and comment_id is not distinct from ${commentId}::uuid
      ${after ? sql`and version < ${after[0]}` : nothing}
    order by version desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.version], showFormer);
}

const showFormer = (found: { version: number; title: string | null; text: string; edited_at: Instant }) => ({
  version: found.version,
  title: found.title,
  text: found.text,
  until: found.edited_at,
});
