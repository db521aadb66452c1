// The files of a message: claimed from media before the transaction that keeps it.

import type { Call } from '#kernel/call';
import { CodedError } from '#kernel/errors';
import type { ChatCtx } from '../definition.ts';

/** Media keeps files by the message they belong to, so that a second try finds its own. */
export const claimOf = (messageId: string): string => `chat:${messageId}`;

/** Claims files of the caller for a message, then runs the work that keeps it; lets go of them where that was refused. */
export async function withFiles<T>(
  ctx: ChatCtx,
  call: Call,
  messageId: string,
  fileIds: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  if (fileIds.length === 0) return work();
  const claim = claimOf(messageId);
  await ctx.clients.media.claimFiles({ fileIds: [...new Set(fileIds)], ownerId: call.userId, claim });
  try {
    return await work();
  } catch (error) {
    if (error instanceof CodedError && error.code !== 'unavailable') await ctx.clients.media.releaseFiles({ claim });
    throw error;
  }
}
