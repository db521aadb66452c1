// What those who sell may look at and change.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { OwnProduct } from '../contract/wire.ts';
import type { CatalogCtx } from '../definition.ts';
import { productUpdated } from '../events.ts';
import { refreshProducts } from '../write/refresh.ts';
import { readProduct, toOwnProduct } from './detail.ts';

/** Own products show their prices in this currency, beside all their regular ones. */
const ownCurrency = 'EUR';

const mine = (call: Call, vendorId: string | undefined, message: string): void =>
  call.require(vendorId !== undefined && call.can('vendor', { vendor: vendorId }), message);

const productRow = { id: col.uuid, vendor_id: col.uuid, state: col.text, version: col.int, options: col.texts };

/** A product that the caller may change, locked; raises `not_found`, and `version_mismatch` if it is not the expected
 * one. */
export async function lockProduct(tx: Tx, call: Call, productId: string, expectedVersion?: number) {
  const found = await tx.maybe(productRow)`
    select id, vendor_id, state, version, options from products where id = ${productId} for no key update`;
  mine(call, found?.vendor_id, 'no such product');
  checkVersion(found!.version, expectedVersion);
  return found!;
}

/** Raises `version_mismatch`. */
export function checkVersion(version: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== version)
    fail('version_mismatch', `This is version ${version} now; look at it and try again.`, { details: { version } });
}

const variantRow = { id: col.uuid, product_id: col.uuid, vendor_id: col.uuid, version: col.int };

/** A variant on sale that the caller may change, its product locked. */
export async function lockVariant(tx: Tx, call: Call, variantId: string, expectedVersion?: number) {
  const found = await tx.maybe(variantRow)`
    select v.id, v.product_id, v.vendor_id, v.version
    from product_variants v join products p on p.id = v.product_id
    where v.id = ${variantId} and v.archived_at is null for no key update of p`;
  mine(call, found?.vendor_id, 'no such variant');
  checkVersion(found!.version, expectedVersion);
  return found!;
}

/** A variant, on sale or not, of a vendor the caller works for. */
export async function findVariant(db: Queries, call: Call, variantId: string) {
  const found = await db.maybe(variantRow)`
    select id, product_id, vendor_id, version from product_variants where id = ${variantId}`;
  mine(call, found?.vendor_id, 'no such variant');
  return found!;
}

const imageRow = {
  product_id: col.uuid,
  vendor_id: col.uuid,
  position: col.int,
  alt: col.text,
  file_id: col.uuid.orNull,
};

/** A picture of a product that the caller may change, which is locked. */
export async function lockImage(tx: Tx, call: Call, imageId: string) {
  const found = await tx.maybe(imageRow)`
    select i.product_id, p.vendor_id, i.position, i.alt, i.file_id
    from product_images i join products p on p.id = i.product_id where i.id = ${imageId} for no key update of p`;
  mine(call, found?.vendor_id, 'no such picture');
  return found!;
}

/** A location of a vendor the caller works for. */
export async function findLocation(db: Queries, call: Call, locationId: string) {
  const found = await db.maybe({ vendor_id: col.uuid })`select vendor_id from locations where id = ${locationId}`;
  mine(call, found?.vendor_id, 'no such location');
  return found!;
}

/** An import of a vendor the caller works for. */
export async function findImport(db: Queries, call: Call, importId: string) {
  const found = await db.maybe({ vendor_id: col.uuid })`select vendor_id from product_imports where id = ${importId}`;
  mine(call, found?.vendor_id, 'no such import');
  return found!;
}

/** Where a vendor's pieces go that nobody said a place for; made when the first of them comes. */
export async function mainLocation(ctx: CatalogCtx, tx: Tx, vendorId: string): Promise<string> {
  const first = await tx.maybe({ id: col.uuid })`
    select id from locations where vendor_id = ${vendorId} order by created_at, id limit 1`;
  if (first) return first.id;
  const { id } = await tx.one({ id: col.uuid })`
    insert into locations (id, vendor_id, name, created_at) values (${ctx.id()}, ${vendorId}, 'Main', ${ctx.now()})
    on conflict on constraint locations_name_unique do update set name = excluded.name returning id`;
  return id;
}

/** The location that was named, if it is the vendor's; else the main one. */
export async function chosenLocation(ctx: CatalogCtx, tx: Tx, vendorId: string, locationId: string | undefined) {
  if (locationId === undefined) return mainLocation(ctx, tx, vendorId);
  const found = await tx.maybe({ id: col.uuid })`
    select id from locations where id = ${locationId} and vendor_id = ${vendorId}`;
  return found?.id ?? fail('not_found', 'no such location');
}

/** A product as its vendor sees it. The links to uploaded pictures are asked for outside of transactions only, so they
 * are left out here. */
export async function ownProduct(ctx: CatalogCtx, db: Queries, productId: string): Promise<OwnProduct> {
  const look = { now: ctx.now(), buildingIds: [], currency: ownCurrency, own: true };
  const found = (await readProduct(db, { id: productId }, look)) ?? fail('not_found', 'no such product');
  return toOwnProduct(found, ownCurrency, look.now, ({ url }) => ({ url, thumbnailUrl: url }));
}

/** Notes that a product changed, brings what follows from it up to date, and gives it as its vendor sees it. */
export async function productChanged(ctx: CatalogCtx, tx: Tx, productId: string): Promise<OwnProduct> {
  const {
    vendor_id: vendorId,
    slug,
    state,
  } = await tx.one({ vendor_id: col.uuid, slug: col.text, state: col.text })`
    update products set version = version + 1, updated_at = ${ctx.now()} where id = ${productId}
    returning vendor_id, slug, state`;
  await refreshProducts(ctx, tx, [productId]);
  await ctx.publish(tx, productUpdated, { productId, vendorId, slug, state: state as OwnProduct['state'] });
  return ownProduct(ctx, tx, productId);
}
