import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { type Load, loading, ownOf, textOf, type Vendor } from './files.ts';
import { buyer, newVendor, openShop, type Shop } from './shop.ts';

let t: Shop;
let load: Load;
beforeAll(async () => {
  ({ t } = await openShop());
  load = loading(t);
});
afterAll(() => t.close());

type Step = PromiseWithResolvers<void>;
const oneBell = (stock: string, more: { tracker?: string; price?: string } = {}) =>
  Buffer.from(
    `Handle,Title,Variant Price,Variant Inventory Qty,Variant Inventory Tracker\nbell,Bell,${more.price ?? '9.00'},${stock},${more.tracker ?? 'shopify'}\n`,
  );

async function sell(vendor: Vendor, quantity: number) {
  const { variants } = await ownOf(vendor, 'Bell');
  const order = buyer(t);
  const { holdId } = await order.hold([{ variantId: variants[0]!.id, quantity }]);
  await order.confirmStockHold({ holdId });
}
const bellsOf = async (vendor: Vendor) => (await ownOf(vendor, 'Bell')).variants[0]!.available;

test('what was sold since is not put back by the same number again, only by another one', async () => {
  const vendor = await newVendor(t);
  await load(vendor, oneBell('60'));
  await sell(vendor, 5);
  const { version } = await ownOf(vendor, 'Bell');
  expect(await load(vendor, oneBell('60'))).toMatchObject({ updated: 0, unchanged: 1, reported: 0 });
  expect(await ownOf(vendor, 'Bell')).toMatchObject({ version, variants: [{ available: 55 }] });
  // Nor by a file that changes something else.
  expect(await load(vendor, oneBell('60', { price: '8.00' }))).toMatchObject({ updated: 1 });
  expect(await bellsOf(vendor)).toBe(55);
  expect(await load(vendor, oneBell('70', { price: '8.00' }))).toMatchObject({ updated: 1 });
  expect(await bellsOf(vendor)).toBe(70);
  await load(vendor, oneBell('60'));
  expect(await bellsOf(vendor)).toBe(60);
});

test('a count that is what the stock was already has counted as well', async () => {
  const vendor = await newVendor(t);
  const text = async () => Buffer.from(await textOf(vendor));
  await load(vendor, oneBell('60'));
  await sell(vendor, 5);
  const exported = await text();
  expect(exported.toString()).toContain(',55,');
  expect(await load(vendor, exported)).toMatchObject({ updated: 0, unchanged: 1 });
  await sell(vendor, 5);
  expect(await load(vendor, exported)).toMatchObject({ updated: 0, unchanged: 1 });
  expect(await bellsOf(vendor)).toBe(50);
  // Nor is what people counted themselves.
  const { selling } = vendor;
  const { variants } = await ownOf(vendor, 'Bell');
  const { locationId } = variants[0]!.inventory[0]!;
  await selling.setStock({ variantId: variants[0]!.id, locationId, onHand: 80, reason: 'count' });
  expect(await load(vendor, exported)).toMatchObject({ unchanged: 1 });
  expect(await bellsOf(vendor)).toBe(80);
  const other = await newVendor(t);
  expect(await load(other, await text())).toMatchObject({ created: 1 });
  expect(await textOf(other)).toBe(await textOf(vendor));
});

test('what is sold while a file is written is not put back either', async () => {
  const vendor = await newVendor(t);
  await load(vendor, oneBell('60'));
  const { id } = await ownOf(vendor, 'Bell');
  const [locked, waiting, sold] = Array.from({ length: 3 }, () => Promise.withResolvers<void>()) as [Step, Step, Step];
  // The import has looked at the stock by the time it waits for this.
  const writing = t.db('catalog').transaction(async tx => {
    await tx.run`select from products where id = ${id} for update`;
    locked.resolve();
    await expect
      .poll(
        () => tx.one({ waits: col.bool })`
          select exists (
            select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))) as waits`,
        { timeout: 10_000 },
      )
      .toEqual({ waits: true });
    waiting.resolve();
    await sold.promise;
  });
  await locked.promise;
  const imported = load(vendor, oneBell('60', { price: '8.00' }));
  await waiting.promise;
  await sell(vendor, 5);
  sold.resolve();
  await writing;
  expect(await imported).toMatchObject({ updated: 1, reported: 0 });
  expect(await bellsOf(vendor)).toBe(55);
});

test('a number that was refused counts once it can, and one of pieces not counted so far counts when they are', async () => {
  const vendor = await newVendor(t);
  await load(vendor, oneBell('5'));
  const { variants } = await ownOf(vendor, 'Bell');
  const order = buyer(t);
  const { holdId } = await order.hold([{ variantId: variants[0]!.id, quantity: 4 }]);
  expect((await load(vendor, oneBell('3'))).brief).toEqual([[2, 'stock_held', false]]);
  await order.releaseStockHold({ holdId });
  await load(vendor, oneBell('3'));
  expect(await bellsOf(vendor)).toBe(3);
  await load(vendor, oneBell('3', { tracker: '' }));
  await sell(vendor, 7);
  expect(await load(vendor, oneBell('3', { tracker: '' }))).toMatchObject({ unchanged: 1 });
  expect(await load(vendor, oneBell('3'))).toMatchObject({ updated: 1, reported: 0 });
  expect(await bellsOf(vendor)).toBe(3);
});
