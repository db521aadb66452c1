// A draw that anybody can check. The hash of a secret seed is published when the draw opens, so that nobody can choose the
// seed by the entries; the digest of the entries goes into every lot, so that nobody who knows the seed can choose an entry
// by it. Afterwards the seed is shown, and whoever has the entries reckons the same order.

/** A hash in hexadecimal. */
export type Hash = (text: string) => string;

/** What stands for all entries: the hash of their ids in order, a line each. */
export const entriesDigest = (entries: readonly { id: string }[], hash: Hash): string =>
  hash(
    entries
      .map(({ id }) => `${id}\n`)
      .toSorted()
      .join(''),
  );

/** The lot of an entry; the smallest comes first. */
export const lotOf = (seed: string, digest: string, entryId: string, hash: Hash): string =>
  hash(`${seed}\n${digest}\n${entryId}`);

/** The entries in the order of their lots. */
export function drawOrder<E extends { id: string }>(entries: readonly E[], seed: string, hash: Hash): E[] {
  const digest = entriesDigest(entries, hash);
  const lots = new Map(entries.map(entry => [entry.id, lotOf(seed, digest, entry.id, hash)]));
  return entries.toSorted((a, b) => (lots.get(a.id)! < lots.get(b.id)! ? -1 : 1));
}
