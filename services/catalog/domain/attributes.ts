// Attributes of products are typed by the categories they are in.

import { fail } from '#kernel/errors';
import type { AttributeDefinition, Attributes } from '../contract/wire.ts';

/** Raises `invalid_argument`, with a sentence for each attribute that no category defines or whose value is none of its
 * type. */
export function checkAttributes(definitions: readonly AttributeDefinition[], attributes: Attributes): void {
  const known = new Map(definitions.map(each => [each.key, each]));
  const fields = Object.entries(attributes).flatMap(([key, value]) => {
    const message = problemOf(known.get(key), value);
    return message ? [{ path: `attributes.${key}`, message }] : [];
  });
  const [first] = fields;
  if (first) fail('invalid_argument', `${first.path}: ${first.message}`, { reason: 'bad_attributes', fields });
}

function problemOf(definition: AttributeDefinition | undefined, value: Attributes[string]): string | null {
  if (!definition) return 'no category of the product has this attribute';
  const { type, choices = [] } = definition;
  if (type === 'choice')
    return choices.some(choice => choice === value) ? null : `must be one of: ${choices.join(', ')}`;
  return typeof value === (type === 'text' ? 'string' : type) ? null : `must be a ${type}`;
}

/** The labels of what a product must still be given before it can be sold. */
export const missingAttributes = (definitions: readonly AttributeDefinition[], attributes: Attributes): string[] =>
  definitions.filter(({ key, required }) => required && attributes[key] === undefined).map(({ label }) => label);
