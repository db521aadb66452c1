// What media clears away: files nobody uses, and bytes that no row knows any more.

import { col } from '#kernel/sql/columns';
import { sql } from '#kernel/sql/tag';
import { minus, plus } from '#kernel/time';
import { mediaService } from './definition.ts';
import { storesOf } from './ports/storage.ts';
import { deleteFiles, type MediaCtx } from './queries.ts';

const batch = 500;

/** Gives up files that were not claimed for a day, and uploads that were broken off more than an hour ago. */
export const collectOrphans = mediaService.job('collect-orphans', '1h', async ctx => {
  const dayAgo = minus(ctx.now(), '24h');
  const orphans = sql`
    id in (select id from files where unclaimed_since < ${dayAgo} order by unclaimed_since limit ${batch})
    and unclaimed_since < ${dayAgo}`;
  while ((await ctx.db.transaction(tx => deleteFiles(ctx, tx, orphans))) === batch);
  await ctx.db.run`
    update uploads set state = 'doomed', remove_at = ${ctx.now()}
    where state = 'storing' and created_at < ${minus(ctx.now(), '1h')}`;
  ctx.wake('remove-bytes');
});

/** Removes the bytes of deleted files; what a store refuses is tried again in ten minutes. */
export const removeBytes = mediaService.loop('remove-bytes', async ctx => {
  const doomed = await ctx.db.many({ file_url: col.text })`
    select file_url from uploads where state = 'doomed' and remove_at <= ${ctx.now()} order by remove_at limit 50`;
  if (doomed.length === 0) return false;
  const outcomes = await Promise.all(
    doomed.map(async ({ file_url }) => ({ file_url, gone: await remove(ctx, file_url) })),
  );
  const urlsOf = (gone: boolean) => outcomes.filter(each => each.gone === gone).map(each => each.file_url);
  await ctx.db.run`delete from uploads where file_url = any(${urlsOf(true)}::text[])`;
  await ctx.db.run`
    update uploads set remove_at = ${plus(ctx.now(), '10m')} where file_url = any(${urlsOf(false)}::text[])`;
  return true;
});

async function remove(ctx: MediaCtx, fileUrl: string): Promise<boolean> {
  try {
    const { storage, key } = storesOf(ctx).at(fileUrl);
    await storage.remove(key);
    return true;
  } catch (error) {
    ctx.log.warn({ err: error, fileUrl }, 'the bytes of a file could not be removed');
    return false;
  }
}
