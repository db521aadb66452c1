// Amounts as people write them, in minor units.

/** How many decimals a currency has (ISO 4217): 2 for EUR, none for JPY, 3 for KWD. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** `105.00` → `10500`; null for what is no amount, or has more decimals than the currency. */
export function toMinor(text: string, decimals: number): string | null {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = (match[2] ?? '').padEnd(decimals, '0');
  if (/[^0]/.test(fraction.slice(decimals))) return null;
  return BigInt(match[1]! + fraction.slice(0, decimals)).toString();
}

/** `10500` → `105.00` */
export function fromMinor(amount: string, decimals: number): string {
  if (decimals === 0) return amount;
  const digits = amount.padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
