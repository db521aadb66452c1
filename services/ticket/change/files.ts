// The files that come with a ticket or a comment: claimed from media before the transaction, kept as attachments in it.

import type { Call } from '#kernel/call';
import { CodedError, type ErrorCode, fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { TicketCtx } from '../definition.ts';

export interface Claimed {
  id: string;
  mime: string;
  size: number;
}

const maxFiles = 50;

/**
 * Claims files of the one who calls, then runs the work that keeps them, in its transaction. A request that is sent
 * again under its idempotency key claims under the same name, so that neither a twin nor a second try after a crash
 * finds its files taken; one that was refused lets go of them. Raises `not_found` for files of others,
 * `failed_precondition` for files that belong to another thing.
 */
export async function withFiles<T>(
  ctx: TicketCtx,
  call: Call,
  operation: string,
  fileIds: readonly string[],
  work: (files: Claimed[]) => Promise<T>,
): Promise<T> {
  if (fileIds.length === 0) return work([]);
  const { userId: ownerId, idempotencyKey } = call;
  const name = idempotencyKey && ctx.cipher.blindIndex(`${operation}|${ownerId}|${idempotencyKey}`).toString('hex');
  const claim = `ticket:${name ?? ctx.id()}`;
  const { items } = await ctx.clients.media.claimFiles({ fileIds: [...new Set(fileIds)], ownerId, claim });
  try {
    return await work(items.map(({ id, mime, size }) => ({ id, mime, size })));
  } catch (error) {
    if (error instanceof CodedError && refusals.includes(error.code)) await ctx.clients.media.releaseFiles({ claim });
    throw error;
  }
}

/** After these nothing of the request was done, nor will a twin of it do anything. */
const refusals: readonly ErrorCode[] = ['not_found', 'permission_denied', 'failed_precondition', 'version_mismatch'];

/** Keeps files with a ticket; those it has already stay as they are. */
export async function attachFiles(
  tx: Tx,
  ticketId: string,
  files: readonly Claimed[],
  { commentId, by, at }: { commentId: string | null; by: string | null; at: Instant },
): Promise<void> {
  if (files.length === 0) return;
  await tx.run`
    insert into attachments (ticket_id, file_id, comment_id, added_by, mime, size, created_at)
    select ${ticketId}, f.id, ${commentId}, ${by}, f.mime, f.size, ${at}
    from jsonb_to_recordset(${json(files)}::jsonb) as f (id uuid, mime text, size int)
    on conflict do nothing`;
  const { count } = await tx.one({ count: col.int })`
    select count(*)::int as count from attachments where ticket_id = ${ticketId}`;
  if (count > maxFiles)
    fail('failed_precondition', `A ticket has at most ${maxFiles} files.`, { reason: 'too_many_files' });
}
