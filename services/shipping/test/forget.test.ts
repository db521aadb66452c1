import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userDeleted } from '#services/iam/events';
import { method, openShop, order, type World, webhook } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
});
afterAll(() => w.t.close());

const kept = (shipmentId: string) =>
  w.t.db('shipping').one({ user_id: col.uuid.orNull, address: col.bytes.orNull })`
    select user_id, address from shipments where id = ${shipmentId}`;
const deliver = async (shipmentId: string) => {
  await webhook(w, { id: shipmentId, reference: shipmentId, kind: 'delivered', at: '2026-03-02T10:00:00.000Z' });
  await w.t.settle();
};

test('user.deleted, delivered twice, takes the addresses of finished parcels, and of others when they have arrived', async () => {
  const { userId } = w.recipient;
  const [done, under] = [await order(w, { userId }), await order(w, { userId })];
  await w.t.settle();
  await deliver(done.shipmentId);
  await w.t.deliver(userDeleted, { userId });
  await w.t.redeliver();
  expect(await kept(done.shipmentId)).toEqual({ user_id: null, address: null });
  expect(await kept(under.shipmentId)).toEqual({ user_id: null, address: expect.any(Buffer) });
  await deliver(under.shipmentId);
  await w.t.advance('61m');
  expect(await kept(under.shipmentId)).toEqual({ user_id: null, address: null });
  await expect(w.t.as(w.vendor).shipping.getLabel({ shipmentId: done.shipmentId })).rejects.toMatchObject({
    extras: { reason: 'forgotten' },
  });
});

test('the address of a parcel on its way stays, although its account is gone', async () => {
  const { userId } = w.t.person();
  const { shipmentId } = await order(w, { userId, methodId: method('pickup') });
  await w.t.settle();
  await w.t.deliver(userDeleted, { userId });
  await w.t.advance('2h');
  expect(await kept(shipmentId)).toEqual({ user_id: null, address: expect.any(Buffer) });
});

test('my parcels are mine alone, and the finished ones apart', async () => {
  const me = w.t.person();
  const [done, open] = [await order(w, { userId: me.userId }), await order(w, { userId: me.userId })];
  await w.t.settle();
  await deliver(done.shipmentId);
  const list = async (more: object = {}) => (await w.t.as(me).shipping.listMyParcels(more)).items.map(({ id }) => id);
  expect(await list()).toEqual([open.shipmentId, done.shipmentId]);
  expect(await list({ open: true })).toEqual([open.shipmentId]);
  const first = await w.t.as(me).shipping.listMyParcels({ limit: 1 });
  expect(await list({ limit: 1, cursor: first.nextCursor! })).toEqual([done.shipmentId]);
  expect((await w.t.as(w.t.person()).shipping.listMyParcels({})).items).toEqual([]);
  await expect(w.t.anonymous().shipping.listMyParcels({})).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('the address of a guest is kept for half a year after the parcel has arrived', async () => {
  const { shipmentId } = await order(w);
  await w.t.settle();
  await deliver(shipmentId);
  await w.t.advance('179 days');
  expect((await kept(shipmentId)).address).not.toBeNull();
  await w.t.advance('2 days');
  expect((await kept(shipmentId)).address).toBeNull();
});
