// Amounts as people type them, of a currency with two decimals. Reckoned on the digits: an amount never becomes a float.

/** `12,5` or `12.50` → `1250`, minor units; null for what is no amount. */
export function minorUnits(typed: string): string | null {
  const match = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(typed.trim());
  if (!match) return null;
  return `${match[1]}${(match[2] ?? '').padEnd(2, '0')}`.replace(/^0+(?=\d)/, '');
}

/** `1250` → `12.50`, to be typed on. */
export const typedOf = (minor: string): string => {
  const digits = minor.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
