import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { orderCancelled } from '#services/order/events';
import { takePieces } from '../domain/pieces.ts';
import { canBecome } from '../domain/state.ts';
import { listen, method, openShop, order, pass, send, stateOf, vendorId, type World } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
  await listen(w);
});
afterAll(() => w.t.close());

type Line = { lineId: string; quantity: number };
const cancelled = (orderId: string, lines: Line[], reason: 'by_customer' | 'payment_failed' = 'by_customer') => ({
  orderId,
  number: 'A-1',
  userId: null,
  cartId: null,
  reason,
  lines: lines.map(line => ({ ...line, variantId: randomUUID(), vendorId })),
  whole: false,
  refunded: null,
});
const contents = async (shipmentId: string) => {
  const { lines } = await w.t.as(w.vendor).shipping.getShipment({ shipmentId });
  return new Map(lines.map(({ lineId, quantity, cancelled: gone }) => [lineId, quantity - gone]));
};
const kinds = async (shipmentId: string) =>
  (await w.t.as(w.vendor).shipping.getShipment({ shipmentId })).timeline.map(({ kind }) => kind);

test('order.cancelled, delivered twice, takes pieces out once and all of them at last', async () => {
  const { orderId, shipmentId, books, lamp } = await order(w);
  await w.t.settle();
  await w.t.deliver(orderCancelled, cancelled(orderId, [{ lineId: books, quantity: 1 }]));
  await w.t.redeliver();
  expect(await contents(shipmentId)).toEqual(
    new Map([
      [books, 2],
      [lamp, 1],
    ]),
  );
  expect(await stateOf(w, shipmentId)).toBe('labelled');
  const rest = [
    { lineId: books, quantity: 2 },
    { lineId: lamp, quantity: 1 },
  ];
  await w.t.deliver(orderCancelled, cancelled(orderId, rest));
  expect(await stateOf(w, shipmentId)).toBe('cancelled');
  // The carrier was told and does not come.
  await pass(w, 3);
  expect(await kinds(shipmentId)).toEqual(['pending', 'labelled', 'pieces_cancelled', 'cancelled']);
});

test('a cancellation that comes before its parcel waits for it', async () => {
  const orderId = randomUUID();
  const { wanted, books, lamp } = await order(w);
  const lines = [
    { lineId: books, quantity: 3 },
    { lineId: lamp, quantity: 1 },
  ];
  await w.t.deliver(orderCancelled, cancelled(orderId, lines));
  const [parcel] = await send(w, { ...wanted, orderId });
  await w.t.settle();
  expect(await stateOf(w, parcel!.shipmentId)).toBe('cancelled');
});

test('a cancellation waits for the parcel of its line, whatever other parcels its order has', async () => {
  const { wanted, orderId, shipmentId, books } = await order(w);
  await w.t.settle();
  const [late] = (await order(w, { vendors: [randomUUID()] })).wanted.groups;
  const { lineId } = late!.lines[0]!;
  await w.t.deliver(orderCancelled, cancelled(orderId, [{ lineId, quantity: 2 }]));
  await w.t.deliver(orderCancelled, cancelled(orderId, [{ lineId: books, quantity: 1 }]));
  await w.t.settle();
  expect((await contents(shipmentId)).get(books)).toBe(2);
  // It was preordered, and is there at last.
  const parcels = await send(w, { ...wanted, groups: [...wanted.groups, late!] });
  await w.t.settle();
  const { sent } = await w.t.db('shipping').one({ sent: col.int })`
    select quantity - cancelled as sent from shipment_lines
    where shipment_id = ${parcels.find(({ vendorId: of }) => of === late!.vendorId)!.shipmentId} and line_id = ${lineId}`;
  expect(sent).toBe(1);
});

test('an order that was never paid has nothing to cancel', async () => {
  const { orderId, shipmentId, books } = await order(w);
  await w.t.deliver(orderCancelled, cancelled(orderId, [{ lineId: books, quantity: 3 }], 'payment_failed'));
  expect((await contents(shipmentId)).get(books)).toBe(3);
});

test('what the carrier has already is called back, and fails when it has returned', async () => {
  const { orderId, shipmentId, books, lamp } = await order(w);
  await w.t.settle();
  await pass(w, 1);
  expect(await stateOf(w, shipmentId)).toBe('handed_over');
  await w.t.deliver(orderCancelled, cancelled(orderId, [{ lineId: books, quantity: 1 }]));
  await w.t.settle();
  expect(await stateOf(w, shipmentId)).toBe('handed_over');
  const all = [
    { lineId: books, quantity: 3 },
    { lineId: lamp, quantity: 1 },
  ];
  await w.t.deliver(orderCancelled, cancelled(orderId, all));
  await pass(w, 3);
  expect(await stateOf(w, shipmentId)).toBe('failed');
  const story = await kinds(shipmentId);
  expect(story.filter(kind => kind === 'cancelled_too_late')).toHaveLength(2);
  expect(story.slice(-2)).toEqual(['returning', 'failed']);
});

