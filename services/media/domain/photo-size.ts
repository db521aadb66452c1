// How large a picture may be, decided from its header alone: the pixels of a small file can fill the memory.

import { fail } from '#kernel/errors';

/** A picture with so many pixels, all its frames together, is refused. */
export const maxPixels = 50_000_000;
/** Larger ones are kept at so many pixels a side. */
export const maxSide = 2560;
export const thumbnailSide = 320;

/** Raises `payload_too_large` for a picture with too many pixels. */
export function checkPixels({ width, height, frames }: { width: number; height: number; frames: number }): void {
  const pixels = width * height * frames;
  if (pixels < maxPixels) return;
  const size = `${width} × ${height}${frames > 1 ? ` in ${frames} frames` : ''}`;
  fail('payload_too_large', `The picture has ${size} pixels; send one of less than 50 megapixels.`, {
    reason: 'too_many_pixels',
    details: { width, height, frames, maxPixels },
  });
}
