// How PostgreSQL's text becomes values: instants as ISO strings without a Date between, int8 as bigint.

import pg from 'pg';

/** `2026-11-20 16:03:33.12+00` → `2026-11-20T16:03:33.120Z`. The pools set their time zone to UTC. */
export function toInstant(text: string): string {
  if (!text.endsWith('+00') || text.length < 22) return new Date(text).toISOString();
  const fraction = text.slice(20, -3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

const asText = (text: string): string => text;

/** Of text[] (1009), which the types of the driver do not list. */
const textArray = pg.types.getTypeParser(1009 as never) as (text: string) => (string | null)[];
/** Ids are never quoted; most arrays of them are empty or short. */
const idArray = (text: string): (string | null)[] =>
  text === '{}' ? [] : text.includes('NULL') ? textArray(text) : text.slice(1, -1).split(',');

const parsers = new Map<number, (text: string) => unknown>([
  [1184, toInstant],
  [1082, asText],
  [1083, asText],
  [20, BigInt],
  [1700, asText],
  [1009, text => (text === '{}' ? [] : textArray(text))],
  [2951, idArray],
]);

/** What reads a value of a type from its text; nothing global is changed. */
export const parserOf = (oid: number): ((text: string) => unknown) =>
  parsers.get(oid) ?? pg.types.getTypeParser(oid, 'text');
