// Amounts as people write them: 0, 2 or 3 decimals by the currency, and never by way of a float.

/** `{ amount: '4990', currency: 'EUR' }` → `€49.90`, `49,90 €`. */
export function moneyIn(locale: string, { amount, currency }: { amount: string; currency: string }): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 0;
  const digits = amount.replace('-', '').padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = amount.startsWith('-') ? '-' : '';
  return format.format(`${sign}${whole}.${digits.slice(whole.length) || '0'}` as Intl.StringNumericLiteral);
}
