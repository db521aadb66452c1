// Files of quotes, jobs and papers: claimed from media before the transaction that keeps them, and shown by links.

import type { Call } from '#kernel/call';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { MarketplaceCtx } from '../definition.ts';

export interface Claimed {
  claim: string;
  files: { id: string; mime: string }[];
}

const nothingClaimed: Claimed = { claim: '', files: [] };

/**
 * Claims files of the one who calls, then runs the work that keeps them, in its transaction. A request that is sent again
 * under its idempotency key claims under the same name; one that was refused lets go of them.
 */
export async function withFiles<T>(
  ctx: MarketplaceCtx,
  call: Call,
  operation: string,
  fileIds: readonly string[],
  work: (claimed: Claimed) => Promise<T>,
): Promise<T> {
  if (fileIds.length === 0) return work(nothingClaimed);
  const key = call.idempotencyKey;
  const name = key && ctx.cipher.blindIndex(`${operation}|${call.userId}|${key}`).toString('hex');
  const claim = `marketplace:${name ?? ctx.id()}`;
  const wanted = { fileIds: [...new Set(fileIds)], ownerId: call.userId, claim };
  const { items } = await ctx.clients.media.claimFiles(wanted);
  try {
    return await work({ claim, files: items.map(({ id, mime }) => ({ id, mime })) });
  } catch (error) {
    // After an error of another kind nobody knows whether the work was done.
    if (error instanceof CodedError && !mayHaveBeenDone.has(error.code))
      await ctx.clients.media.releaseFiles({ claim });
    throw error;
  }
}

const mayHaveBeenDone: ReadonlySet<string> = new Set([
  'internal',
  'unavailable',
  'deadline_exceeded',
  'request_in_progress',
  'idempotency_key_reused',
]);

/** Links by file; none while media is away, as the rest is worth showing without. */
export async function linksTo(ctx: MarketplaceCtx, fileIds: readonly string[]) {
  type Link = { url: string; thumbnailUrl: string | null };
  if (fileIds.length === 0) return new Map<string, Link>();
  try {
    const { items } = await ctx.clients.media.signFiles({ fileIds: [...fileIds] });
    return new Map<string, Link>(items.map(item => [item.fileId, item]));
  } catch (error) {
    ctx.log.warn({ err: error }, 'files are shown without links');
    return new Map<string, Link>();
  }
}

/** Files with their links, as they are shown. */
export async function shown<F extends { file_id: string; mime: string }>(ctx: MarketplaceCtx, files: readonly F[]) {
  const links = await linksTo(
    ctx,
    files.map(file => file.file_id),
  );
  return files.map(file => ({
    file,
    link: {
      fileId: file.file_id,
      mime: file.mime,
      url: links.get(file.file_id)?.url ?? null,
      thumbnailUrl: links.get(file.file_id)?.thumbnailUrl ?? null,
    },
  }));
}

/** Lets media forget what was marked. */
export async function releaseFiles(ctx: MarketplaceCtx): Promise<void> {
  const due = await ctx.db.many({ claim: col.text })`select claim from released_claims order by since limit 200`;
  for (const { claim } of due) {
    await ctx.clients.media.releaseFiles({ claim });
    await ctx.db.run`delete from released_claims where claim = ${claim}`;
  }
}
