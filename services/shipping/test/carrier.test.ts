import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { ShippingCtx } from '../definition.ts';
import {
  shipmentCreated,
  shipmentDelivered,
  shipmentFailed,
  shipmentHandedOver,
  shipmentReadyForPickup,
} from '../events.ts';
import { bookLabels } from '../loops/book-labels.ts';
import { cancelPieces } from '../loops/cancel-pieces.ts';
import { address, listen, openShop, order, pass, stateOf, unitId, type World, webhook } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
  await listen(w);
});
afterAll(() => w.t.close());

const told = (shipmentId: string): string[] =>
  w.t
    .published()
    .filter(({ subject }) => subject === shipmentId)
    .map(({ type }) => type.replace('shipment.', ''));
const to = (postcode: string) => ({ address: { ...address, postcode } });
const kinds = async (shipmentId: string) =>
  (await w.t.as(w.vendor).shipping.getShipment({ shipmentId })).timeline.map(({ kind }) => kind);

test('the carrier calls back over HTTP at every step until the parcel is delivered', async () => {
  const { shipmentId, books, lamp } = await order(w);
  await w.t.settle();
  expect(await stateOf(w, shipmentId)).toBe('labelled');
  await pass(w, 1);
  expect(await stateOf(w, shipmentId)).toBe('handed_over');
  await pass(w, 3);
  expect(await stateOf(w, shipmentId)).toBe('delivered');
  expect(told(shipmentId)).toEqual(['created', 'handed_over', 'delivered']);
  expect(await kinds(shipmentId)).toEqual(['pending', 'labelled', 'handed_over', 'in_transit', 'delivered']);
  const [delivered] = w.t.published(shipmentDelivered).filter(({ subject }) => subject === shipmentId);
  expect(delivered?.data.lines).toHaveLength(2);
  expect(delivered?.data.lines).toContainEqual({ lineId: books, quantity: 3 });
  expect(delivered?.data.lines).toContainEqual({ lineId: lamp, quantity: 1 });
  expect(JSON.stringify(delivered)).not.toContain('Adler');
});

test('into a locker it is ready for pickup, and waits there', async () => {
  const { shipmentId } = await order(w, { address: { ...address, unitId, handover: 'locker' } });
  await pass(w, 5);
  expect(await stateOf(w, shipmentId)).toBe('ready_for_pickup');
  expect(w.t.published(shipmentReadyForPickup).some(({ subject }) => subject === shipmentId)).toBe(true);
});

test('a parcel nobody took in fails and comes back', async () => {
  const { shipmentId } = await order(w, to('00991'));
  await pass(w, 6);
  expect(await kinds(shipmentId)).toEqual(['pending', 'labelled', 'handed_over', 'in_transit', 'returning', 'failed']);
  const [failed] = w.t.published(shipmentFailed).filter(({ subject }) => subject === shipmentId);
  expect(failed?.data.reason).toBe('nobody took it in');
});

test('a carrier whose webhooks are lost is asked, and all comes to the same', async () => {
  const { shipmentId } = await order(w, to('00992'));
  await pass(w, 5);
  expect(await stateOf(w, shipmentId)).toBe('labelled');
  await pass(w, 2, '21m');
  expect(await stateOf(w, shipmentId)).toBe('delivered');
  expect(told(shipmentId)).toEqual(['created', 'handed_over', 'delivered']);
});

test('webhooks that come three times and out of order have one effect', async () => {
  const { shipmentId } = await order(w, to('00993'));
  await pass(w, 6);
  expect(await stateOf(w, shipmentId)).toBe('delivered');
  expect(told(shipmentId)).toEqual(['created', 'handed_over', 'delivered']);
  expect((await kinds(shipmentId)).filter(kind => kind === 'handed_over')).toHaveLength(1);
});

test('a hundred webhooks, shuffled and doubled, come to one end', async () => {
  const { shipmentId } = await order(w, to('00992'));
  await w.t.settle();
  const steps = ['handed_over', 'in_transit', 'delayed', 'in_transit', 'delivered'];
  const events = Array.from({ length: 50 }, (_, index) => ({
    id: `e${shipmentId}-${index % 25}`,
    reference: shipmentId,
    kind: steps[index % 5],
    at: `2026-03-02T10:0${index % 5}:00.000Z`,
  }));
  const shuffled = [...events, ...events].sort((a, b) => (a.id + a.at < b.id + b.at ? 1 : -1));
  await Promise.all(shuffled.map(event => webhook(w, event)));
  await w.t.settle();
  expect(await stateOf(w, shipmentId)).toBe('delivered');
  expect(told(shipmentId).filter(type => type === 'delivered')).toHaveLength(1);
  expect(told(shipmentId).filter(type => type === 'handed_over')).toHaveLength(1);
  const { kept } = await w.t.db('shipping').one({ kept: col.int })`
    select count(*)::int as kept from carrier_events where shipment_id = ${shipmentId}`;
  expect(kept).toBe(25);
});

