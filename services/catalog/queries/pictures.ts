// Where pictures can be seen: hosted elsewhere, or uploaded here and opened by signed links.

import type { CatalogCtx } from '../definition.ts';

interface Picture {
  url: string | null;
  file_id: string | null;
}
interface Links {
  url: string | null;
  thumbnailUrl: string | null;
}

const nowhere: Links = { url: null, thumbnailUrl: null };
const perCall = 100;

/** Gives the function that tells the links of each of these pictures; asks media once, and only if some were uploaded. */
export async function linksOf(ctx: CatalogCtx, pictures: readonly Picture[]): Promise<(picture: Picture) => Links> {
  const fileIds = [...new Set(pictures.flatMap(({ file_id }) => file_id ?? []))];
  const signed = new Map<string, Links>();
  for (let from = 0; from < fileIds.length; from += perCall) {
    const { items } = await ctx.clients.media.signFiles({ fileIds: fileIds.slice(from, from + perCall) });
    for (const { fileId, url, thumbnailUrl } of items) signed.set(fileId, { url, thumbnailUrl });
  }
  return ({ url, file_id }) => (file_id === null ? { url, thumbnailUrl: url } : (signed.get(file_id) ?? nowhere));
}

/** The claim on the file of a picture; a file is a picture of one product. */
export const claimOf = (fileId: string): string => `product-image:${fileId}`;
