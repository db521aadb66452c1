// A small picture without a picture library: a PNG (W3C PNG, third edition) of one colour that fades downwards.

import { crc32, deflateSync } from 'node:zlib';

const size = 64;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Red, green and blue of a hue in degrees, with saturation 0.45 (CSS Color 4, hsl). */
function colourOf(hue: number, lightness: number): number[] {
  const spread = 0.45 * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map(offset => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}

/** The bytes of the picture. */
export function drawPlaceholder(hue: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8);
  const rows = Array.from({ length: size }, (_, row) => {
    const colour = colourOf(hue, 0.75 - (0.35 * row) / size);
    return Buffer.from([0, ...Array.from({ length: size }, () => colour).flat()]);
  });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