test('a webhook counts only with its signature, of a carrier that calls back, and in its form', async () => {
  const { shipmentId } = await order(w, to('00992'));
  await w.t.settle();
  const event = { id: randomUUID(), reference: shipmentId, kind: 'delivered', at: '2026-03-02T10:00:00.000Z' };
  for (const signature of ['', 'ab', '00'.repeat(32)])
    await expect(webhook(w, event, { signature })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(webhook(w, event, { carrierCode: 'own' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(webhook(w, { ...event, kind: 'pending' })).rejects.toMatchObject({ code: 'invalid_argument' });
  await expect(webhook(w, { ...event, at: 'yesterday' })).rejects.toMatchObject({ code: 'invalid_argument' });
  const scrawl = { carrierCode: 'simulated', content: new TextEncoder().encode('{'), contentType: 'application/json' };
  await expect(w.t.anonymous().shipping.takeCarrierEvent(scrawl)).rejects.toMatchObject({ code: 'permission_denied' });
  expect(await stateOf(w, shipmentId)).toBe('labelled');
  // Of a parcel that is not ours it is taken and forgotten.
  await webhook(w, { ...event, reference: randomUUID() });
});

test('a carrier tells nothing of the parcels of another', async () => {
  const { shipmentId } = await order(w, to('00992'));
  await w.t.settle();
  const rival = { code: 'rival', kind: 'simulated' as const, name: 'Rival', callbackUrl: null };
  await w.t.as(w.admin).shipping.createCarrier(rival);
  const event = { id: randomUUID(), reference: shipmentId, kind: 'delivered', at: '2026-03-02T10:00:00.000Z' };
  await webhook(w, event, { carrierCode: 'rival' });
  expect(await stateOf(w, shipmentId)).toBe('labelled');
  await webhook(w, event);
  expect(await stateOf(w, shipmentId)).toBe('delivered');
});

test('an address the carrier refuses is shown to the vendor, and tried again later', async () => {
  const { shipmentId } = await order(w, to('00990'));
  await pass(w, 2);
  const { shipment } = await w.t.as(w.vendor).shipping.getShipment({ shipmentId });
  expect(shipment).toMatchObject({ state: 'pending', reason: 'the carrier does not know the address' });
  await expect(w.t.as(w.vendor).shipping.getLabel({ shipmentId })).rejects.toMatchObject({
    extras: { reason: 'no_label' },
  });
  await w.t.advance('61m');
  expect(await stateOf(w, shipmentId)).toBe('pending');
});

test('while the buildings are away no label is asked for; a home that is none is delivered to the door', async () => {
  w.away.building = true;
  const home = await order(w, { address: { ...address, unitId, handover: 'concierge' } });
  const none = await order(w, { address: { ...address, unitId: randomUUID(), handover: 'concierge' } });
  await w.t.settle();
  expect(await stateOf(w, home.shipmentId)).toBe('pending');
  expect(w.t.published(shipmentCreated).some(({ subject }) => subject === home.shipmentId)).toBe(true);
  w.away.building = false;
  await pass(w, 1);
  expect(await stateOf(w, home.shipmentId)).toBe('labelled');
  const { shipment, address: kept } = await w.t.as(w.vendor).shipping.getShipment({ shipmentId: none.shipmentId });
  expect(shipment).toMatchObject({ state: 'labelled', handover: 'door' });
  expect(kept).toMatchObject({ unitId: null, handover: 'door' });
});

test('a hand-over that is chosen while the building is asked is the one that counts', async () => {
  const { userId } = w.recipient;
  const { shipmentId } = await order(w, { userId, address: { ...address, unitId, handover: 'locker' } });
  w.away.meanwhile = () =>
    w.t.as(w.recipient).shipping.chooseHandover({ shipmentId, handover: 'concierge', note: 'Ring twice' });
  await w.t.settle();
  await pass(w, 1);
  const { shipment, address: kept } = await w.t.as(w.vendor).shipping.getShipment({ shipmentId });
  expect(shipment).toMatchObject({ state: 'labelled', handover: 'concierge' });
  expect(kept).toMatchObject({ handover: 'concierge', note: 'Ring twice' });
});

test('what is cancelled while the carrier is asked for its label is not fetched', async () => {
  const { orderId, shipmentId, books, lamp } = await order(w);
  const ctx = w.t.ctx('shipping') as unknown as ShippingCtx;
  const turn = (loop: typeof bookLabels) => loop.turn(ctx as never);
  await w.t.db('shipping').run`
    insert into early_cancellations (order_id, line_id, quantity, created_at)
    values (${orderId}, ${books}, 3, ${ctx.now()}), (${orderId}, ${lamp}, 1, ${ctx.now()})`;
  const { db } = ctx;
  const transaction: typeof db.transaction = async work => {
    ctx.db = db;
    await turn(cancelPieces);
    return db.transaction(work);
  };
  ctx.db = { ...db, transaction };
  await turn(bookLabels);
  await w.t.settle();
  expect(await stateOf(w, shipmentId)).toBe('cancelled');
  const parcel = await db.one({ step: col.text })`
    select step from simulated_parcels where reference = ${shipmentId}`;
  expect(parcel.step).toBe('cancelled');
});

test('a platform that cannot be called is called again, and asked in the end', async () => {
  const carrierId = (await w.t.as(w.admin).shipping.listCarriers({})).items.find(
    ({ code }) => code === 'simulated',
  )!.id;
  const before = await w.t.as(w.admin).shipping.updateCarrier({ carrierId });
  await w.t.as(w.admin).shipping.updateCarrier({ carrierId, callbackUrl: 'http://127.0.0.1:9' });
  const { shipmentId } = await order(w);
  await pass(w, 5);
  expect(await stateOf(w, shipmentId)).toBe('labelled');
  await w.t.as(w.admin).shipping.updateCarrier({ carrierId, callbackUrl: before.callbackUrl });
  await pass(w, 2, '21m');
  expect(w.t.published(shipmentHandedOver).some(({ subject }) => subject === shipmentId)).toBe(true);
  expect(await stateOf(w, shipmentId)).toBe('delivered');
});
