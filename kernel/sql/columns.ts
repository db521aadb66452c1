// The shape of a row, declared beside the statement and checked against what PostgreSQL says it returns.

import type { FieldDef } from 'pg';

export interface Column<T = unknown> {
  /** The type oids PostgreSQL may report for it. */
  oids: readonly number[] | 'any';
  nullable: boolean;
  /** Phantom: the type of the value. */
  readonly value?: T;
  /** The same column where it may be null. */
  orNull: Column<T | null>;
}

function column<T>(...oids: number[]): Column<T> {
  const shape = { oids: oids.length ? oids : ('any' as const) };
  const nullable: Column<T | null> = {
    ...shape,
    nullable: true,
    get orNull() {
      return nullable;
    },
  };
  return { ...shape, nullable: false, orNull: nullable };
}

/** The column types, by the field's own names. `text` also takes enums and other named types (oid ≥ 16384). */
export const col = {
  uuid: column<string>(2950),
  text: column<string>(25, 1043, 1042, 16384),
  int: column<number>(23, 21),
  /** int8, as a JavaScript bigint: money is never a float. */
  bigint: column<bigint>(20),
  /** numeric, as its decimal text. */
  numeric: column<string>(1700),
  float: column<number>(701, 700),
  bool: column<boolean>(16),
  /** timestamptz, as an `Instant`. */
  instant: column<string>(1184),
  /** date, as `YYYY-MM-DD`. */
  date: column<string>(1082),
  /** time without zone, as `HH:MM:SS`. */
  time: column<string>(1083),
  bytes: column<Buffer>(17),
  inet: column<string>(869),
  uuids: column<string[]>(2951),
  texts: column<string[]>(1009, 16384),
  ints: column<number[]>(1007),
  /** json or jsonb of a known form. */
  json: <T>() => column<T>(3802, 114),
  /** Any one type, for expressions whose oid varies. */
  any: <T>() => column<T>(),
};

export type Shape = Record<string, Column>;
export type RowOf<S extends Shape> = { [K in keyof S]: S[K] extends Column<infer T> ? T : never };

const rowMark = Symbol('row');

/** A shape that can stand in a statement as its own column list: `returning ${ticketRow}`. */
export type Row<S extends Shape = Shape> = S & { [rowMark]: string };

/** Declares a reusable row; `prefix` qualifies its columns with a table or alias. */
export const row = <S extends Shape>(shape: S, prefix = ''): Row<S> =>
  Object.defineProperty({ ...shape }, rowMark, {
    value: Object.keys(shape)
      .map(name => (prefix ? `${prefix}.${name}` : name))
      .join(', '),
  }) as Row<S>;

/** The column list of a row, or undefined for any other value. */
export const columnList = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && rowMark in value ? (value as Row)[rowMark] : undefined;

/** Compares a shape with what a statement returns; gives the first difference as a sentence, or null. */
export function mismatch(shape: Shape, fields: readonly FieldDef[]): string | null {
  const seen = new Set<string>();
  for (const { name, dataTypeID } of fields) {
    const expected = shape[name];
    if (!expected) return `returns the column ${name}, which its row shape does not have`;
    if (seen.has(name)) return `returns the column ${name} twice`;
    seen.add(name);
    const named = expected.oids.includes(16384 as never) && dataTypeID >= 16384;
    if (expected.oids !== 'any' && !expected.oids.includes(dataTypeID) && !named)
      return `returns ${name} with type oid ${dataTypeID}; its row shape says ${expected.oids.join(' or ')}`;
  }
  const missing = Object.keys(shape).find(name => !seen.has(name));
  return missing === undefined ? null : `does not return the column ${missing} of its row shape`;
}

/** The name of a column that is null although its shape says it never is, or undefined. */
export function unexpectedNull(shape: Shape, rows: readonly Record<string, unknown>[]): string | undefined {
  const required = Object.keys(shape).filter(name => !shape[name]!.nullable);
  for (const found of rows) for (const name of required) if (found[name] === null) return name;
  return undefined;
}
