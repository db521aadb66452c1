// Valid inputs made from the schemas of the contracts, filled with ids that exist where a field's name tells which.

import fc from 'fast-check';
import { z } from 'zod';
import type { Endpoint } from '../../kernel/contract.ts';

type Schema = Record<string, unknown> & {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  $ref?: string;
  $defs?: Record<string, Schema>;
};

/** What one endpoint is given. */
export type Input = Record<string, unknown>;

/** Values that exist, by the name of the field that takes them and its service: `ticketId` → the ids of tickets. */
export interface Known {
  get(field: string, service: string): readonly unknown[] | undefined;
}

/** The fields a client fills in: not those the kernel reads off an upload. */
export const fieldsOf = (endpoint: Endpoint): [string, z.ZodType][] =>
  Object.entries(endpoint.input.shape as Record<string, z.ZodType>).filter(
    ([name]) => !(endpoint.upload && (name === 'content' || name === 'contentType')),
  );

/** Generates inputs that endpoints take: the same ones for the same seed and the same known values. */
export function generator(known: Known): (endpoint: Endpoint, seed: number) => Input {
  const made = new Map<Endpoint, fc.Arbitrary<Input>>();
  return (endpoint, seed) => {
    const arbitrary = made.get(endpoint) ?? inputs(endpoint, known);
    made.set(endpoint, arbitrary);
    return fc.sample(arbitrary, { numRuns: 1, seed })[0]!;
  };
}

function inputs(endpoint: Endpoint, known: Known): fc.Arbitrary<Input> {
  const fields = fieldsOf(endpoint).map(([name, field]) => {
    const schema = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' }) as Schema;
    const value = mostly(
      valid(schema, name, { known, root: schema, service: endpoint.service }),
      found => field.safeParse(found).success,
    );
    return [name, field.safeParse(undefined).success ? fc.option(value, { nil: undefined, freq: 2 }) : value] as const;
  });
  const model = fc.record(Object.fromEntries(fields)).map(withoutUndefined);
  const content = endpoint.upload && { content: new Uint8Array(1), contentType: endpoint.upload.types[0] };
  return mostly(model, found => endpoint.input.safeParse({ ...found, ...content }).success);
}

export const withoutUndefined = (input: Input): Input =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

/** A filter that gives up rather than look for ever: what then comes is refused, and shows up as such. */
function mostly<T>(values: fc.Arbitrary<T>, wanted: (value: T) => boolean): fc.Arbitrary<T> {
  let refused = 0;
  return values.filter(value => {
    if (wanted(value)) refused = 0;
    else refused++;
    return refused === 0 || refused > 300;
  });
}

interface Around {
  known: Known;
  service: string;
  /** Where references point into. */
  root: Schema;
}

const momentPattern = z.toJSONSchema(z.iso.datetime({ precision: 3 })).pattern;

/** Generates values a schema takes. What is known of a field is looked up each time, as it grows. */
function valid(given: Schema, name: string, around: Around): fc.Arbitrary<unknown> {
  const schema: Schema = Object.assign({}, given, ...(given.allOf ?? []));
  // A second pattern, such as that of the years it lies in, takes the format away.
  if (given.allOf?.some(({ pattern }) => pattern === momentPattern)) schema.format = 'date-time';
  if (schema.$ref) return valid(around.root.$defs![schema.$ref.split('/').at(-1)!]!, name, around);
  const invented = ofType(schema, name, around);
  if (schema.type === 'array' || schema.type === 'object' || 'const' in schema || schema.enum) return invented;
  return fc.nat().chain(place => {
    const pool = around.known.get(name, around.service) ?? [];
    return pool.length > 0 ? fc.constant(pool[place % pool.length]) : invented;
  });
}

function ofType(schema: Schema, name: string, around: Around): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map(option => valid(option, name, around)));
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
      return orExtreme(fc.integer({ min: lower(schema, -1000), max: upper(schema, 1000) }), [
        number(schema.minimum, Number.MIN_SAFE_INTEGER),
        number(schema.maximum, Number.MAX_SAFE_INTEGER),
      ]);
    case 'number':
      return orExtreme(
        fc.double({ min: lower(schema, -1000), max: upper(schema, 1000), noNaN: true, noDefaultInfinity: true }),
        [number(schema.minimum, -1e308), number(schema.maximum, 1e308)],
      );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.uniqueArray(valid(schema.items ?? {}, singular(name), around), {
        minLength: number(schema.minItems, 0),
        maxLength: Math.min(number(schema.maxItems, 3), 3),
        selector: item => JSON.stringify(item),
      });
    case 'object':
      return object(schema, around);
    default:
      return fc.constantFrom('text', 1, true);
  }
}

/** Mostly the first; now and then what stands at the end of what is allowed. */
const orExtreme = <T>(usual: fc.Arbitrary<T>, extremes: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...extremes) });

const number = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);
const lower = (schema: Schema, fallback: number): number =>
  Math.max(fallback, number(schema.minimum, fallback), number(schema.exclusiveMinimum, fallback - 1) + 1);
const upper = (schema: Schema, fallback: number): number =>
  Math.max(
    lower(schema, -1000),
    Math.min(number(schema.maximum, fallback), number(schema.exclusiveMaximum, fallback + 1) - 1),
  );
/** `ticketIds` → `ticketId`, `entries` → `entry` */
export const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');

function object(schema: Schema, around: Around): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const more = schema.additionalProperties as Schema | undefined;
  if (properties.length === 0)
    return more?.type || more?.anyOf
      ? fc.dictionary(text({ maxLength: 20 }), valid(more, '', around), { maxKeys: 3 })
      : fc.constant({});
  const required = properties.map(([name]) => name).filter(name => schema.required?.includes(name));
  const model = Object.fromEntries(properties.map(([name, property]) => [name, valid(property, name, around)]));
  return fc.record(model, { requiredKeys: required });
}

const days = fc.integer({ min: -30, max: 300 }).map(offset => new Date(Date.UTC(2026, 2, 2 + offset)).toISOString());

/** What breaks programs that take any text for harmless: NUL, half a character, templates, patterns, markup, formulas. */
const nasty = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  "'; drop table users; --",
  '%_\\',
  '{{#each}}{{{',
  '<b>&',
  '=1+1',
];

function text(schema: Schema): fc.Arbitrary<string> {
  switch (schema.format) {
    case 'uuid':
      return fc.uuid({ version: 7 });
    case 'date-time':
      return orExtreme(days, ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']);
    case 'date':
      return orExtreme(days, ['0000-01-01', '9999-12-31']).map(moment => moment.slice(0, 10));
    case 'email':
      return fc.integer({ min: 1, max: 1e9 }).map(n => `person${n}@fuzz.example`);
    case 'uri':
      return fc.constant('https://fuzz.example/path');
  }
  const min = number(schema.minLength, 0);
  const max = Math.min(number(schema.maxLength, Infinity), min + 40);
  const usual = matching(schema.pattern) ?? fc.string({ minLength: min, maxLength: max, unit: 'grapheme' });
  const longest = 'ä'.repeat(Math.min(number(schema.maxLength, 1_000), 20_000));
  return orExtreme(
    usual.map(found => found.padEnd(min, 'x').slice(0, max)),
    [...nasty.map(found => found.padEnd(min, 'x')), longest],
  );
}

/** Texts of a pattern; nothing where there is none, or one in terms of Unicode, from which fast-check cannot generate. */
function matching(pattern: unknown): fc.Arbitrary<string> | undefined {
  if (typeof pattern !== 'string' || /\\[pu]\{/.test(pattern)) return undefined;
  return fc.stringMatching(new RegExp(pattern));
}
