// What a file is, told by its own first bytes rather than by its sender.

import { fileTypeFromBuffer } from 'file-type';

/** Enough for every signature we take; what stands further in is no business of a sniffer. */
const sniffedBytes = 4_100;

/** The media type, or null if the bytes are of no known kind. */
export async function sniff(content: Uint8Array): Promise<string | null> {
  const found = await fileTypeFromBuffer(content.subarray(0, sniffedBytes));
  // An animated PNG is a PNG to everyone but the registry.
  return found?.mime === 'image/apng' ? 'image/png' : (found?.mime ?? null);
}
