// Statements and the rows they give, wherever they run: each row is what its shape says.

import { checkDeadline } from '../call.ts';
import type { Answer } from '../postgres/wire.ts';
import { mismatch, type RowOf, type Shape, unexpectedNull } from './columns.ts';
import { type ConstraintErrors, fromDriver } from './errors.ts';
import { type Statement, statement } from './tag.ts';

type Template<T> = (strings: TemplateStringsArray, ...values: unknown[]) => Promise<T>;

export interface Queries {
  /** Exactly one row, else an internal error. */
  one<S extends Shape>(shape: S): Template<RowOf<S>>;
  /** One row or null. */
  maybe<S extends Shape>(shape: S): Template<RowOf<S> | null>;
  many<S extends Shape>(shape: S): Template<RowOf<S>[]>;
  /** Runs it and gives the number of rows it touched. */
  run: Template<number>;
}

/** Sends a statement to where it runs. */
export type Run = (query: Statement) => Promise<Answer>;

/** Shapes that were checked, by statement: a statement keeps its row description while it lives. */
const checked = new WeakMap<Shape, Set<string>>();

function check(shape: Shape, name: string, result: Answer, text: string, strict: boolean): void {
  let names = checked.get(shape);
  const first = !names?.has(name);
  if (first) {
    const difference = mismatch(shape, result.fields);
    if (difference) throw new Error(`the statement ${difference}: ${text}`);
    if (!names) checked.set(shape, (names = new Set()));
    names.add(name);
  }
  if (first || strict) {
    const column = unexpectedNull(shape, result.rows);
    if (column) throw new Error(`the column ${column} is null, but its row shape says it never is: ${text}`);
  }
}

/** Statements that run there. */
export function queriesOver(run: Run, constraints: ConstraintErrors, strict: boolean): Queries {
  async function rowsOf<S extends Shape>(shape: S | null, strings: TemplateStringsArray, values: unknown[]) {
    checkDeadline();
    const query = statement(strings, values);
    try {
      const result = await run(query);
      if (shape) check(shape, query.name, result, query.text, strict);
      return result as Answer<RowOf<S>>;
    } catch (error) {
      throw fromDriver(error, constraints);
    }
  }
  return {
    one:
      shape =>
      async (strings, ...values) => {
        const { rows } = await rowsOf(shape, strings, values);
        if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${strings.join('?')}`);
        return rows[0]!;
      },
    maybe:
      shape =>
      async (strings, ...values) => {
        const { rows } = await rowsOf(shape, strings, values);
        if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}: ${strings.join('?')}`);
        return rows[0] ?? null;
      },
    many:
      shape =>
      async (strings, ...values) =>
        (await rowsOf(shape, strings, values)).rows,
    run: async (strings, ...values) => (await rowsOf(null, strings, values)).rowCount,
  };
}
