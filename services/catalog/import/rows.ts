// What one row of the file says, cell by cell. A problem is told by the line it is on.

import { decimalsOf, toMinor } from '../domain/money.ts';
import type { Cells, Column, Header } from './columns.ts';
import { nameOf } from './columns.ts';

export interface Note {
  line: number;
  reason: string;
  message: string;
  /** Whether the row was left out; else it went in as the message says. */
  leftOut: boolean;
}

export interface Row {
  line: number;
  endLine: number;
  cells: Cells;
}

/** Of a variant, what the row says; undefined is what its file has no column for. */
export interface VariantRow {
  line: number;
  options: string[];
  sku: string | null | undefined;
  barcode: string | null | undefined;
  weightGrams: number | undefined;
  requiresShipping: boolean | undefined;
  taxable: boolean | undefined;
  tracked: boolean | undefined;
  oversell: boolean | undefined;
  onHand: number | undefined;
  price: string;
  compareAt: string | null | undefined;
  imageUrl: string | null | undefined;
  extra: Record<string, string>;
}

/** Thrown within a row; becomes its note. */
export class RowProblem extends Error {
  readonly reason: string;
  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

const maxAmount = 15;
const maxCount = 1_000_000;

/** One line of text without what no page can show; raises a problem if it is too long. */
export function plain({ get }: Cells, column: Column, max = 255): string {
  const text = get(column)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  if (text.length > max) throw new RowProblem('bad_value', `${nameOf(column)} is longer than ${max} characters.`);
  return text;
}

/** A yes or no, or what holds where the cell is empty. */
export function flag(cells: Cells, column: Column, empty: boolean): boolean {
  const text = cells.get(column).toLowerCase();
  if (text === '') return empty;
  if (text === 'true' || text === 'yes') return true;
  if (text === 'false' || text === 'no') return false;
  throw new RowProblem('bad_value', `${nameOf(column)} is ${quoted(text)}, not true or false.`);
}

const quoted = (text: string): string => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;

function amount(cells: Cells, column: Column, currency: string): string | null {
  const text = cells.get(column);
  if (text === '') return null;
  const minor = toMinor(text, decimalsOf(currency));
  if (minor === null || minor.length > maxAmount)
    throw new RowProblem(
      'bad_price',
      `${nameOf(column)} is ${quoted(text)}, not an amount in ${currency} such as 19.90.`,
    );
  return minor;
}

function whole(cells: Cells, column: Column, reason: string): number {
  const text = cells.get(column);
  if (text === '') return 0;
  const value = /^-?\d{1,9}(\.\d+)?$/.test(text) ? Math.round(Number(text)) : Number.NaN;
  if (Number.isNaN(value) || Math.abs(value) > maxCount * 10)
    throw new RowProblem(reason, `${nameOf(column)} is ${quoted(text)}, not a number.`);
  return value;
}

/** Whether a row is of a variant, rather than of a picture alone. */
export const isVariant = ({ get }: Cells): boolean =>
  get('price') !== '' || get('sku') !== '' || [get('option1'), get('option2'), get('option3')].some(Boolean);

/** The variant of a row, with notes on what was put right. Raises a `RowProblem`. */
export function readVariant(
  { cells, line }: Row,
  header: Header,
  names: readonly string[],
  currency: string,
  note: (reason: string, message: string) => void,
): VariantRow {
  const price = amount(cells, 'price', currency);
  if (price === null) throw new RowProblem('bad_price', `${nameOf('price')} is empty.`);
  const given = <T>(column: Column, read: () => T): T | undefined => (header.has(column) ? read() : undefined);
  const extra = { ...cells.extra };
  const tracker = cells.get('tracker');
  // Who else counts the stock is nothing to us, but it is given back.
  if (tracker !== '' && tracker !== 'shopify') extra[nameOf('tracker')] = tracker;
  const tracked = given('tracker', () => tracker !== '');
  const oversell = given('policy', () => readPolicy(cells));
  let onHand = given('quantity', () => whole(cells, 'quantity', 'bad_quantity'));
  if (onHand !== undefined && Math.abs(onHand) > maxCount)
    throw new RowProblem('bad_quantity', `${nameOf('quantity')} is more than ${maxCount}.`);
  if (onHand !== undefined && onHand < 0 && tracked !== false && oversell !== true) {
    note('negative_stock', `The stock is ${onHand}, and it is not sold on when there is none: it went in with 0.`);
    onHand = 0;
  }
  return {
    line,
    options: readOptions(cells, names),
    sku: given('sku', () => plain(cells, 'sku') || null),
    barcode: given('barcode', () => plain(cells, 'barcode') || null),
    weightGrams: given('grams', () => readWeight(cells)),
    requiresShipping: given('requiresShipping', () => flag(cells, 'requiresShipping', true)),
    taxable: given('taxable', () => flag(cells, 'taxable', true)),
    tracked,
    oversell,
    onHand,
    price,
    compareAt: given('compareAt', () => amount(cells, 'compareAt', currency)),
    imageUrl: given('variantImage', () => cells.get('variantImage') || null),
    extra,
  };
}

function readPolicy(cells: Cells): boolean {
  const text = cells.get('policy').toLowerCase();
  if (text === '' || text === 'deny') return false;
  return text === 'continue' || flag(cells, 'policy', false);
}

function readWeight(cells: Cells): number {
  const grams = whole(cells, 'grams', 'bad_weight');
  if (grams < 0) throw new RowProblem('bad_weight', `${nameOf('grams')} is below zero.`);
  return grams;
}

const columns = ['option1', 'option2', 'option3'] as const;

function readOptions(cells: Cells, names: readonly string[]): string[] {
  const values = columns.map(column => plain(cells, column, 120));
  for (const [at, value] of values.entries()) {
    const column = nameOf(columns[at]!);
    const name = names[at];
    // A product without options has one value in Shopify's files, of an option called Title.
    if (name === undefined && value !== '' && !(at === 0 && names.length === 0 && value === 'Default Title'))
      throw new RowProblem('unknown_option', `${column} is ${quoted(value)}, but the product has no such option.`);
    if (name !== undefined && value === '')
      throw new RowProblem('missing_option', `${column} is empty; it should say the ${name}.`);
  }
  return values.slice(0, names.length);
}
