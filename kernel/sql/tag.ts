// SQL is written as SQL. A statement's text is worked out once per place in the code and is prepared under a name of
// its own, which measured 23–30 k queries/s where a query builder made 5–9 k.

import { createHash } from 'node:crypto';
import rawSql, { raw, Sql } from 'sql-template-tag';
import { columnList } from './columns.ts';
import { recordStatement } from './coverage.ts';

/** A part of a statement. */
export type Fragment = Sql;

/** A part of a statement, to stand as a value in another: ``sql`and status = ${status}` ``. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Fragment {
  recordStatement(strings);
  return rawSql(strings, ...values.map(inline));
}

/** Nothing, where a condition adds no part. */
export { empty as nothing, join } from 'sql-template-tag';

/** A value as json: arrays would be taken for PostgreSQL arrays otherwise. Half a surrogate pair, which a JSON body may
 * hold in values and in names and jsonb refuses, becomes U+FFFD as it does in a text column. */
export function json(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\ud[89a-f]/.test(text)) return text;
  return text.replace(/\\(\\|ud[89a-f]..)/g, found => (found === '\\\\' ? found : '\\ufffd'));
}

/** A value, or the column list of a row shape. */
const inline = (value: unknown): unknown => {
  const columns = columnList(value);
  return columns === undefined ? value : raw(columns);
};

export interface Statement {
  text: string;
  name: string;
  values: unknown[];
}

/** PostgreSQL cuts names at 63 bytes, so the name is a hash; it is the text's own, so every pool agrees on it. */
const nameOf = (text: string): string => `s${createHash('sha1').update(text).digest('base64url').slice(0, 16)}`;

const names = new Map<string, string>();
const fixed = new WeakMap<TemplateStringsArray, { text: string; name: string; rows: readonly boolean[] }>();

const isFragment = (value: unknown): boolean => value instanceof Sql;

/** The statement of a template: text and name are looked up where its parts are fixed. */
export function statement(strings: TemplateStringsArray, values: unknown[]): Statement {
  recordStatement(strings);
  if (values.some(isFragment)) return dynamic(strings, values);
  let known = fixed.get(strings);
  if (!known) {
    const { text, name } = dynamic(strings, values);
    known = { text, name, rows: values.map(value => columnList(value) !== undefined) };
    fixed.set(strings, known);
  }
  const { text, name, rows } = known;
  return { text, name, values: rows.includes(true) ? values.filter((_, index) => !rows[index]) : values };
}

function dynamic(strings: TemplateStringsArray, values: unknown[]): Statement {
  const built = rawSql(strings, ...values.map(inline));
  const text = built.text;
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = nameOf(text)));
  return { text, name, values: built.values };
}
