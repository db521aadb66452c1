import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { isTrackingNumber } from '../domain/numbers.ts';
import { shipmentCreated } from '../events.ts';
import { address, method, openShop, order, send, vendorId, type World } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
});
afterAll(() => w.t.close());

const slots = async () => (await w.t.as(w.admin).shipping.listSlots({ methodId: method('express') })).items;
const slotOf = (shipmentId: string) =>
  w.t.db('shipping').one({ slot_id: col.uuid.orNull, slot_note: col.text.orNull })`
    select slot_id, slot_note from shipments where id = ${shipmentId}`;

test('each vendor of an order sends a parcel, which is told once', async () => {
  const other = randomUUID();
  const { orderId, ids } = await order(w, { vendors: [vendorId, other] });
  expect(new Set(ids).size).toBe(2);
  await w.t.settle();
  const told = w.t.published(shipmentCreated).filter(({ data }) => data.orderId === orderId);
  expect(told.map(({ subject }) => subject).sort()).toEqual(ids.toSorted());
  const { items } = await w.t.asService('order').shipping.listOrderShipments({ orderId });
  expect(items.map(each => each.vendorId).sort()).toEqual([vendorId, other].sort());
  expect(items.every(({ trackingNumber }) => isTrackingNumber(trackingNumber))).toBe(true);
});

test('the same request fifty times at once gives one parcel and one answer', async () => {
  const { wanted, shipmentId } = await order(w);
  const again = randomUUID();
  const fresh = { ...wanted, orderId: again };
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(w, fresh)));
  expect(new Set(answers.map(parcels => parcels.map(each => each.shipmentId).join())).size).toBe(1);
  expect(await send(w, wanted)).toMatchObject([{ shipmentId, vendorId }]);
  await w.t.settle();
  expect(w.t.published(shipmentCreated).filter(({ data }) => data.orderId === again)).toHaveLength(1);
});

test('two groups of one vendor become one parcel with all that is in them', async () => {
  const { wanted } = await order(w);
  const line = (title: string) => ({ lineId: randomUUID(), title, quantity: 1, weightGrams: 1 });
  const groups = [
    { vendorId, lines: [line('a')] },
    { vendorId, lines: [line('b')] },
  ];
  const items = await send(w, { ...wanted, orderId: randomUUID(), groups });
  expect(items).toHaveLength(1);
  const { lines } = await w.t.as(w.vendor).shipping.getShipment({ shipmentId: items[0]!.shipmentId });
  expect(lines.map(({ title }) => title).sort()).toEqual(['a', 'b']);
});

test('a method that never was is refused; one that is offered no more still sends what is paid', async () => {
  const { wanted } = await order(w);
  const never = { ...wanted, orderId: randomUUID(), methodId: randomUUID() };
  const { items } = await w.t.asService('order').shipping.requestShipments({ orders: [never, wanted] });
  expect(items).toMatchObject([
    { orderId: never.orderId, shipments: [], refusal: { reason: 'method_unknown' } },
    { orderId: wanted.orderId, shipments: [{ vendorId }], refusal: null },
  ]);
  await w.t.as(w.admin).shipping.archiveMethod({ methodId: method('pickup') });
  expect((await order(w, { methodId: method('pickup') })).ids).toHaveLength(1);
});

test('of two hundred who want the last places of a slot each has a place, the others in the next free ones', async () => {
  const [first, second, third] = await slots();
  const seats = { [first!.id]: 10, [second!.id]: 60 };
  for (const [slotId, capacity] of Object.entries(seats))
    await w.t.as(w.admin).shipping.updateSlot({ slotId, capacity });
  const made = await Promise.all(
    Array.from({ length: 200 }, () => order(w, { methodId: method('express'), slotId: first!.id })),
  );
  const taken = await slots();
  expect(taken.find(({ id }) => id === first!.id)?.taken).toBe(10);
  expect(taken.find(({ id }) => id === second!.id)?.taken).toBe(60);
  expect(taken.find(({ id }) => id === third!.id)?.taken).toBe(20);
  expect(taken.reduce((sum, slot) => sum + slot.taken, 0)).toBe(200);
  const notes = await Promise.all(made.map(({ shipmentId }) => slotOf(shipmentId)));
  expect(notes.filter(({ slot_note }) => slot_note === 'moved')).toHaveLength(190);
  await w.t.settle();
  const moved = made.find((_, index) => notes[index]?.slot_note === 'moved')!;
  const { timeline } = await w.t.as(w.vendor).shipping.getShipment({ shipmentId: moved.shipmentId });
  expect(timeline.map(({ kind }) => kind)).toContain('slot_moved');
});

test('where no slot is free any more the parcel is sent without one, and says so', async () => {
  await w.t.db('shipping').run`
    with all_slots as materialized (
      select id from delivery_slots where method_id = ${method('express')} order by starts_at for update)
    update delivery_slots s set capacity = taken from all_slots a where s.id = a.id`;
  const [first] = await slots();
  const { shipmentId, wanted } = await order(w, { methodId: method('express'), slotId: first!.id });
  expect(await slotOf(shipmentId)).toEqual({ slot_id: null, slot_note: 'none_free' });
  const again = await send(w, wanted);
  expect(again[0]?.shipmentId).toBe(shipmentId);
});

test('a parcel whose slot has begun by then has the next one', async () => {
  const methodId = method('standard');
  const windows = [{ weekday: 3, from: '08:00', until: '12:00', capacity: 2 }];
  await w.t.as(w.admin).shipping.setWindows({ methodId, windows });
  const [first, second] = (await w.t.as(w.admin).shipping.listSlots({ methodId })).items;
  w.t.clock.advance('3 days');
  const { shipmentId } = await order(w, { methodId, slotId: first!.id });
  expect(await slotOf(shipmentId)).toEqual({ slot_id: second!.id, slot_note: 'moved' });
});

test('addresses are sealed where they lie', async () => {
  const { shipmentId } = await order(w);
  const { address: sealed } = await w.t.db('shipping').one({ address: col.bytes })`
    select address from shipments where id = ${shipmentId}`;
  expect(sealed.toString('latin1')).not.toContain('Adler');
  expect((await w.t.as(w.vendor).shipping.getShipment({ shipmentId })).address).toEqual(address);
});
