// One transaction of an import: about a hundred products, and how far the file is read.

import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { CatalogCtx } from '../definition.ts';
import { slugOf } from '../domain/naming.ts';
import { productCreated, productUpdated } from '../events.ts';
import { mainLocation } from '../queries/own.ts';
import { readStored, type Stored } from '../queries/stored.ts';
import { writeProducts } from '../write/product.ts';
import { refreshProducts } from '../write/refresh.ts';
import { writeVariants } from '../write/variant.ts';
import { nameOf } from './columns.ts';
import { fits, isSame, mergeProduct } from './merge.ts';
import type { ProductRows } from './product-rows.ts';
import type { Note } from './rows.ts';

export interface Batch {
  products: ProductRows[];
  notes: Note[];
  rowCount: number;
  endLine: number;
  endByte: number;
}
export interface ImportOf {
  id: string;
  vendorId: string;
  vendorSlug: string;
  currency: string;
}

const attempts = 5;

/** Writes what differs. A batch that is in already, as the import was killed or runs twice, changes nothing. */
export async function writeBatch(ctx: CatalogCtx, of: ImportOf, batch: Batch): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryBatch(ctx, of, batch);
    } catch (error) {
      // Somebody bought, or another vendor took a slug, between the look and the writing: look again.
      const again = error instanceof CodedError && ['stock_held', 'slug_taken'].includes(error.extras.reason ?? '');
      if (!again || attempt === attempts) throw error;
    }
  }
}

async function tryBatch(ctx: CatalogCtx, of: ImportOf, batch: Batch): Promise<void> {
  await ctx.db.transaction(async tx => {
    // Imports of one vendor take turns, so that each sees what the other wrote.
    await tx.run`select from vendors where id = ${of.vendorId} for no key update`;
    const { line_reached } = await tx.one({ line_reached: col.int })`
      select line_reached from product_imports where id = ${of.id} for update`;
    if (line_reached >= batch.endLine) return;
    const notes = [...batch.notes];
    const counts = await writeDifferences(ctx, tx, of, batch.products, notes);
    await tx.run`
      update product_imports set
        line_reached = ${batch.endLine}, bytes_read = ${batch.endByte}, row_count = row_count + ${batch.rowCount},
        created = created + ${counts.created}, updated = updated + ${counts.updated},
        unchanged = unchanged + ${counts.unchanged}, reported = reported + ${notes.length}, attempts = 0
      where id = ${of.id}`;
    await writeNotes(tx, of.id, notes);
  });
}

async function writeNotes(tx: Tx, importId: string, notes: readonly Note[]): Promise<void> {
  const rows = notes.map((note, number) => ({ ...note, number }));
  await tx.run`
    insert into product_import_notes (import_id, line, number, reason, message, left_out)
    select ${importId}, n.line, row_number() over (partition by n.line order by n.number), n.reason, n.message,
           n."leftOut"
    from json_to_recordset(${json(rows)}::json)
      as n (line int, number int, reason text, message text, "leftOut" boolean)`;
}

async function writeDifferences(
  ctx: CatalogCtx,
  tx: Tx,
  of: ImportOf,
  products: readonly ProductRows[],
  notes: Note[],
) {
  const handles = products.map(({ handle }) => handle);
  const stored = await readStored(tx, of.vendorId, { handles });
  const before = new Map(stored.map(each => [each.product.handle, each]));
  const merged = products.flatMap(rows => {
    const known = before.get(rows.handle);
    const refusal = refusalOf(rows, known);
    if (refusal) notes.push(refusal);
    return refusal ? [] : [{ rows, known, after: mergeProduct(rows, known, { ...of, newId: ctx.id }) }];
  });
  await settleSkus(tx, of, merged, notes);
  keepPromises(merged, notes);
  const changed = merged.filter(({ known, after }) => known === undefined || !isSame(known, after));
  await placeInCategories(ctx, tx, changed);
  await nameSlugs(tx, of, changed);
  if (changed.length > 0) {
    const after = changed.map(each => each.after);
    await writeProducts(
      tx,
      after.map(({ product }) => product),
      ctx.now(),
    );
    await writeVariants(
      ctx,
      tx,
      after.flatMap(({ variants }) => variants),
      await mainLocation(ctx, tx, of.vendorId),
      stockStays(changed),
    );
    await refreshProducts(
      ctx,
      tx,
      after.map(({ product }) => product.id),
    );
  }
  await rememberCounts(tx, merged);
  for (const { known, after } of changed) {
    const { id: productId, vendorId, slug, state } = after.product;
    if (known) await ctx.publish(tx, productUpdated, { productId, vendorId, slug, state });
    else await ctx.publish(tx, productCreated, { productId, vendorId, slug });
  }
  const created = changed.filter(({ known }) => known === undefined).length;
  return { created, updated: changed.length - created, unchanged: merged.length - changed.length };
}

function refusalOf(rows: ProductRows, known: Stored | undefined): Note | null {
  const { line } = rows;
  if (rows.variants.length === 0 && known === undefined)
    return {
      line,
      reason: 'no_variant',
      message: 'Nothing of the product can be sold: it was left out.',
      leftOut: true,
    };
  if (known && !fits(rows, known))
    return {
      line,
      reason: 'other_options',
      message: `The product has the options ${known.product.options.join(', ') || '(none)'} here; change them first.`,
      leftOut: true,
    };
  return null;
}

interface Merged {
  rows: ProductRows;
  known: Stored | undefined;
  after: Stored;
}

