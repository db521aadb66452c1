// Rows become products: those that follow each other under one handle.

import { type Header, readHeader } from './columns.ts';
import { type CsvRecord, readRecords } from './records.ts';
import type { Note, Row } from './rows.ts';

export interface Group {
  rows: Row[];
  /** Of rows that are in no product. */
  notes: Note[];
  rowCount: number;
  endLine: number;
  endByte: number;
}

const maxRows = 2_500;

/** The products of a file in turn, each as its rows; gives the header first. Raises `invalid_argument` for a file that is
 * no table of products. */
export async function* readGroups(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ header: Header } | Group> {
  const seen = new Map<string, number>();
  let header: Header | null = null;
  let group: Group = empty();
  let current = '';
  for await (const record of readRecords(chunks)) {
    if (header === null) {
      header = readHeader('fields' in record ? record.fields : []);
      yield { header };
      continue;
    }
    const row = rowOf(record, header);
    const handle = row?.cells.get('handle') ?? '';
    const problem = problemOf(record, handle, current, seen, group);
    if (!problem && handle !== current && group.rowCount > 0) {
      yield group;
      group = empty();
    }
    group.rowCount++;
    group.endLine = record.endLine;
    group.endByte = record.endByte;
    if (problem) group.notes.push(problem);
    else if (row) {
      current = handle;
      if (!seen.has(handle)) seen.set(handle, row.line);
      group.rows.push(row);
    }
  }
  if (header === null) readHeader([]);
  if (group.rowCount > 0) yield group;
}

const empty = (): Group => ({ rows: [], notes: [], rowCount: 0, endLine: 0, endByte: 0 });

const rowOf = (record: CsvRecord, header: Header): Row | null =>
  'fields' in record ? { line: record.line, endLine: record.endLine, cells: header.cells(record.fields) } : null;

function problemOf(
  record: CsvRecord,
  handle: string,
  current: string,
  seen: ReadonlyMap<string, number>,
  group: Group,
): Note | null {
  const note = (reason: string, message: string): Note => ({ line: record.line, reason, message, leftOut: true });
  if ('damage' in record) return { ...record.damage, leftOut: true };
  if (handle === '') return note('missing_handle', 'The row does not say which product it belongs to.');
  const earlier = seen.get(handle);
  if (earlier !== undefined && handle !== current)
    return note('scattered', `The rows of ${handle} began in line ${earlier}; put them together.`);
  return handle === current && group.rows.length >= maxRows
    ? note('too_many_rows', `A product has at most ${maxRows} rows.`)
    : null;
}
