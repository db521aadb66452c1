// A CSV file (RFC 4180) as records that know their lines. A damaged record costs itself alone: where its quotes do not
// close, reading starts again on the line after it.

import { parse } from 'csv-parse/sync';

export interface Damage {
  line: number;
  reason: 'not_utf8' | 'malformed' | 'wrong_column_count';
  message: string;
}
export type CsvRecord =
  | { line: number; endLine: number; endByte: number; fields: string[] }
  | { line: number; endLine: number; endByte: number; damage: Damage };

interface Line {
  number: number;
  endByte: number;
  text: string;
  valid: boolean;
  /** Whether it has an odd number of quotes: a quoted value begins or ends here. */
  odd: boolean;
}

/** No value is that long; more lines than that are one quote that nobody closed. */
const maxLines = 5_000;
const newline = 10;

/** The records of a file in turn, the header first. */
export async function* readRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const reader = recordReader();
  for await (const line of readLines(chunks)) yield* reader.take(line);
  yield* reader.end();
}

async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let rest: Uint8Array = new Uint8Array();
  let number = 0;
  let endByte = 0;
  const lineOf = (bytes: Uint8Array, length: number): Line => {
    endByte += length;
    return decode(bytes, ++number, endByte);
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
      yield lineOf(bytes.subarray(from, at), at + 1 - from);
      from = at + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) yield lineOf(rest, rest.length);
}

const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');

function decode(bytes: Uint8Array, number: number, endByte: number): Line {
  let text: string;
  let valid = true;
  try {
    text = strict.decode(bytes);
  } catch {
    text = lenient.decode(bytes);
    valid = false;
  }
  // PostgreSQL has no NUL, and the carriage return of `\r\n` is no part of a value.
  text = text.replaceAll('\0', '').replace(/\r$/, '');
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
  return { number, endByte, text, valid, odd: quotes % 2 === 1 };
}

/** Puts lines together until every quote is closed. */
function recordReader() {
  let lines: Line[] = [];
  let open = false;
  let columns: number | null = null;
  /** After damage, what is left of the damaged record is passed over without a word, up to the next good one. */
  let recovering = false;
  const looksLikeRow = ({ text }: Line): boolean => text.split(',').length * 2 > (columns ?? 0);

  function* take(line: Line): Generator<CsvRecord> {
    if (lines.length === 0 && line.text === '') return;
    lines.push(line);
    if (line.odd) open = !open;
    if (!open) yield* finish();
    else if (lines.length >= maxLines) yield* giveUp('malformed', 'A quote is opened here and never closed.');
  }

  function* finish(): Generator<CsvRecord> {
    const [first] = lines;
    const last = lines.at(-1)!;
    const broken = lines.find(({ valid }) => !valid);
    if (broken) {
      const message = 'This line is not UTF-8; save the file as "CSV UTF-8".';
      const damage: Damage = { line: broken.number, reason: 'not_utf8', message };
      yield { line: first!.number, endLine: last.number, endByte: last.endByte, damage };
      lines = [];
      return;
    }
    const fields = fieldsOf(lines.map(({ text }) => text).join('\n'));
    if (fields === null) return yield* giveUp('malformed', 'The quotes of this row do not match.');
    columns ??= fields.length;
    if (fields.length !== columns) {
      const message = `This row has ${fields.length} values, the header has ${columns}.`;
      return yield* giveUp('wrong_column_count', message);
    }
    recovering = false;
    yield { line: first!.number, endLine: last.number, endByte: last.endByte, fields };
    lines = [];
  }

  /** Tells of the damage where the record begins, and reads on from its second line. */
  function* giveUp(reason: Damage['reason'], message: string): Generator<CsvRecord> {
    const [first, ...after] = lines;
    lines = [];
    open = false;
    if (!recovering || looksLikeRow(first!)) {
      const { number: line, endByte } = first!;
      yield { line, endLine: line, endByte, damage: { line, reason, message } };
    }
    recovering ||= reason === 'malformed' || after.length > 0;
    for (const line of after) yield* take(line);
  }

  function* end(): Generator<CsvRecord> {
    while (lines.length > 0) yield* giveUp('malformed', 'A quote is opened here and never closed.');
  }

  return { take, end };
}

/** The values of a record, or null if its quotes do not match. */
function fieldsOf(text: string): string[] | null {
  if (!text.includes('"')) return text.split(',');
  try {
    const records: string[][] = parse(text, { relax_column_count: true });
    return records.length === 1 ? records[0]! : null;
  } catch {
    return null;
  }
}
