// Units as rows of a CSV file (RFC 4180), read one after the other.

import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { line } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { UnitKind } from './contract/wire.ts';

const columns = ['entrance', 'floor', 'label', 'kind', 'area', 'rooms'] as const;

const text = (form: RegExp, message: string) => z.string().regex(form, message);

const Record = z.object({
  entrance: line(40),
  floor: text(/^-?\d{1,3}$/, 'is a whole number, 0 for the ground floor')
    .transform(Number)
    .pipe(z.number().min(-20).max(200)),
  label: line(40),
  kind: z.string().toLowerCase().pipe(UnitKind),
  area: text(/^(\d{1,6}(\.\d{1,2})?)?$/, 'is empty or square metres such as 72.5')
    .refine(area => area === '' || Number(area) > 0, 'is more than nothing')
    .transform(area => area || null),
  rooms: text(/^(\d{1,3}(\.[05])?)?$/, 'is empty or a number of rooms such as 2.5').transform(rooms => rooms || null),
});

export interface UnitRow extends z.output<typeof Record> {
  /** The line of the file; the header is line 1. */
  row: number;
}
export interface BadRow {
  row: number;
  reason: 'malformed' | 'invalid_value' | 'repeated' | 'differs';
  message: string;
}

/** The rows of a file in turn, good and bad. Raises `invalid_argument` if the file as a whole cannot be read. */
export function* readUnits(content: Uint8Array): Generator<{ good: UnitRow } | { bad: BadRow }> {
  const [header = '', ...lines] = decode(content).split(/\r\n|\n|\r/);
  const names = checkHeader(header);
  for (const [index, each] of lines.entries()) if (each.trim() !== '') yield readRow(each, names, index + 2);
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return fail('invalid_argument', 'The file is not UTF-8; save it as "CSV UTF-8".');
  }
}

/** No value of ours has a line break, so each line is parsed alone: a quote left open spoils one row, not all after it. */
const fieldsOf = (each: string): string[] => parse(each, { trim: true })[0] ?? [];

function checkHeader(header: string): string[] {
  let names: string[] = [];
  try {
    names = fieldsOf(header).map(name => name.toLowerCase());
  } catch {
    // Told below, as for any other header that is not ours.
  }
  if (names.toSorted().join() !== columns.toSorted().join())
    fail('invalid_argument', `The first line must name these columns, in any order: ${columns.join(',')}.`);
  return names;
}

function readRow(each: string, names: readonly string[], row: number): { good: UnitRow } | { bad: BadRow } {
  let fields: string[];
  try {
    fields = fieldsOf(each);
  } catch {
    return { bad: { row, reason: 'malformed', message: 'The quotes of this line do not match.' } };
  }
  if (fields.length !== names.length)
    return {
      bad: { row, reason: 'malformed', message: `This line has ${fields.length} values, not ${names.length}.` },
    };
  const parsed = Record.safeParse(Object.fromEntries(names.map((name, index) => [name, fields[index]])));
  if (parsed.success) return { good: { ...parsed.data, row } };
  const [issue] = parsed.error.issues;
  return { bad: { row, reason: 'invalid_value', message: `${issue?.path.join('.')}: ${issue?.message}` } };
}