/** A SKU is one variant's: of two the earlier keeps it. The other goes in without; the file's own is given back. */
async function settleSkus(tx: Tx, { vendorId }: ImportOf, merged: readonly Merged[], notes: Note[]): Promise<void> {
  const skus = merged.flatMap(({ after }) => after.variants.flatMap(({ sku }) => sku ?? []));
  const rows = await tx.many({ id: col.uuid, sku: col.text })`
    select id, sku from product_variants
    where vendor_id = ${vendorId} and archived_at is null and sku = any(${skus}::text[])`;
  const owners = new Map(rows.map(({ id, sku }) => [sku, id]));
  for (const { rows: file, after } of merged)
    for (const [at, variant] of after.variants.entries()) {
      const { sku } = variant;
      if (sku === null) continue;
      const owner = owners.get(sku);
      if (owner === undefined || owner === variant.id) {
        owners.set(sku, variant.id);
        continue;
      }
      after.variants[at] = { ...variant, sku: null, extra: { ...variant.extra, [nameOf('sku')]: sku } };
      const line = file.variants[at]?.line ?? file.line;
      const message = `Another variant has the SKU ${sku}: this one went in without it.`;
      notes.push({ line, reason: 'duplicate_sku', message, leftOut: false });
    }
}

/** Stock that is promised to buyers is not taken from them: it stays as it was. */
function keepPromises(merged: readonly Merged[], notes: Note[]): void {
  for (const { rows, known, after } of merged)
    for (const [at, variant] of after.variants.entries()) {
      const before = known?.variants.find(({ id }) => id === variant.id);
      const held = known?.held.get(variant.id) ?? 0;
      if (!before || !variant.tracked || variant.oversell || variant.onHand >= held) continue;
      const { onHand, tracked, oversell } = before;
      after.variants[at] = { ...variant, onHand, tracked, oversell };
      after.counted.delete(variant.id);
      // Below zero are those that were sold to order.
      const promised = held - Math.min(0, variant.onHand);
      const message = `The stock stayed as it was: ${promised} pieces are promised to buyers.`;
      notes.push({ line: rows.variants[at]?.line ?? rows.line, reason: 'stock_held', message, leftOut: false });
    }
}

/** The variants whose stock the file does not change; buyers may be changing it right now. */
const stockStays = (changed: readonly Merged[]): ReadonlySet<string> =>
  new Set(
    changed.flatMap(({ known, after }) => {
      const before = new Map(known?.variants.map(({ id, onHand }) => [id, onHand]));
      return after.variants.flatMap(({ id, onHand }) => (before.get(id) === onHand ? id : []));
    }),
  );

/** Notes the counts of the file, also where they are what the stock was: they have counted. */
async function rememberCounts(tx: Tx, merged: readonly Merged[]): Promise<void> {
  const fresh = merged.flatMap(({ known, after }) =>
    [...after.counted].filter(([id, onHand]) => known?.counted.get(id) !== onHand),
  );
  if (fresh.length === 0) return;
  await tx.run`
    update product_variants v set imported_on_hand = c.on_hand
    from unnest(${fresh.map(([id]) => id)}::uuid[], ${fresh.map(([, onHand]) => onHand)}::int[]) as c (id, on_hand)
    where v.id = c.id`;
}

/** A product of a new or another type goes into the category of that name, which is made if there is none. */
async function placeInCategories(ctx: CatalogCtx, tx: Tx, changed: readonly Merged[]): Promise<void> {
  const moved = changed.filter(
    ({ known, after }) => after.product.kind !== null && after.product.kind !== known?.product.kind,
  );
  const titles = new Map(moved.map(({ after }) => [slugOf(after.product.kind!), after.product.kind!]));
  titles.delete('');
  const fresh = [...titles].map(([slug, title]) => ({ id: ctx.id(), slug, title }));
  await tx.run`
    insert into categories (id, slug, title, path, created_at)
    select c.id, c.slug, c.title, array[c.id], ${ctx.now()}
    from json_to_recordset(${json(fresh)}::json) as c (id uuid, slug text, title text)
    on conflict on constraint categories_slug_unique do nothing`;
  const rows = await tx.many({ id: col.uuid, slug: col.text })`
    select id, slug from categories where slug = any(${[...titles.keys()]}::text[])`;
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
  for (const { known, after } of moved) {
    const old = known?.product.kind ? ids.get(slugOf(known.product.kind)) : undefined;
    const id = ids.get(slugOf(after.product.kind!));
    const kept = after.product.categoryIds.filter(each => each !== old && each !== id);
    after.product.categoryIds = id === undefined ? kept : [...kept, id];
  }
}

/** New products get the slug of their handle, or of handle and vendor where another product has it. */
async function nameSlugs(tx: Tx, { vendorSlug }: ImportOf, changed: readonly Merged[]): Promise<void> {
  const fresh = changed.filter(({ known }) => known === undefined).map(({ after }) => after.product);
  const wished = fresh.map(product => {
    const slug = slugOf(product.handle) || slugOf(product.title) || 'product';
    return { product, choices: [slug, `${slug}-${vendorSlug}`] };
  });
  const rows = await tx.many({ slug: col.text })`
    select slug from slug_history where slug = any(${wished.flatMap(({ choices }) => choices)}::text[])`;
  const taken = new Set(rows.map(({ slug }) => slug));
  for (const { product, choices } of wished) {
    const free = choices.find(choice => !taken.has(choice)) ?? `${choices[0]}-${product.id.slice(-12)}`;
    taken.add(free);
    product.slug = free;
  }
}
