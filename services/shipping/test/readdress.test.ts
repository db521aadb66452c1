import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { orderCancelled } from '#services/order/events';
import type { ShippingCtx } from '../definition.ts';
import { shipmentReaddressed } from '../events.ts';
import { bookLabels } from '../loops/book-labels.ts';
import {
  address,
  buildingId,
  listen,
  method,
  openShop,
  order,
  pass,
  stateOf,
  unitId,
  vendorId,
  type World,
  webhook,
} from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
});
afterAll(() => w.t.close());

const api = () => w.t.asService('order').shipping;
const elsewhere = { ...address, line1: 'Marktplatz 9', postcode: '10115' };
const move = (
  orderId: string,
  to: Parameters<ReturnType<typeof api>['readdressShipments']>[0]['address'] = elsewhere,
) => api().readdressShipments({ orderId, address: to });
const seen = async (shipmentId: string) => {
  const { shipment, timeline, ...rest } = await w.t.as(w.vendor).shipping.getShipment({ shipmentId });
  return { ...rest, ...shipment, kinds: timeline.map(({ kind }) => kind) };
};
const kept = (shipmentId: string) =>
  w.t.db('shipping').one({
    address: col.bytes,
    former: col.bytes.orNull,
    label: col.int,
    building_id: col.uuid.orNull,
  })`
    select address, former_address as former, label, building_id from shipments where id = ${shipmentId}`;
const news = (shipmentId: string) => w.t.published(shipmentReaddressed).filter(({ subject }) => subject === shipmentId);
const atCarrier = (shipmentId: string) =>
  w.t.db('shipping').one({ label: col.int, handover: col.text })`
    select label, handover from simulated_parcels where reference = ${shipmentId}`;

test('a parcel without a label simply goes elsewhere, and its address stays sealed', async () => {
  const { orderId, shipmentId } = await order(w);
  await move(orderId);
  await move(orderId);
  const row = await kept(shipmentId);
  expect(row.label).toBe(2);
  expect(row.address.toString('latin1')).not.toContain('Marktplatz');
  await w.t.settle();
  expect(await seen(shipmentId)).toMatchObject({ state: 'labelled', address: elsewhere });
  expect((await api().getOrderAddress({ orderId })).address).toEqual(elsewhere);
  expect(news(shipmentId)).toHaveLength(1);
});

test('one that has a label is unpacked and gets another, under which the carrier has it', async () => {
  const { orderId, shipmentId } = await order(w, { address: { ...address, unitId, handover: 'locker' } });
  await w.t.settle();
  await w.t.as(w.vendor).shipping.packShipment({ shipmentId });
  expect((await kept(shipmentId)).building_id).toBe(buildingId);
  await move(orderId);
  const label = w.t.as(w.vendor).shipping.getLabel({ shipmentId });
  await expect(label).rejects.toMatchObject({ extras: { reason: 'no_label' } });
  const handing = w.t.as(w.vendor).shipping.handOverShipment({ shipmentId });
  await expect(handing).rejects.toMatchObject({ extras: { reason: 'no_label' } });
  await w.t.settle();
  expect(await seen(shipmentId)).toMatchObject({
    state: 'labelled',
    packedAt: null,
    handover: 'door',
    address: elsewhere,
    kinds: ['pending', 'labelled', 'packed', 'address_changed', 'labelled'],
  });
  expect(await kept(shipmentId)).toMatchObject({ label: 2, former: null, building_id: null });
  expect(await atCarrier(shipmentId)).toEqual({ label: 2, handover: 'door' });
  expect((await w.t.as(w.vendor).shipping.getLabel({ shipmentId })).mime).toBe('application/pdf');
});

test('a hand-over chosen after the label was booked is what the carrier does; another note alone changes no label', async () => {
  const { userId } = w.recipient;
  const { shipmentId } = await order(w, { userId, address: { ...address, unitId } });
  await w.t.settle();
  await w.t.as(w.vendor).shipping.packShipment({ shipmentId });
  const choose = (handover: 'locker' | 'door', note: string) =>
    w.t.as(w.recipient).shipping.chooseHandover({ shipmentId, handover, note });
  expect(await choose('locker', 'Box 3')).toMatchObject({ handover: 'locker', address: { note: 'Box 3' } });
  await w.t.settle();
  expect(await atCarrier(shipmentId)).toEqual({ label: 2, handover: 'locker' });
  await choose('locker', 'Box 4');
  await w.t.settle();
  expect(await atCarrier(shipmentId)).toEqual({ label: 2, handover: 'locker' });
  expect(await seen(shipmentId)).toMatchObject({
    state: 'labelled',
    handover: 'locker',
    address: { handover: 'locker', note: 'Box 4' },
    kinds: ['pending', 'labelled', 'packed', 'handover_changed', 'labelled', 'handover_changed'],
  });
});

