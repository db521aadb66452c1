// The rows of one product, from its handle to the next one's.

import type { Column, Header } from './columns.ts';
import { nameOf } from './columns.ts';
import { flag, isVariant, type Note, plain, type Row, RowProblem, readVariant, type VariantRow } from './rows.ts';

export interface ImageRow {
  url: string;
  alt: string;
  extra: Record<string, string>;
}

/** What a file says of a product; undefined is what it has no column for. */
export interface ProductRows {
  handle: string;
  line: number;
  title: string;
  body: string | undefined;
  brand: string | null | undefined;
  kind: string | null | undefined;
  tags: string[] | undefined;
  state: 'draft' | 'active' | 'archived' | undefined;
  options: string[] | undefined;
  giftCard: boolean | undefined;
  seoTitle: string | null | undefined;
  seoDescription: string | null | undefined;
  extra: Record<string, string>;
  variants: VariantRow[];
  images: ImageRow[];
}

const maxBody = 500_000;
const optionNames = ['option1Name', 'option2Name', 'option3Name'] as const;

/** Reads a product; null if it is left out as a whole. Notes tell of every row that is not as it should be. */
export function readProductRows(
  rows: readonly Row[],
  header: Header,
  currency: string,
): { product: ProductRows | null; notes: Note[] } {
  const notes: Note[] = [];
  const [first] = rows as [Row];
  const refuse = (line: number, error: unknown) => {
    if (!(error instanceof RowProblem)) throw error;
    notes.push({ line, reason: error.reason, message: error.message, leftOut: true });
  };
  let product: ProductRows;
  try {
    product = readFirst(first, header);
  } catch (error) {
    refuse(first.line, error);
    for (const { line } of rows.slice(1))
      notes.push({
        line,
        reason: 'product_left_out',
        message: `Its product is left out, see line ${first.line}.`,
        leftOut: true,
      });
    return { product: null, notes };
  }
  const images: { image: ImageRow; position: number }[] = [];
  for (const row of rows) {
    const pictured = readImage(row, images.length, (reason, message) =>
      notes.push({ line: row.line, reason, message, leftOut: false }),
    );
    const sold = isVariant(row.cells);
    if (pictured && images.every(({ image }) => image.url !== pictured.image.url)) {
      if (sold || row === first) pictured.image.extra = {};
      images.push(pictured);
    }
    if (sold) {
      try {
        addVariant(product, row, header, currency, notes, row === first);
      } catch (error) {
        refuse(row.line, error);
      }
    } else if (!pictured && row !== first)
      notes.push({
        line: row.line,
        reason: 'empty_row',
        message: 'This row has neither a variant nor a picture.',
        leftOut: true,
      });
  }
  product.images = images.toSorted((a, b) => a.position - b.position).map(({ image }) => image);
  return { product, notes };
}

function addVariant(
  product: ProductRows,
  row: Row,
  header: Header,
  currency: string,
  notes: Note[],
  isFirst: boolean,
): void {
  const note = (reason: string, message: string) => notes.push({ line: row.line, reason, message, leftOut: false });
  const variant = readVariant(row, header, product.options ?? [], currency, note);
  const twin = product.variants.find(({ options }) => JSON.stringify(options) === JSON.stringify(variant.options));
  if (twin)
    throw new RowProblem(
      'duplicate_options',
      `The variant ${variant.options.join(' / ') || 'without options'} is in line ${twin.line} already.`,
    );
  // What the first row has beside is the product's.
  product.variants.push(isFirst ? { ...variant, extra: withoutOthers(variant.extra, row) } : variant);
}

/** Only what `readVariant` itself put aside. */
const withoutOthers = (extra: Record<string, string>, { cells }: Row): Record<string, string> =>
  Object.fromEntries(Object.entries(extra).filter(([name]) => !(name in cells.extra)));

function readFirst({ cells, line }: Row, header: Header): ProductRows {
  const handle = plain(cells, 'handle');
  const title = plain(cells, 'title');
  if (title === '')
    throw new RowProblem('missing_title', 'The first row of a product has its title; this one has none.');
  const given = <T>(column: Column, read: () => T): T | undefined => (header.has(column) ? read() : undefined);
  const body = given('body', () => cells.raw('body'));
  if (body !== undefined && body.length > maxBody)
    throw new RowProblem('bad_value', `${nameOf('body')} is longer than ${maxBody} characters.`);
  return {
    handle,
    line,
    title,
    body,
    brand: given('brand', () => plain(cells, 'brand') || null),
    kind: given('kind', () => plain(cells, 'kind') || null),
    tags: given('tags', () => readTags(cells.get('tags'))),
    state: readState(cells, header),
    options: given('option1Name', () => readOptionNames(cells)),
    giftCard: given('giftCard', () => flag(cells, 'giftCard', false)),
    seoTitle: given('seoTitle', () => plain(cells, 'seoTitle', 1_000) || null),
    seoDescription: given('seoDescription', () => plain(cells, 'seoDescription', 5_000) || null),
    extra: cells.extra,
    variants: [],
    images: [],
  };
}

const readTags = (text: string): string[] =>
  [
    ...new Set(
      text
        .split(',')
        .map(tag =>
          tag
            .replace(/\p{Cc}+/gu, ' ')
            .trim()
            .slice(0, 255),
        )
        .filter(Boolean),
    ),
  ].sort();

/** Newer exports say `Status`; what is active but not published is no more on sale than a draft. */
function readState(cells: Row['cells'], header: Header): ProductRows['state'] {
  const status = cells.get('status').toLowerCase();
  if (status !== '' && status !== 'draft' && status !== 'active' && status !== 'archived')
    throw new RowProblem(
      'bad_value',
      `${nameOf('status')} is "${status.slice(0, 40)}", not active, draft or archived.`,
    );
  if (status === 'draft' || status === 'archived') return status;
  if (!header.has('published')) return status === '' ? undefined : status;
  return flag(cells, 'published', true) ? 'active' : 'draft';
}

/** A product of one variant has the option `Title` with the value `Default Title` there, which is none. */
function readOptionNames(cells: Row['cells']): string[] {
  const names = optionNames.map(column => plain(cells, column, 60).replaceAll('=', '-'));
  if (names[0] === 'Title' && names[1] === '' && ['Default Title', ''].includes(cells.get('option1'))) return [];
  const filled = names.filter(Boolean);
  if (new Set(filled).size < filled.length) throw new RowProblem('bad_value', 'Two options have the same name.');
  if (names.findLastIndex(Boolean) >= filled.length)
    throw new RowProblem('bad_value', 'An option is named after one that has no name.');
  return filled;
}

function readImage(
  { cells }: Row,
  nth: number,
  note: (reason: string, message: string) => void,
): { image: ImageRow; position: number } | null {
  const url = cells.get('image');
  if (url === '') return null;
  if (!/^(https?:\/\/|\/api\/v1\/)[^\s"<>]{1,2000}$/i.test(url)) {
    note('bad_picture', 'The picture has no address on the web: it was left out.');
    return null;
  }
  const position = /^\d{1,5}$/.test(cells.get('imagePosition')) ? Number(cells.get('imagePosition')) : nth + 1;
  const alt = cells
    .get('imageAlt')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 500);
  return { image: { url, alt, extra: cells.extra }, position };
}
