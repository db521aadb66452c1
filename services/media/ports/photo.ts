// Pictures are decoded and written anew by sharp: nothing but the picture survives, neither the place it was taken nor
// what a sender hid in the file.

import sharp, { type Sharp } from 'sharp';
import { fail } from '#kernel/errors';
import { lane } from '#kernel/lane';
import type { uploadTypes } from '../contract.ts';
import { checkPixels, maxPixels, maxSide, thumbnailSide } from '../domain/photo-size.ts';

// One thread a picture and no cache of decoded ones: uploads must not take the machine from everyone else.
sharp.concurrency(1);
sharp.cache(false);

// A phone's photo takes 0.2 s, the worst animation that is let in 3 s.
const inLane = lane({ width: 1, maxWaiting: 32 });

export interface Photo {
  content: Buffer;
  mime: (typeof uploadTypes)[number];
  width: number;
  height: number;
  thumbnail: Buffer;
}

/**
 * Writes a picture anew, upright and at most 2560 pixels a side, with its thumbnail in WebP. A GIF becomes WebP and
 * keeps moving. Raises `payload_too_large` before decoding, `invalid_argument` if it cannot be decoded and
 * `overloaded` if too many wait.
 */
export const rewritePhoto = (content: Uint8Array): Promise<Photo> => inLane(() => rewrite(content));

async function rewrite(content: Uint8Array): Promise<Photo> {
  try {
    const { format, width, height, pages = 1 } = await sharp(content, { limitInputPixels: false }).metadata();
    const moves = pages > 1 && (format === 'gif' || format === 'webp');
    checkPixels({ width, height, frames: moves ? pages : 1 });
    const upright = sharp(content, { limitInputPixels: maxPixels, animated: moves, sequentialRead: true }).autoOrient();
    const fitted = upright.resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true });
    const { data, info } = await written(fitted, format, moves).toBuffer({ resolveWithObject: true });
    const thumbnail = await sharp(data)
      .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
    return {
      content: data,
      mime: `image/${info.format as 'jpeg' | 'png' | 'webp'}`,
      width: info.width,
      height: moves ? info.height / pages : info.height,
      thumbnail,
    };
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'CodedError') throw cause;
    return fail('invalid_argument', 'The picture is damaged and cannot be read; send another copy of it.', { cause });
  }
}

function written(picture: Sharp, format: string, moves: boolean): Sharp {
  if (format === 'jpeg') return picture.jpeg({ quality: 82 });
  if (format === 'png') return picture.png();
  // At effort 0 an animation of 10 megapixels takes 0.6 s, at the usual 4 it takes several.
  return picture.webp({ quality: 80, effort: moves ? 0 : 2 });
}
