// Parcels are asked for, booked and told of many at once: what goes wrong with one of them, and with a process in between.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { ShippingCtx } from '../definition.ts';
import { shipmentCreated, shipmentDelivered, shipmentHandedOver } from '../events.ts';
import { bookLabels } from '../loops/book-labels.ts';
import { cancelPieces } from '../loops/cancel-pieces.ts';
import { recallParcels } from '../loops/recall-parcels.ts';
import { simulatedCarrierDay } from '../loops/simulated-carrier.ts';
import { listen, method, openShop, order, pass, stateOf, vendorId, type World } from './shop.ts';

let w: World;
let ctx: ShippingCtx;
beforeAll(async () => {
  w = await openShop();
  await listen(w);
  ctx = w.t.ctx('shipping') as unknown as ShippingCtx;
  // Refuses what a test has written here, as a constraint would.
  await db().run`create table stumbling (what text, id uuid)`;
  await db().run`
    create function stumble() returns trigger language plpgsql as $$
    begin
      if exists (select from stumbling where what = tg_argv[0] and id::text = to_jsonb(new) ->> tg_argv[1]) then
        raise exception 'this one goes wrong';
      end if;
      return new;
    end $$`;
  await db().run`
    create trigger stumble before insert on simulated_parcels
    for each row execute function stumble('carrier', 'reference')`;
  await db().run`
    create trigger stumble before update on shipments for each row execute function stumble('label', 'id')`;
});
afterAll(() => w.t.close());

const db = () => w.t.db('shipping');
const several = async (count: number) => {
  const made = [];
  for (let index = 0; index < count; index++) made.push(await order(w));
  return made;
};
const stumbleOver = (what: 'carrier' | 'label', id: string) =>
  db().run`insert into stumbling (what, id) values (${what}, ${id})`;
const statesOf = (made: readonly { shipmentId: string }[]) =>
  Promise.all(made.map(({ shipmentId }) => stateOf(w, shipmentId)));
const kinds = async (shipmentId: string) =>
  (await w.t.as(w.vendor).shipping.getShipment({ shipmentId })).timeline.map(({ kind }) => kind);
const stepOf = (reference: string) =>
  db().maybe({ step: col.text })`select step from simulated_parcels where reference = ${reference}`;
const turn = (loop: typeof bookLabels, as: ShippingCtx = ctx) => loop.turn(as as never);
/** A process like this one, but for some of what it does with its database. */
const process = (change: Partial<ShippingCtx['db']> = {}): ShippingCtx => ({ ...ctx, db: { ...ctx.db, ...change } });
const killed = { transaction: () => Promise.reject(new Error('killed')) };

test('a batch of orders makes the parcels that are missing, and tells of each once', async () => {
  const known = await order(w);
  const orders = Array.from({ length: 49 }, (_, index) => ({
    ...known.wanted,
    orderId: randomUUID(),
    groups: (index === 0 ? [vendorId, randomUUID()] : [vendorId]).map(each => ({
      vendorId: each,
      lines: [{ lineId: randomUUID(), title: 'Book', quantity: 1, weightGrams: 1 }],
    })),
  }));
  const ask = () => w.t.asService('order').shipping.requestShipments({ orders: [...orders, known.wanted] });
  const [first, twin] = await Promise.all([ask(), ask()]);
  expect(first.items.map(({ shipments }) => shipments.length)).toEqual([2, ...orders.slice(1).map(() => 1), 1]);
  const ids = ({ items }: typeof first) => items.map(({ shipments }) => shipments.map(each => each.shipmentId).sort());
  expect(ids(twin)).toEqual(ids(first));
  expect(ids(first).at(-1)).toEqual([known.shipmentId]);
  await w.t.settle();
  const told = w.t.published(shipmentCreated).map(({ subject }) => subject);
  expect(told.toSorted()).toEqual([...new Set(ids(first).flat())].sort());
});

test('where one parcel cannot be read, the others of its turn have their labels', async () => {
  const made = await several(3);
  await db().run`update shipments set address = ${Buffer.from('x')} where id = ${made[1]!.shipmentId}`;
  await w.t.settle();
  const states = await db().many({ id: col.uuid, state: col.text, book_attempts: col.int })`
    select id, state, book_attempts from shipments where id = any(${made.map(each => each.shipmentId)}::uuid[])
    order by created_at, id`;
  const attempts = new Map(states.map(each => [each.id, `${each.state} ${each.book_attempts}`]));
  expect(made.map(({ shipmentId }) => attempts.get(shipmentId))).toEqual(['labelled 0', 'pending 1', 'labelled 0']);
});

test('where the carrier fails over one parcel, it is asked for the others alone', async () => {
  const made = await several(4);
  await stumbleOver('carrier', made[2]!.shipmentId);
  await w.t.settle();
  expect(await statesOf(made)).toEqual(['labelled', 'labelled', 'pending', 'labelled']);
  await db().run`delete from stumbling`;
  await w.t.advance('61s');
  expect(await stateOf(w, made[2]!.shipmentId)).toBe('labelled');
});

