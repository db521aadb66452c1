// agora import products, agora export products

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '#kernel/config';
import { col } from '#kernel/sql/columns';
import { complain, print, progressBar } from '#kernel/terminal';
import type { CatalogCtx } from '#services/catalog/definition';
import { exportCatalogue } from '#services/catalog/import/export';
import { beginImport, type ImportRow, importRow, runImport } from '#services/catalog/import/run';
import { withDatabases } from './databases.ts';

interface ProductOptions {
  vendor: string;
  currency: string;
}

const shownNotes = 50;

/** Reads a CSV file into the catalogue of a vendor. One that was killed goes on where it was. */
export async function importProducts(file: string, options: ProductOptions): Promise<void> {
  const { size } = await stat(file).catch(() => {
    throw new ConfigError(`${file} cannot be read: name a CSV file.`);
  });
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  await withCatalogue(options, async (ctx, vendorId) => {
    const begun = await ctx.db.transaction(tx =>
      beginImport(ctx, tx, {
        vendorId,
        fileName: basename(file),
        hash: hash.digest(),
        byteCount: size,
        currency: options.currency,
      }),
    );
    if (begun.line_reached > 0) print(`Going on after line ${begun.line_reached}.`);
    const bar = progressBar(size);
    await runImport(ctx, begun.id, createReadStream(file), {
      onProgress: ({ bytesRead, line }) => bar.show(bytesRead, `line ${line}`),
    });
    bar.end();
    await report(ctx, begun.id);
  });
}

async function report(ctx: CatalogCtx, importId: string): Promise<void> {
  const done = await ctx.db.one(importRow)`select ${importRow} from product_imports where id = ${importId}`;
  const notes = await ctx.db.many({ line: col.int, message: col.text, left_out: col.bool })`
    select line, message, left_out from product_import_notes where import_id = ${importId}
    order by line, number limit ${shownNotes}`;
  for (const { line, message, left_out } of notes) print(`line ${line}: ${left_out ? 'left out: ' : ''}${message}`);
  if (done.reported > notes.length) print(`… and ${done.reported - notes.length} more.`);
  if (done.state === 'failed') throw new ConfigError(`${done.file_name} was not imported: ${done.message}`);
  print(summary(done));
}

function summary({ row_count, created, updated, unchanged, reported }: ImportRow): string {
  const what = `${row_count} rows read: ${created} products added, ${updated} changed, ${unchanged} as they were`;
  const rest = reported > 0 ? `; ${reported} rows reported above` : '';
  return created + updated === 0 ? `${what}${rest}. Nothing changed.` : `${what}${rest}.`;
}

/** Writes the catalogue of a vendor into a CSV file, or to standard output. */
export async function exportProducts(file: string | undefined, options: ProductOptions): Promise<void> {
  await withCatalogue(options, async (ctx, vendorId) => {
    const pieces = exportCatalogue(ctx, vendorId, options.currency);
    await (file === undefined
      ? pipeline(pieces, process.stdout, { end: false })
      : pipeline(pieces, createWriteStream(file)));
    if (file !== undefined) complain(`Written to ${file}.`);
  });
}

async function withCatalogue(
  { vendor, currency }: ProductOptions,
  work: (ctx: CatalogCtx, vendorId: string) => Promise<void>,
): Promise<void> {
  if (!/^[A-Z]{3}$/.test(currency))
    throw new ConfigError(`${currency} is no currency: pass --currency EUR, for example.`);
  await withDatabases(async ({ services }) => {
    const ctx = services.get('catalog')!.ctx as CatalogCtx;
    const vendors = await ctx.db.many({ id: col.uuid, slug: col.text })`select id, slug from vendors order by slug`;
    const found = vendors.find(({ slug }) => slug === vendor);
    if (!found)
      throw new ConfigError(
        `There is no vendor ${vendor}. Pass --vendor with one of: ${vendors.map(({ slug }) => slug).join(', ') || '(none yet: run agora seed)'}.`,
      );
    await work(ctx, found.id);
  }, complain);
}