test('a hand-over chosen while the carrier is asked for the label reaches it, too', async () => {
  const { userId } = w.recipient;
  const { shipmentId } = await order(w, { userId, address: { ...address, unitId } });
  const ctx = w.t.ctx('shipping') as unknown as ShippingCtx;
  const { db } = ctx;
  // The carrier has answered, and what it said is about to be written down.
  const transaction: typeof db.transaction = async work => {
    ctx.db = db;
    await w.t.as(w.recipient).shipping.chooseHandover({ shipmentId, handover: 'concierge' });
    return db.transaction(work);
  };
  ctx.db = { ...db, transaction };
  await bookLabels.turn(ctx as never);
  await w.t.settle();
  expect(await atCarrier(shipmentId)).toEqual({ label: 2, handover: 'concierge' });
  expect(await seen(shipmentId)).toMatchObject({ state: 'labelled', handover: 'concierge' });
});

test('a hand-over chosen for a parcel that was fetched before its carrier heard of it stays the former', async () => {
  const { userId } = w.recipient;
  const { shipmentId } = await order(w, { userId, address: { ...address, unitId, handover: 'concierge' } });
  await w.t.settle();
  await w.t.db('shipping').run`
    update simulated_parcels set step = 'handed_over', next_at = null where reference = ${shipmentId}`;
  await w.t.as(w.recipient).shipping.chooseHandover({ shipmentId, handover: 'locker' });
  await w.t.settle();
  expect(await seen(shipmentId)).toMatchObject({
    state: 'labelled',
    handover: 'concierge',
    kinds: ['pending', 'labelled', 'handover_changed', 'address_kept', 'labelled'],
  });
});

test('what the carrier has stays on its way, and so does the rest of the order', async () => {
  const { orderId, ids } = await order(w, { vendors: [vendorId, randomUUID()] });
  await w.t.settle();
  await webhook(w, { id: ids[0], reference: ids[0], kind: 'handed_over', at: '2026-03-02T10:00:00.000Z' });
  await expect(move(orderId)).rejects.toMatchObject({
    code: 'failed_precondition',
    extras: { reason: 'handed_over' },
  });
  expect((await api().getOrderAddress({ orderId })).address).toEqual(address);
  await expect(move(randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  await expect(api().getOrderAddress({ orderId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
});

test('a parcel that was fetched before its carrier heard of it goes where it went, and that is told', async () => {
  const { orderId, shipmentId } = await order(w, { address: { ...address, unitId, handover: 'concierge' } });
  await w.t.settle();
  await w.t.db('shipping').run`
    update simulated_parcels set step = 'handed_over', next_at = null where reference = ${shipmentId}`;
  await move(orderId);
  await w.t.settle();
  expect(await seen(shipmentId)).toMatchObject({
    state: 'labelled',
    handover: 'concierge',
    address: { line1: address.line1, unitId },
    kinds: ['pending', 'labelled', 'address_changed', 'address_kept', 'labelled'],
  });
  expect(await kept(shipmentId)).toMatchObject({ former: null, building_id: buildingId });
  expect(news(shipmentId)).toHaveLength(2);
});

test('the same where its hand-over is heard of before the carrier is asked, after two changes', async () => {
  const { orderId, shipmentId } = await order(w);
  await w.t.settle();
  await move(orderId);
  await move(orderId, { ...elsewhere, line1: 'Marktplatz 10' });
  await webhook(w, { id: shipmentId, reference: shipmentId, kind: 'handed_over', at: '2026-03-02T10:00:00.000Z' });
  await w.t.settle();
  const found = await seen(shipmentId);
  expect([found.state, found.address]).toEqual(['handed_over', address]);
  expect(found.kinds).toEqual([
    'pending',
    'labelled',
    'address_changed',
    'address_changed',
    'address_kept',
    'handed_over',
  ]);
});

test('one that is cancelled while it waits for another label is recalled from its carrier', async () => {
  await listen(w);
  const { orderId, shipmentId, books, lamp } = await order(w);
  await w.t.settle();
  await move(orderId);
  const line = (lineId: string, quantity: number) => ({ lineId, quantity, variantId: randomUUID(), vendorId });
  await w.t.deliver(orderCancelled, {
    orderId,
    number: 'A-1',
    userId: null,
    cartId: null,
    reason: 'by_customer',
    lines: [line(books, 3), line(lamp, 1)],
    whole: true,
    refunded: null,
  });
  await pass(w, 3);
  expect(await stateOf(w, shipmentId)).toBe('cancelled');
  const carried = await w.t.db('shipping').one({ step: col.text })`
    select step from simulated_parcels where reference = ${shipmentId}`;
  expect(carried.step).toBe('cancelled');
  await expect(move(orderId)).rejects.toMatchObject({ code: 'not_found' });
});

test('what the shop delivers itself goes elsewhere as well', async () => {
  const { orderId, shipmentId } = await order(w, { methodId: method('pickup') });
  await w.t.settle();
  await move(orderId);
  await w.t.settle();
  expect(await seen(shipmentId)).toMatchObject({ state: 'labelled', address: elsewhere });
});
