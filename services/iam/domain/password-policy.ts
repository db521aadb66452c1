// Which passwords are taken: long enough, not among the commonest, not the address itself (NIST SP 800-63B, 5.1.1.2).
// There are no rules about kinds of characters: they make passwords worse.

import { fail } from '#kernel/errors';
import { commonWords, keyRuns } from './common-passwords.ts';

export const passwordLength = { min: 10, max: 200 };

/** Why a password cannot be taken for an address, as a sentence; null if it can. */
export function passwordProblem(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < passwordLength.min) return `use at least ${passwordLength.min} characters; a few words make a good one`;
  if (length > passwordLength.max) return `use at most ${passwordLength.max} characters`;
  if (holdsAddress(password, email)) return 'do not use your e-mail address in it';
  if (isCommon(password)) return 'this is among the first that would be guessed; choose another';
  return null;
}

/** Raises `invalid_argument` for a password that cannot be taken; `field` is its name in the input. */
export function requirePassword(password: string, email: string, field = 'password'): void {
  const problem = passwordProblem(password, email);
  if (problem) fail('invalid_argument', `${field}: ${problem}`, { fields: [{ path: field, message: problem }] });
}

const leastLocalPart = 4;

function holdsAddress(password: string, email: string): boolean {
  const local = email.slice(0, email.lastIndexOf('@')).toLowerCase();
  // Parts as short as `jo` are in too many honest passwords.
  return local.length >= leastLocalPart && password.toLowerCase().includes(local);
}

const swaps: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** True for a common word with decoration, a run of keys, or a short piece over and over. */
export function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  const plain = [...text].map(sign => swaps[sign] ?? sign).join('');
  const trimmed = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const candidates = [text, plain, trimmed, [...trimmed].map(sign => swaps[sign] ?? sign).join('')];
  return candidates.some(each => isWord(lettersOf(each)) || isRun(each)) || isRepetition(text) || isDigits(text);
}

const lettersOf = (text: string): string => text.replace(/[^\p{L}]/gu, '');

/** One common word, or a few of them in a row. */
function isWord(letters: string): boolean {
  if (letters === '') return false;
  const reached = new Set([0]);
  for (let end = 1; end <= letters.length; end++)
    for (const start of reached) if (commonWords.has(letters.slice(start, end))) reached.add(end);
  return reached.has(letters.length);
}

const isRun = (text: string): boolean =>
  text.length >= 6 && keyRuns.some(run => run.includes(text) || [...run].reverse().join('').includes(text));

/** At most four characters, over and over. */
const isRepetition = (text: string): boolean => /^(.{1,4}?)\1+$/su.test(text);

/** Digits alone are a date or a telephone number until they are very long. */
const isDigits = (text: string): boolean => /^\d{1,15}$/.test(text);
