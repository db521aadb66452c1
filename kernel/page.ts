// Keyset pagination: a cursor holds the sort key of the last row shown, so that pages neither skip nor repeat rows
// while others are inserted.

import { z } from 'zod';
import { fail } from './errors.ts';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The sort key a cursor holds, or null without a cursor. Raises `invalid_cursor`. */
export function afterCursor<const T extends readonly [z.ZodType, ...z.ZodType[]]>(
  cursor: string | undefined,
  key: T,
): { [K in keyof T]: z.output<T[K]> } | null {
  if (cursor === undefined) return null;
  try {
    return z.tuple(key as unknown as [z.ZodType]).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString())) as {
      [K in keyof T]: z.output<T[K]>;
    };
  } catch {
    return fail('invalid_cursor', 'Pass the nextCursor of the page before, or none for the first page.');
  }
}

/** The cursor that holds a sort key. */
export const cursorOf = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Turns `limit + 1` rows into a page; `key` gives a row's sort key, `show` its wire form. */
export function toPage<R, T>(
  rows: R[],
  limit: number,
  key: (row: R) => readonly unknown[],
  show: (row: R) => T,
): Page<T> {
  const shown = rows.length > limit ? rows.slice(0, limit) : rows;
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(show),
    nextCursor: last === undefined ? null : cursorOf(key(last)),
  };
}
