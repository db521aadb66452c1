import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { mediaService } from '../definition.ts';
import type { Variant } from '../domain/link.ts';
import { storesOf } from '../ports/storage.ts';
import { checkLink, type FileRow, findFile, type MediaCtx } from '../queries.ts';

const cacheSeconds = 600;

export const readFile = mediaService.operation('readFile', async (ctx, input, call) => {
  const { fileId, variant, expires, signature } = input;
  const linked = expires !== undefined || signature !== undefined;
  // The link is judged before the file is looked for, so that nobody can try ids.
  const left = linked ? checkLink(ctx, { fileId, variant, expires: expires ?? 0, signature: signature ?? '' }) : null;
  if (!linked && !call.user && call.via === undefined)
    fail('unauthenticated', 'Open the file by its link, or sign in and send the access token.');

  const file = (await findFile(ctx, fileId)) ?? fail('not_found', 'no such file');
  call.require(linked || mayRead(file, call), 'no such file');
  const content = await contentOf(ctx, file, variant);
  return {
    mime: variant === 'thumbnail' ? 'image/webp' : file.mime,
    content,
    // A picture is shown in place; anything else could be a page with scripts and is saved instead.
    ...(!file.mime.startsWith('image/') && { filename: file.name ?? 'document.pdf' }),
    cacheSeconds: Math.min(left ?? cacheSeconds, cacheSeconds),
  };
});

const mayRead = (file: FileRow, call: Call): boolean => (call.user ? file.owner_id === call.userId : true);

async function contentOf(ctx: MediaCtx, file: FileRow, variant: Variant): Promise<Uint8Array> {
  const address = variant === 'thumbnail' ? file.thumbnail_url : file.file_url;
  if (address === null) return fail('not_found', 'this file has no thumbnail');
  const { storage, key } = storesOf(ctx).at(address);
  const content = await storage.get(key);
  if (content) return content;
  ctx.log.error({ fileId: file.id, address }, 'the bytes of a file are not in their store');
  return fail('not_found', 'the content of this file is gone');
}
