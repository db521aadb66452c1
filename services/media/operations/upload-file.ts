import { fail } from '#kernel/errors';
import type { StoredFile, uploadTypes } from '../contract.ts';
import { mediaService } from '../definition.ts';
import { displayName, renamed } from '../domain/file-name.ts';
import { fileUploaded } from '../events.ts';
import { rewritePhoto } from '../ports/photo.ts';
import { sniff } from '../ports/sniff.ts';
import { addressIn, storesOf } from '../ports/storage.ts';
import { fileRow, type MediaCtx, toFile } from '../queries.ts';

type UploadType = (typeof uploadTypes)[number];

interface Ready {
  mime: UploadType;
  content: Uint8Array;
  width: number | null;
  height: number | null;
  thumbnail: Uint8Array | null;
}

export const uploadFile = mediaService.operation('uploadFile', async (ctx, { name, content, contentType }, call) => {
  const shownName = displayName(name, contentType);
  const ready = await readyToKeep(content, contentType);
  const fileId = ctx.id();
  const fileUrl = await keep(ctx, fileId, ready.content, ready.mime);
  const thumbnailUrl = ready.thumbnail && (await keep(ctx, fileId, ready.thumbnail, 'image/webp'));

  return ctx.db.transaction(async (tx): Promise<StoredFile> => {
    const { mime, width, height } = ready;
    const file = await tx.one(fileRow)`
      insert into files (id, owner_id, name, file_url, thumbnail_url, mime, size, width, height, unclaimed_since,
                         created_at)
      values (${fileId}, ${call.userId}, ${renamed(shownName, mime)}, ${fileUrl}, ${thumbnailUrl}, ${mime},
              ${ready.content.length}, ${width}, ${height}, ${ctx.now()}, ${ctx.now()})
      returning ${fileRow}`;
    const stored = await tx.run`
      update uploads set state = 'stored' where file_id = ${fileId} and state = 'storing'`;
    // An upload that took hours was given up by the sweep, and its bytes may be gone.
    if (stored !== (thumbnailUrl ? 2 : 1)) fail('unavailable', 'Storing the file took too long; send it again.');
    await ctx.publish(tx, fileUploaded, { fileId, ownerId: file.owner_id, mime, size: file.size });
    return toFile(file);
  });
});

/** The bytes as they are kept. Raises a coded error for what may not be kept. */
async function readyToKeep(content: Uint8Array, declared: UploadType): Promise<Ready> {
  if (content.length === 0) fail('invalid_argument', 'content: send the file itself as the body.');
  const found = await sniff(content);
  if (found !== declared)
    fail('unsupported_media_type', `The file says it is ${declared}, but it is ${found ?? 'something else'}.`, {
      reason: 'type_mismatch',
    });
  if (declared === 'application/pdf') return { mime: declared, content, width: null, height: null, thumbnail: null };
  return rewritePhoto(content);
}

/** Stores bytes under a random key, entered before they are sent; gives their address. */
async function keep(ctx: MediaCtx, fileId: string, content: Uint8Array, mime: string): Promise<string> {
  const { current } = storesOf(ctx);
  const key = ctx.random.bytes(16).toString('hex');
  const address = addressIn(current, key);
  await ctx.db.run`
    insert into uploads (file_url, file_id, state, created_at) values (${address}, ${fileId}, 'storing', ${ctx.now()})`;
  await current.put(key, content, mime);
  return address;
}
