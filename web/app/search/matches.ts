const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether every word is in one of the texts, with or without its accents. */
export function matches(words: string, texts: readonly (string | undefined)[]): boolean {
  const text = plain(texts.filter(Boolean).join(' '));
  return plain(words)
    .split(/\s+/)
    .every(word => text.includes(word));
}
