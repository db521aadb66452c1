// Amounts as people write them: 0, 2 or 3 decimals by the currency, and never by way of a float.

import { LRUCache } from 'lru-cache';

interface Format {
  format: Intl.NumberFormat;
  decimals: number;
}

/** Kept, as making one takes longer than all else in a mail. */
const formats = new LRUCache<string, Format>({ max: 100 });

function formatOf(locale: string, currency: string): Format {
  const key = `${locale}|${currency}`;
  let found = formats.get(key);
  if (!found) {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(key, (found = { format, decimals: format.resolvedOptions().maximumFractionDigits ?? 0 }));
  }
  return found;
}

/** `{ amount: '4990', currency: 'EUR' }` → `€49.90`, `49,90 €`. */
export function moneyIn(locale: string, { amount, currency }: { amount: string; currency: string }): string {
  const { format, decimals } = formatOf(locale, currency);
  const digits = amount.replace('-', '').padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = amount.startsWith('-') ? '-' : '';
  return format.format(`${sign}${whole}.${digits.slice(whole.length) || '0'}` as Intl.StringNumericLiteral);
}
