// Invalid inputs: each is a valid one made wrong in one place.

import type { Endpoint } from '../../kernel/contract.ts';
import { fieldsOf, type Input } from './inputs.ts';

/** The value with something in place of all that is not a list or an object of its own. */
const inside = (value: unknown, wrong: unknown): unknown => {
  if (Array.isArray(value) && value.length > 0) return value.map(item => inside(item, wrong));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inside(part, wrong)]));
};

/** What hardly any field takes. */
const wrongs: readonly unknown[] = [{ unexpected: ['thing'] }, ['thing'], 'x'.repeat(60_000), '\u0000', -1e308, null];

/** What is made of a valid input by making it wrong in one place, or all of it. A field is spoilt in every other way: the
 * next field, and another seed, in those that are left. */
export function* spoilt(endpoint: Endpoint, input: Input, seed: number): Generator<unknown> {
  for (const [at, [name]] of fieldsOf(endpoint).entries())
    for (const [way, wrong] of wrongs.entries())
      if ((at + way + seed) % 2 === 0) yield { ...input, [name]: inside(input[name], wrong) };
  yield { ...input, 'no such field': 1 };
  yield* [[], 'text', null];
}
