import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '#kernel/security/digest';
import type { CatalogCtx } from '../definition.ts';
import { exportCatalogue } from '../import/export.ts';
import { beginImport, runImport } from '../import/run.ts';
import { newVendor, openShop, type Shop } from './shop.ts';

let t: Shop;
beforeAll(async () => ({ t } = await openShop()));
afterAll(() => t.close());

const rows = Array.from(
  { length: 250 },
  (_, nth) => `p-${String(nth).padStart(3, '0')},Product ${nth},${nth + 1}.00,x`,
);
rows[120] = 'bad,Bad,free,x';
const file = Buffer.from(['Handle,Title,Variant Price,Mine', ...rows].join('\n'));

/** The file in small pieces; the stream breaks after so many bytes, as if the process were killed. */
async function* pieces(upTo = file.length): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += 777) {
    if (from > upTo) throw new Error('killed');
    yield file.subarray(from, Math.min(from + 777, file.length));
  }
}

const begin = (ctx: CatalogCtx, vendorId: string) =>
  ctx.db.transaction(tx =>
    beginImport(ctx, tx, { vendorId, fileName: 'x.csv', hash: sha256(file), byteCount: file.length, currency: 'EUR' }),
  );

test('an import that is killed goes on where it was, and ends as if it had not been', async () => {
  const ctx = t.ctx('catalog') as unknown as CatalogCtx;
  const { vendorId, selling } = await newVendor(t);
  const { id } = await begin(ctx, vendorId);
  await expect(runImport(ctx, id, pieces(4_000))).rejects.toThrow('killed');
  const halfway = await selling.getImport({ importId: id });
  expect(halfway).toMatchObject({ state: 'running', created: 100, lineReached: 101 });
  const again = await begin(ctx, vendorId);
  expect(again).toMatchObject({ id, line_reached: 101 });
  const seen: number[] = [];
  expect(await runImport(ctx, id, pieces(), { onProgress: ({ line }) => seen.push(line) })).toBe(true);
  expect(seen).toEqual([201, 251]);
  const done = await selling.getImport({ importId: id });
  expect(done).toMatchObject({ state: 'done', rows: 250, created: 249, unchanged: 0, reported: 2, lineReached: 251 });
  expect(done.bytesRead).toBe(file.length);

  const second = await begin(ctx, vendorId);
  expect(second.id).not.toBe(id);
  expect(await runImport(ctx, second.id, pieces(), { maxBatches: 1 })).toBe(false);
  await Promise.all([runImport(ctx, second.id, pieces()), runImport(ctx, second.id, pieces())]);
  expect(await selling.getImport({ importId: second.id })).toMatchObject({ rows: 250, created: 0, unchanged: 249 });
  let text = '';
  for await (const piece of exportCatalogue(ctx, vendorId, 'EUR')) text += piece;
  expect(text.trim().split('\n')).toHaveLength(250);
});

test('an upload that comes no further is given up, so that the next one is read', async () => {
  const ctx = t.ctx('catalog') as unknown as CatalogCtx;
  const { vendorId, selling } = await newVendor(t);
  const { id } = await selling.uploadProducts({ vendorId, content: file, contentType: 'text/csv' });
  await ctx.db.run`update product_imports set attempts = 10 where id = ${id}`;
  const next = await newVendor(t);
  const small = Buffer.from('Handle,Title,Variant Price\na-thing,A thing,1.00\n');
  await next.selling.uploadProducts({ vendorId: next.vendorId, content: small, contentType: 'text/csv' });
  await t.settle();
  expect(await selling.getImport({ importId: id })).toMatchObject({ state: 'failed' });
  expect((await next.selling.listOwnProducts({ vendorId: next.vendorId })).items).toHaveLength(1);
});
