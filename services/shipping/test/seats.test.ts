// Seats of slots under real concurrency: transactions that want the rows of several slots never wait in a circle.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { untilWaiting } from '#kernel/testing/meeting';
import type { ShippingCtx } from '../definition.ts';
import { cancelPieces } from '../loops/cancel-pieces.ts';
import { method, openShop, order, send, vendorId, type World } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
});
afterAll(() => w.t.close());

const slotsOf = async (methodId: string) => (await w.t.as(w.admin).shipping.listSlots({ methodId })).items;
const takenIn = async (...ids: string[]) => {
  const slots = await slotsOf(method('express'));
  return ids.map(id => slots.find(slot => slot.id === id)!.taken);
};

/** Counts how often transactions run: whoever loses a deadlock runs once more. */
function countRuns(): { runs: number } {
  const ctx = w.t.ctx('shipping') as unknown as ShippingCtx;
  const { db } = ctx;
  const counted = { runs: 0 };
  const transaction: typeof db.transaction = work =>
    db.transaction(tx => {
      counted.runs++;
      return work(tx);
    });
  ctx.db = { ...db, transaction };
  return counted;
}

test('an order that gives back seats in two slots and one that looks for a seat in them take them in one order', async () => {
  const db = w.t.db('shipping');
  const express = method('express');
  const [first, second] = await slotsOf(express);
  const other = randomUUID();
  // Its first parcel has the later slot.
  const { wanted, orderId } = await order(w, { methodId: express, slotId: second!.id });
  const groups = [
    ...wanted.groups,
    { vendorId: other, lines: [{ lineId: randomUUID(), title: 'Bell', quantity: 1, weightGrams: 1 }] },
  ];
  const parcels = await send(w, { ...wanted, slotId: first!.id, groups });
  expect(parcels.map(each => each.vendorId)).toEqual([vendorId, other]);
  expect(await takenIn(first!.id, second!.id)).toEqual([1, 1]);
  await w.t.settle();
  for (const { lines } of groups)
    for (const { lineId, quantity } of lines)
      await db.run`
        insert into early_cancellations (order_id, line_id, quantity, created_at)
        values (${orderId}, ${lineId}, ${quantity}, ${w.t.clock.now()})`;

  const counted = countRuns();
  const [full, filled] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const filling = db.transaction(async tx => {
    await tx.run`update delivery_slots set taken = capacity where id = ${first!.id}`;
    full.resolve();
    await filled.promise;
  });
  await full.promise;
  // Sees a seat in the first slot, and finds it full once it has its row.
  const looking = order(w, { methodId: express, slotId: first!.id });
  await untilWaiting(db, 1);
  const cancelling = cancelPieces.turn(w.t.ctx('shipping') as never);
  await untilWaiting(db, 2);
  filled.resolve();
  const [, { shipmentId }] = await Promise.all([filling, looking, cancelling]);
  expect(counted.runs).toBe(2);
  const found = await db.one({ slot_id: col.uuid })`select slot_id from shipments where id = ${shipmentId}`;
  expect(found.slot_id).toBe(second!.id);
  const states = await db.many({ state: col.text })`select state from shipments where order_id = ${orderId}`;
  expect(states).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }]);
  expect(await takenIn(first!.id, second!.id)).toEqual([first!.capacity - 1, 1]);
});

test('parcels split off one another give back one seat, once the last of them is cancelled', async () => {
  const express = method('express');
  const third = (await slotsOf(express))[2]!;
  const split = async () => {
    const made = await order(w, { methodId: express, slotId: third.id });
    await w.t.settle();
    const { shipmentId, lamp } = made;
    await w.t.as(w.vendor).shipping.splitShipment({ shipmentId, lines: [{ lineId: lamp, quantity: 1 }] });
    await w.t.settle();
    return made;
  };
  const cancel = async (orderId: string, lines: Record<string, number>) => {
    for (const [lineId, quantity] of Object.entries(lines))
      await w.t.db('shipping').run`
        insert into early_cancellations (order_id, line_id, quantity, created_at)
        values (${orderId}, ${lineId}, ${quantity}, ${w.t.clock.now()})`;
    await cancelPieces.turn(w.t.ctx('shipping') as never);
    return takenIn(third.id);
  };
  const [one, other] = [await split(), await split()];
  expect(await takenIn(third.id)).toEqual([2]);
  expect(await cancel(one.orderId, { [one.books]: 3 })).toEqual([2]);
  expect(await cancel(one.orderId, { [one.lamp]: 1 })).toEqual([1]);
  expect(await cancel(other.orderId, { [other.books]: 3, [other.lamp]: 1 })).toEqual([0]);
});
