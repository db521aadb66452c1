import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { agora, type Harness } from '#kernel/testing/harness';
import shipping from '../service.ts';

let t: Harness<[typeof shipping]>;
beforeAll(async () => {
  t = await agora({ services: [shipping] });
});
afterAll(() => t.close());

const counts = () =>
  t.db('shipping').one({ zones: col.int, methods: col.int, rates: col.int, slots: col.int, parcels: col.int })`
    select (select count(*)::int from shipping_zones) as zones, (select count(*)::int from shipping_methods) as methods,
           (select count(*)::int from shipping_rates) as rates, (select count(*)::int from delivery_slots) as slots,
           (select count(*)::int from shipments) as parcels`;

test('the demo has zones, methods, rates, slots and parcels in every state; a second time it adds nothing', async () => {
  const seed = () => shipping.seed?.(t.ctx('shipping') as never);
  await seed();
  const once = await counts();
  expect(once).toEqual({ zones: 2, methods: 5, rates: 20, slots: 32, parcels: 9 });
  await seed();
  await t.settle();
  expect(await counts()).toEqual(once);
  expect(t.published()).toEqual([]);
  const vendorId = seedId('vendor:demo');
  const vendor = t.as(t.person(`vendor@vendor:${vendorId}`)).shipping;
  const { items } = await vendor.listShipments({ vendorId });
  expect(items.map(({ state }) => state)).toEqual(
    expect.arrayContaining(['pending', 'labelled', 'ready_for_pickup', 'delivered', 'cancelled']),
  );
  const labelled = items.find(({ state }) => state === 'labelled')!;
  expect((await vendor.getLabel({ shipmentId: labelled.id })).mime).toBe('application/pdf');
  await t.advance('1h');
  expect((await vendor.getShipment({ shipmentId: labelled.id })).shipment.state).toBe('labelled');
  expect((await vendor.getSender({ vendorId })).name).toBe('Agora Demo Shop');
});
