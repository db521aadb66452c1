// The photos of posts and comments: claimed from media before the transaction, kept as attachments in it.

import type { Call } from '#kernel/call';
import { CodedError, type ErrorCode } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { CommunityCtx } from '../definition.ts';

export interface Claimed {
  claim: string;
  files: { id: string; mime: string; size: number }[];
}

/**
 * Claims files of the one who calls, then runs the work that keeps them, in its transaction. A request that is sent
 * again under its idempotency key claims under the same name, so that neither a twin nor a second try after a crash
 * finds its files taken; one that was refused lets go of them. Raises `not_found` for files of others,
 * `failed_precondition` for files that belong to another thing.
 */
export async function withFiles<T>(
  ctx: CommunityCtx,
  call: Call,
  operation: string,
  fileIds: readonly string[],
  work: (claimed: Claimed | null) => Promise<T>,
): Promise<T> {
  if (fileIds.length === 0) return work(null);
  const { userId: ownerId, idempotencyKey } = call;
  const name = idempotencyKey && ctx.cipher.blindIndex(`${operation}|${ownerId}|${idempotencyKey}`).toString('hex');
  const claim = `community:${name ?? ctx.id()}`;
  const { items } = await ctx.clients.media.claimFiles({ fileIds: [...new Set(fileIds)], ownerId, claim });
  try {
    return await work({ claim, files: items.map(({ id, mime, size }) => ({ id, mime, size })) });
  } catch (error) {
    if (error instanceof CodedError && refusals.includes(error.code)) await ctx.clients.media.releaseFiles({ claim });
    throw error;
  }
}

/** After these nothing of the request was done, nor will a twin of it do anything. */
const refusals: readonly ErrorCode[] = ['not_found', 'permission_denied', 'failed_precondition', 'invalid_argument'];

/** Keeps files with a post or one of its comments. */
export async function attachFiles(
  tx: Tx,
  claimed: Claimed | null,
  { postId, commentId, by, at }: { postId: string; commentId: string | null; by: string; at: Instant },
): Promise<void> {
  if (!claimed) return;
  const rows = claimed.files.map((file, position) => ({ ...file, position }));
  await tx.run`
    insert into attachments (post_id, comment_id, file_id, claim, position, added_by, mime, size, created_at)
    select ${postId}, ${commentId}, f.id, ${claimed.claim}, f.position, ${by}, f.mime, f.size, ${at}
    from jsonb_to_recordset(${json(rows)}::jsonb) as f (id uuid, mime text, size int, position int)`;
}

/** Marks the files of a deleted post, or of one comment, to be let go of. */
export async function dropFiles(
  tx: Tx,
  { postId, commentId }: { postId: string; commentId: string | null },
  at: Instant,
): Promise<void> {
  await tx.run`
    with gone as (
      delete from attachments
      where post_id = ${postId} and (${commentId}::uuid is null or comment_id = ${commentId}::uuid)
      returning claim)
    insert into released_claims (claim, since) select distinct claim, ${at}::timestamptz from gone on conflict do nothing`;
}

/** Lets media forget what was marked. */
export async function releaseFiles(ctx: CommunityCtx): Promise<void> {
  const due = await ctx.db.many({ claim: col.text })`select claim from released_claims order by since limit 200`;
  for (const { claim } of due) {
    await ctx.clients.media.releaseFiles({ claim });
    await ctx.db.run`delete from released_claims where claim = ${claim}`;
  }
}
