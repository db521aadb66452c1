// Codes that people type from paper: 60 random bits in Crockford's base 32, which has no I, L, O and U.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 12;

/** A new code; `int` gives a random whole number below its argument. */
export const makeCode = (int: (limit: number) => number): string =>
  Array.from({ length }, () => alphabet[int(alphabet.length)]).join('');

/** `K7QM2F9XTA3B` → `K7QM-2F9X-TA3B` */
export const showCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** What somebody typed as a code, with O read as 0 and I and L as 1; null if it cannot be one. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return code.length === length && [...code].every(each => alphabet.includes(each)) ? code : null;
}
