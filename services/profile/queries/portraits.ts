// Portraits: each picture has a claim of its own, so that the one before can be let go of.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { ProfileCtx } from '../definition.ts';

export const portraitClaim = (fileId: string): string => `profile:${fileId}`;

/** Marks pictures that nobody shows any more. */
export async function dropPortraits(tx: Tx, fileIds: readonly string[], now: Instant): Promise<void> {
  await tx.run`
    insert into released_files (file_id, since) select unnest(${fileIds}::uuid[]), ${now}::timestamptz on conflict do nothing`;
}

/** Lets media forget them, but for one that was taken back since. */
export async function releasePortraits(ctx: ProfileCtx): Promise<void> {
  const due = await ctx.db.many({ file_id: col.uuid, shown: col.bool })`
    select f.file_id, exists (select from user_profiles p where p.avatar_file_id = f.file_id) as shown
    from released_files f order by f.since limit 200`;
  for (const { file_id: fileId, shown } of due) {
    if (!shown) await ctx.clients.media.releaseFiles({ claim: portraitClaim(fileId) });
    await ctx.db.run`delete from released_files where file_id = ${fileId}`;
  }
}
