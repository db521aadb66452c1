// Names made of other names.

/** `Räder & Co.` → `raeder-co`; empty if nothing of it can stand in an address. */
export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replace(/^-+|-+$/g, '');

/** `Red / L`, or null for the only variant of a product. */
export const variantTitle = (options: readonly string[]): string | null => options.join(' / ') || null;