test('where one label cannot be written down, the others are', async () => {
  const made = await several(4);
  await stumbleOver('label', made[0]!.shipmentId);
  expect(await turn(bookLabels)).toBe(true);
  expect(await statesOf(made)).toEqual(['pending', 'labelled', 'labelled', 'labelled']);
  // Nothing came of the turn: the loop takes its rest.
  expect(await turn(bookLabels)).toBe(false);
  await db().run`delete from stumbling`;
  await w.t.settle();
  expect(await kinds(made[0]!.shipmentId)).toEqual(['pending', 'labelled']);
});

test('killed between booking and writing it down, a parcel is booked twice and is one', async () => {
  const made = await several(3);
  await turn(bookLabels, process(killed));
  expect(await statesOf(made)).toEqual(['pending', 'pending', 'pending']);
  for (const { shipmentId } of made) expect(await stepOf(shipmentId)).toEqual({ step: 'labelled' });
  await w.t.settle();
  await pass(w, 4);
  for (const { shipmentId } of made) {
    expect(await kinds(shipmentId)).toEqual(['pending', 'labelled', 'handed_over', 'in_transit', 'delivered']);
    expect(w.t.published(shipmentDelivered).filter(({ subject }) => subject === shipmentId)).toHaveLength(1);
  }
});

test('what was booked by a process that was killed, and is cancelled then, is not fetched', async () => {
  const { orderId, shipmentId, books, lamp } = await order(w);
  await turn(bookLabels, process(killed));
  await cancelAll(orderId, books, lamp);
  await turn(cancelPieces);
  await w.t.settle();
  expect(await stateOf(w, shipmentId)).toBe('cancelled');
  expect(await stepOf(shipmentId)).toEqual({ step: 'cancelled' });
});

test('what is cancelled before it was ever booked is told to a carrier that knows nothing of it, once', async () => {
  const { orderId, shipmentId, books, lamp } = await order(w);
  await cancelAll(orderId, books, lamp);
  await turn(cancelPieces);
  await w.t.settle();
  expect(await stateOf(w, shipmentId)).toBe('cancelled');
  expect(await stepOf(shipmentId)).toBeNull();
  expect(await db().run`select from shipments where id = ${shipmentId} and recall_after is not null`).toBe(0);
});

test('what is cancelled while the carrier is asked for many is not fetched, and the others are', async () => {
  const [gone, kept] = await several(2);
  // The carrier is told before the booking comes to it, so that it has to be told once more.
  const late = process({
    many:
      shape =>
      async (...statement) => {
        if (statement[0].join('').includes('insert into simulated_parcels')) {
          await cancelAll(gone!.orderId, gone!.books, gone!.lamp);
          await turn(cancelPieces);
          await turn(recallParcels);
        }
        return ctx.db.many(shape)(...statement);
      },
  });
  await turn(bookLabels, late);
  await w.t.settle();
  expect(await statesOf([gone!, kept!])).toEqual(['cancelled', 'labelled']);
  expect(await stepOf(gone!.shipmentId)).toEqual({ step: 'cancelled' });
  expect(await kinds(gone!.shipmentId)).toEqual(['pending', 'cancelled']);
});

const cancelAll = (orderId: string, books: string, lamp: string) =>
  db().run`
    insert into early_cancellations (order_id, line_id, quantity, created_at)
    values (${orderId}, ${books}, 3, ${ctx.now()}), (${orderId}, ${lamp}, 1, ${ctx.now()})`;

test('the loops of two processes at once book, move and tell each parcel once and in its order', async () => {
  const made = await several(30);
  const twins = [process(), process()];
  await Promise.all(twins.map(each => turn(bookLabels, each)));
  for (let step = 0; step < 4; step++) {
    w.t.clock.advance('61s');
    await Promise.all(twins.map(each => turn(simulatedCarrierDay, each)));
    await Promise.all(twins.map(each => turn(simulatedCarrierDay, each)));
  }
  await w.t.settle();
  for (const { shipmentId } of made)
    expect(await kinds(shipmentId)).toEqual(['pending', 'labelled', 'handed_over', 'in_transit', 'delivered']);
  for (const event of [shipmentHandedOver, shipmentDelivered]) {
    const subjects = w.t.published(event).map(({ subject }) => subject);
    for (const { shipmentId } of made) expect(subjects.filter(each => each === shipmentId)).toHaveLength(1);
  }
});

test('parcels of several carriers are booked in one turn, each by its own', async () => {
  const [own, simulated] = [await order(w, { methodId: method('pickup') }), await order(w)];
  await turn(bookLabels);
  expect(await statesOf([own, simulated])).toEqual(['labelled', 'labelled']);
  expect([await stepOf(own.shipmentId), await stepOf(simulated.shipmentId)]).toEqual([null, { step: 'labelled' }]);
});
