// What somebody types into a search field, as a query of PostgreSQL's full text search.

/** Every word, or its beginning, must occur: `leak kit` → `'leak':* & 'kit':*`. Null if there is no word in it. */
export function prefixQuery(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return words?.map(word => `'${word}':*`).join(' & ') ?? null;
}