test('the place in a slot is free again when its parcel is cancelled', async () => {
  const slot = async () =>
    (await w.t.as(w.admin).shipping.listSlots({ methodId: method('express'), limit: 1 })).items[0]!;
  const { id: slotId } = await slot();
  const { orderId, books, lamp } = await order(w, { methodId: method('express'), slotId });
  expect((await slot()).taken).toBe(1);
  const all = [
    { lineId: books, quantity: 3 },
    { lineId: lamp, quantity: 1 },
  ];
  await w.t.deliver(orderCancelled, cancelled(orderId, all));
  expect((await slot()).taken).toBe(0);
});

test('of a parcel that was split the last part is emptied first, and the place in the slot is kept for the rest', async () => {
  const slot = async () =>
    (await w.t.as(w.admin).shipping.listSlots({ methodId: method('express'), limit: 1 })).items[0]!;
  const { id: slotId } = await slot();
  const { orderId, shipmentId, books, lamp } = await order(w, { methodId: method('express'), slotId });
  const lines = [{ lineId: books, quantity: 1 }];
  const part = await w.t.as(w.vendor).shipping.splitShipment({ shipmentId, lines });
  await w.t.deliver(orderCancelled, cancelled(orderId, lines));
  expect(await stateOf(w, part.id)).toBe('cancelled');
  expect((await contents(shipmentId)).get(books)).toBe(2);
  expect((await slot()).taken).toBe(1);
  const rest = [
    { lineId: books, quantity: 2 },
    { lineId: lamp, quantity: 1 },
  ];
  await w.t.deliver(orderCancelled, cancelled(orderId, rest));
  expect((await slot()).taken).toBe(0);
});

test('a parcel of the vendor’s own people is cancelled without anybody to tell', async () => {
  const { orderId, shipmentId, books, lamp } = await order(w, { methodId: method('pickup') });
  await w.t.settle();
  const all = [
    { lineId: books, quantity: 3 },
    { lineId: lamp, quantity: 1 },
  ];
  await w.t.deliver(orderCancelled, cancelled(orderId, all));
  await expect(w.t.as(w.vendor).shipping.handOverShipment({ shipmentId })).rejects.toMatchObject({
    extras: { reason: 'cancelled' },
  });
});

test('cancellations whose parcels never come are forgotten after two years', async () => {
  const orderId = randomUUID();
  const lineId = randomUUID();
  await w.t.deliver(orderCancelled, cancelled(orderId, [{ lineId, quantity: 1 }]));
  const left = () => w.t.db('shipping').run`select from early_cancellations where order_id = ${orderId}`;
  expect(await left()).toBe(1);
  // What is preordered may be sent a year later.
  await w.t.advance('400 days');
  expect(await left()).toBe(1);
  await w.t.advance('331 days');
  expect(await left()).toBe(0);
});

test('a parcel goes forward only, to one end, and is cancelled only until the carrier has it', () => {
  const way = ['pending', 'labelled', 'handed_over', 'in_transit', 'ready_for_pickup'] as const;
  for (const [at, from] of way.entries()) {
    for (const [next, to] of way.entries())
      expect(`${from} ${to} ${canBecome(from, to)}`).toBe(`${from} ${to} ${next > at}`);
    expect(canBecome(from, 'delivered') && canBecome(from, 'failed')).toBe(true);
    expect(`${from} ${canBecome(from, 'cancelled')}`).toBe(`${from} ${at < 2}`);
  }
  const ends = ['delivered', 'failed', 'cancelled'] as const;
  for (const from of ends) for (const to of [...way, ...ends]) expect(canBecome(from, to)).toBe(false);
});

const quantities = fc.record({
  shipmentId: fc.constantFrom('1', '2', '3'),
  lineId: fc.constantFrom('a', 'b', 'c'),
  quantity: fc.integer({ min: 1, max: 20 }),
});
const distinct = (key: (each: Line & { shipmentId?: string }) => string) => ({ selector: key });

test('every piece that is cancelled is either taken out of a parcel or missing, and no parcel gives more than it has', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        quantities,
        distinct(({ shipmentId, lineId }) => `${shipmentId}${lineId}`),
      ),
      fc.uniqueArray(
        quantities,
        distinct(({ lineId }) => lineId),
      ),
      (parcels, wanted) => {
        const { taken, emptied, missing } = takePieces(parcels, wanted);
        const sum = (lines: readonly Line[], lineId: string) =>
          lines.filter(line => line.lineId === lineId).reduce((total, { quantity }) => total + quantity, 0);
        for (const { lineId, quantity } of wanted) expect(sum(taken, lineId) + sum(missing, lineId)).toBe(quantity);
        for (const each of taken)
          expect(each.quantity).toBeLessThanOrEqual(
            parcels.find(line => line.shipmentId === each.shipmentId && line.lineId === each.lineId)!.quantity,
          );
        for (const id of emptied)
          for (const line of parcels.filter(({ shipmentId }) => shipmentId === id)) expect(taken).toContainEqual(line);
      },
    ),
  );
});
