// Works a draw out again, on the device of whoever doubts it, by nothing but what everybody is shown.

import type { OutputOf } from '#kernel/contract';
import type { booking } from '#services/booking/contract';

export type Draw = OutputOf<typeof booking.endpoints.getDraw>;

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the seed is the one that was promised, and all entries stand in the order of their lots. */
export async function isRight({
  seed,
  seedHash,
  entriesDigest,
  entries,
}: Pick<Draw, 'seed' | 'seedHash' | 'entriesDigest' | 'entries'>): Promise<boolean> {
  if (seed === null || (await sha256(seed)) !== seedHash) return false;
  const ids = entries.map(({ entryId }) => entryId);
  const lines = ids.map(id => `${id}\n`).toSorted();
  if ((await sha256(lines.join(''))) !== entriesDigest) return false;
  const lots = await Promise.all(
    entries
      .toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
      .map(({ entryId }) => sha256(`${seed}\n${entriesDigest}\n${entryId}`)),
  );
  return lots.every((lot, index) => index === 0 || lots[index - 1]! < lot);
}
