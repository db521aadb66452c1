// What several operations of media share.

import { fail } from '#kernel/errors';
import { sameBytes } from '#kernel/security/digest';
import type { Ctx } from '#kernel/service';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { sql } from '#kernel/sql/tag';
import type { StoredFile } from './contract.ts';
import type { mediaService } from './definition.ts';
import { linkExpiry, linkText, secondsLeft, type Variant } from './domain/link.ts';

export type MediaCtx = Ctx<typeof mediaService.definition>;

export const fileRow = row({
  id: col.uuid,
  owner_id: col.uuid.orNull,
  name: col.text.orNull,
  file_url: col.text,
  thumbnail_url: col.text.orNull,
  mime: col.text,
  size: col.int,
  width: col.int.orNull,
  height: col.int.orNull,
  claim: col.text.orNull,
  created_at: col.instant,
});
export type FileRow = RowOf<typeof fileRow>;

export const toFile = ({ id, name, mime, size, width, height, created_at }: FileRow): StoredFile => ({
  id,
  name,
  mime,
  size,
  width,
  height,
  createdAt: created_at,
});

/** One file or null. */
export const findFile = (ctx: MediaCtx, fileId: string): Promise<FileRow | null> =>
  ctx.db.maybe(fileRow)`select ${fileRow} from files where id = ${fileId}`;

/** Signed links to a file and, where it has one, its thumbnail. */
export function linksTo(
  { cipher, publicUrl, now }: MediaCtx,
  { id, thumbnail_url }: Pick<FileRow, 'id' | 'thumbnail_url'>,
): { url: string; thumbnailUrl: string | null } {
  const expires = linkExpiry(now());
  const link = (variant: Variant) => {
    const signature = cipher.blindIndex(linkText(id, variant, expires)).toString('base64url');
    return `${publicUrl}/api/v1/files/${id}/content?variant=${variant}&expires=${expires}&signature=${signature}`;
  };
  return { url: link('original'), thumbnailUrl: thumbnail_url === null ? null : link('thumbnail') };
}

/** Gives the seconds a link is still good for. Raises `permission_denied` if it was not made here or has expired. */
export function checkLink(
  { cipher, now }: MediaCtx,
  { fileId, variant, expires, signature }: { fileId: string; variant: Variant; expires: number; signature: string },
): number {
  const expected = cipher.blindIndex(linkText(fileId, variant, expires));
  if (!sameBytes(expected, Buffer.from(signature, 'base64url')))
    fail('permission_denied', 'This link is not valid; open the page it came from again.', { reason: 'link_invalid' });
  const left = secondsLeft(expires, now());
  if (left <= 0)
    fail('permission_denied', 'This link has expired; open the page it came from again.', { reason: 'link_expired' });
  return left;
}

/** Deletes the files a condition names and marks their bytes for removal: bytes without a row are found again, a row
 * without bytes would be a broken picture. Gives how many. */
export async function deleteFiles(ctx: MediaCtx, tx: Tx, condition: ReturnType<typeof sql>): Promise<number> {
  const gone = await tx.many({ id: col.uuid })`delete from files where ${condition} returning id`;
  if (gone.length === 0) return 0;
  await tx.run`
    update uploads set state = 'doomed', remove_at = ${ctx.now()}
    where file_id = any(${gone.map(({ id }) => id)}::uuid[]) and state = 'stored'`;
  tx.afterCommit(() => ctx.wake('remove-bytes'));
  return gone.length;
}
