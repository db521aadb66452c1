// An import from its first line to its last, in transactions of about a hundred products: one that is killed goes on
// where it was, and one that ran before finds nothing to change.

import { CodedError, fail, messageOf } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { CatalogCtx } from '../definition.ts';
import { type Batch, type ImportOf, writeBatch } from './batch.ts';
import type { Header } from './columns.ts';
import { type Group, readGroups } from './groups.ts';
import { readProductRows } from './product-rows.ts';

const productsPerBatch = 100;

export const importRow = row({
  id: col.uuid,
  vendor_id: col.uuid,
  file_name: col.text,
  currency: col.text,
  state: col.text,
  message: col.text.orNull,
  line_reached: col.int,
  bytes_read: col.bigint,
  byte_count: col.bigint,
  row_count: col.int,
  created: col.int,
  updated: col.int,
  unchanged: col.int,
  reported: col.int,
  started_at: col.instant,
  finished_at: col.instant.orNull,
});
export type ImportRow = RowOf<typeof importRow>;

export const showImport = (found: ImportRow) => ({
  id: found.id,
  vendorId: found.vendor_id,
  fileName: found.file_name,
  state: found.state as 'running' | 'done' | 'failed',
  message: found.message,
  lineReached: found.line_reached,
  bytesRead: Number(found.bytes_read),
  byteCount: Number(found.byte_count),
  rows: found.row_count,
  created: found.created,
  updated: found.updated,
  unchanged: found.unchanged,
  reported: found.reported,
  startedAt: found.started_at,
  finishedAt: found.finished_at,
});

export interface NewImport {
  vendorId: string;
  fileName: string;
  /** SHA-256 of the file. */
  hash: Uint8Array;
  byteCount: number;
  currency: string;
}

/** Begins an import, or finds the one of the same file that was cut off. */
export async function beginImport(ctx: CatalogCtx, tx: Tx, file: NewImport): Promise<ImportRow> {
  await tx.run`
    insert into product_imports (id, vendor_id, file_name, file_hash, currency, state, byte_count, started_at)
    values (${ctx.id()}, ${file.vendorId}, ${file.fileName}, ${Buffer.from(file.hash)}, ${file.currency}, 'running',
            ${file.byteCount}, ${ctx.now()})
    on conflict (vendor_id, file_hash, currency) where state = 'running' do nothing`;
  return tx.one(importRow)`
    select ${importRow} from product_imports
    where vendor_id = ${file.vendorId} and file_hash = ${Buffer.from(file.hash)} and currency = ${file.currency}
      and state = 'running'`;
}

export interface Progress {
  bytesRead: number;
  line: number;
}

export interface RunOptions {
  onProgress?: (progress: Progress) => void;
  /** Stops after so many batches, to go on another time. */
  maxBatches?: number;
}

/** Reads a file into the catalogue from where the import is; gives whether it is at its end. A file that is no table of
 * products ends the import as failed. */
export async function runImport(
  ctx: CatalogCtx,
  importId: string,
  chunks: AsyncIterable<Uint8Array>,
  { onProgress, maxBatches = Number.POSITIVE_INFINITY }: RunOptions = {},
): Promise<boolean> {
  const found = await ctx.db.one({
    vendor_id: col.uuid,
    vendor_slug: col.text,
    currency: col.text,
    line_reached: col.int,
  })`
    select i.vendor_id, v.slug as vendor_slug, i.currency, i.line_reached
    from product_imports i join vendors v on v.id = i.vendor_id where i.id = ${importId}`;
  const of = { id: importId, vendorId: found.vendor_id, vendorSlug: found.vendor_slug, currency: found.currency };
  try {
    const ended = await readAll(ctx, of, chunks, { reached: found.line_reached, maxBatches, onProgress });
    if (ended) await endImport(ctx, importId, null);
    return ended;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'invalid_argument') throw error;
    await endImport(ctx, importId, messageOf(error));
    return true;
  }
}

interface Reading {
  reached: number;
  maxBatches: number;
  onProgress: RunOptions['onProgress'];
}

async function readAll(
  ctx: CatalogCtx,
  of: ImportOf,
  chunks: AsyncIterable<Uint8Array>,
  { reached, maxBatches, onProgress }: Reading,
): Promise<boolean> {
  let header: Header | null = null;
  let batch = emptyBatch();
  let batches = 0;
  const flush = async () => {
    await writeBatch(ctx, of, batch);
    onProgress?.({ bytesRead: batch.endByte, line: batch.endLine });
    batch = emptyBatch();
    batches++;
  };
  for await (const part of readGroups(chunks)) {
    if ('header' in part) header = part.header;
    else if (part.endLine > reached) {
      addGroup(batch, part, header ?? fail('invalid_argument', 'The file has no header.'), of.currency);
      if (batch.products.length >= productsPerBatch) await flush();
      if (batches >= maxBatches) return false;
    }
  }
  if (batch.rowCount > 0) await flush();
  return true;
}

const emptyBatch = (): Batch => ({ products: [], notes: [], rowCount: 0, endLine: 0, endByte: 0 });

function addGroup(batch: Batch, group: Group, header: Header, currency: string): void {
  batch.notes.push(...group.notes);
  batch.rowCount += group.rowCount;
  batch.endLine = group.endLine;
  batch.endByte = group.endByte;
  if (group.rows.length === 0) return;
  const { product, notes } = readProductRows(group.rows, header, currency);
  batch.notes.push(...notes);
  if (product) batch.products.push(product);
}

/** Ends an import, as failed if there is a message; its file is no longer needed then. */
export async function endImport(ctx: CatalogCtx, importId: string, message: string | null): Promise<void> {
  await ctx.db.transaction(async tx => {
    await tx.run`
      update product_imports set state = ${message === null ? 'done' : 'failed'}, message = ${message},
                                 bytes_read = byte_count, finished_at = ${ctx.now()}
      where id = ${importId} and state = ${'running'}`;
    await tx.run`delete from product_import_files where import_id = ${importId}`;
  });
}
