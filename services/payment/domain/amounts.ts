// Amounts are whole minor units as bigint, so that no currency's decimals matter and nothing is ever rounded by chance.

import { fail } from '#kernel/errors';

export interface MoneyText {
  amount: string;
  currency: string;
}

/** The wire form of an amount. */
export const money = (amount: bigint, currency: string): MoneyText => ({ amount: String(amount), currency });

/** The amount of a wire form that must be of the given currency; raises `invalid_argument`. */
export function amountOf({ amount, currency }: MoneyText, expected: string): bigint {
  if (currency !== expected) fail('invalid_argument', `Give all amounts in ${expected}, not in ${currency}.`);
  const value = BigInt(amount);
  if (value < 0n) fail('invalid_argument', 'Give no amount below zero.');
  return value;
}

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** `amount × part ÷ whole`, rounded half up; all of them zero or more, `whole` above zero. */
export const portion = (amount: bigint, part: bigint, whole: bigint): bigint =>
  (2n * amount * part + whole) / (2n * whole);

/** ISO 4217: the currencies whose minor unit is not a hundredth. */
const decimalsOf: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3])),
};

/** An amount as people read it: `1234.50 EUR`, `500 JPY`, `1.250 KWD`. */
export function decimalText(amount: bigint, currency: string): string {
  const decimals = decimalsOf[currency] ?? 2;
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return `${amount < 0n ? '-' : ''}${text} ${currency}`;
}
