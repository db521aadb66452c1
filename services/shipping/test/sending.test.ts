import { randomUUID } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barsOf, symbolsOf } from '../domain/code128.ts';
import { isTrackingNumber, trackingNumber } from '../domain/numbers.ts';
import { shipmentCreated, shipmentDelivered, shipmentFailed, shipmentHandedOver } from '../events.ts';
import { address, method, openShop, order, vendorId, type World } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
});
afterAll(() => w.t.close());

const api = () => w.t.as(w.vendor).shipping;
const sender = {
  name: 'Łąka & Söhne',
  company: null,
  line1: 'Marktplatz 1',
  line2: null,
  postcode: '10178',
  city: 'Berlin',
  region: null,
  country: 'DE',
  phone: null,
};

/** The text of a PDF: its streams inflated, hexadecimal strings decoded. */
function textOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const streams = [...bytes.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, raw]) => {
    try {
      return inflateSync(Buffer.from(raw!, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return streams
    .join('\n')
    .replace(/\[([^\]]*)\] TJ/g, (_, parts: string) =>
      [...parts.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => Buffer.from(hex!, 'hex').toString('latin1')).join(''),
    );
}

test('the board shows the vendor’s own parcels, by state and packed or not, page by page', async () => {
  const made = [];
  for (let count = 0; count < 3; count++) made.push(await order(w));
  await order(w, { vendors: [randomUUID()] });
  await w.t.settle();
  await api().packShipment({ shipmentId: made[1]!.shipmentId });
  const first = await api().listShipments({ vendorId, limit: 2 });
  const rest = await api().listShipments({ vendorId, limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(made.map(each => each.shipmentId).reverse());
  const packed = await api().listShipments({ vendorId, state: 'labelled', packed: true });
  expect(packed.items).toMatchObject([{ id: made[1]!.shipmentId, pieces: 4, weightGrams: 2_400 }]);
  expect((await api().listShipments({ vendorId, packed: false })).items).toHaveLength(2);
});

test('another vendor neither sees a parcel nor does anything with it', async () => {
  const { shipmentId, books } = await order(w);
  await w.t.settle();
  const other = w.t.as(w.t.person(`vendor@vendor:${randomUUID()}`)).shipping;
  for (const attempt of [
    () => other.getShipment({ shipmentId }),
    () => other.getLabel({ shipmentId }),
    () => other.packShipment({ shipmentId }),
    () => other.splitShipment({ shipmentId, lines: [{ lineId: books, quantity: 1 }] }),
    () => other.handOverShipment({ shipmentId }),
    () => other.reportDelivery({ shipmentId, outcome: 'delivered' }),
    () => other.getShipment({ shipmentId: randomUUID() }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  await expect(other.listShipments({ vendorId })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(other.setSender({ vendorId, sender })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(w.t.as(w.recipient).shipping.getShipment({ shipmentId })).rejects.toMatchObject({
    code: 'permission_denied',
  });
});

test('the label names sender, recipient and number, with the bars of the number', async () => {
  await expect(api().getSender({ vendorId })).rejects.toMatchObject({ code: 'not_found' });
  const { shipmentId } = await order(w, { address: { ...address, name: 'Žofie Nováková' } });
  await w.t.settle();
  const bare = await api().getLabel({ shipmentId });
  expect(bare.mime).toBe('application/pdf');
  await api().setSender({ vendorId, sender });
  expect(await api().getSender({ vendorId })).toEqual(sender);
  const { content } = await api().getLabel({ shipmentId });
  const { shipment } = await api().getShipment({ shipmentId });
  const text = textOf(content as Uint8Array);
  for (const part of [
    '?aka & Söhne',
    'Zofie Nováková',
    'Lindenallee 12',
    shipment.trackingNumber,
    'DELIVER TO THE DOOR',
  ])
    expect(text).toContain(part);
  const { bars } = barsOf(shipment.trackingNumber);
  expect(text.match(/ re$/gm)?.length).toBeGreaterThanOrEqual(bars.length);
});

test('a parcel is split into two, each with a label of its own, and never left empty', async () => {
  const { shipmentId, orderId, books, lamp } = await order(w);
  await w.t.settle();
  const split = (lines: { lineId: string; quantity: number }[]) => api().splitShipment({ shipmentId, lines });
  const twice = { lineId: books, quantity: 1 };
  await expect(split([twice, twice])).rejects.toMatchObject({ extras: { reason: 'too_many' } });
  const part = await split([
    { lineId: books, quantity: 2 },
    { lineId: lamp, quantity: 1 },
  ]);
  expect(part).toMatchObject({ part: 2, pieces: 3, weightGrams: 2_000, state: 'pending' });
  await w.t.settle();
  expect((await api().getShipment({ shipmentId: part.id })).shipment.state).toBe('labelled');
  expect((await api().getShipment({ shipmentId: part.id })).address).toEqual(address);
  expect((await api().getShipment({ shipmentId })).lines).toMatchObject([{ lineId: books, quantity: 1 }]);
  expect(w.t.published(shipmentCreated).filter(({ data }) => data.orderId === orderId)).toHaveLength(2);
  await expect(split([{ lineId: books, quantity: 1 }])).rejects.toMatchObject({ extras: { reason: 'would_be_empty' } });
  await expect(split([{ lineId: lamp, quantity: 1 }])).rejects.toMatchObject({ extras: { reason: 'too_many' } });
  await api().handOverShipment({ shipmentId });
  await expect(split([{ lineId: books, quantity: 1 }])).rejects.toMatchObject({ extras: { reason: 'not_open' } });
  await expect(api().packShipment({ shipmentId })).rejects.toMatchObject({ extras: { reason: 'not_open' } });
});

test('ten splits at once give parts with numbers of their own and lose no piece', async () => {
  const { shipmentId, orderId, books } = await order(w);
  const made = await Promise.allSettled(
    Array.from({ length: 10 }, () => api().splitShipment({ shipmentId, lines: [{ lineId: books, quantity: 1 }] })),
  );
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  const { items } = await w.t.asService('order').shipping.listOrderShipments({ orderId });
  const pieces = items.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
  expect(items).toHaveLength(4);
  expect(pieces).toBe(4);
});

test('what the vendor’s own people deliver they report themselves, once', async () => {
  const carrierId = (await w.t.as(w.admin).shipping.listCarriers({})).items.find(({ code }) => code === 'own')!.id;
  const zoneId = (await w.t.as(w.admin).shipping.listZones({})).items.find(({ code }) => code === 'de')!.id;
  const bike = await w.t.as(w.admin).shipping.createMethod({ ...bikeMethod, zoneId, carrierId });
  const [arrived, lost] = [await order(w, { methodId: bike.id }), await order(w, { methodId: bike.id })];
  await expect(api().handOverShipment({ shipmentId: arrived.shipmentId })).rejects.toMatchObject({
    extras: { reason: 'no_label' },
  });
  await w.t.settle();
  for (const { shipmentId } of [arrived, lost]) await api().handOverShipment({ shipmentId });
  await api().handOverShipment({ shipmentId: lost.shipmentId });
  await api().reportDelivery({ shipmentId: arrived.shipmentId, outcome: 'delivered' });
  await api().reportDelivery({ shipmentId: arrived.shipmentId, outcome: 'delivered' });
  const failed = await api().reportDelivery({ shipmentId: lost.shipmentId, outcome: 'failed', reason: 'it fell off' });
  expect(failed).toMatchObject({ state: 'failed', reason: 'it fell off' });
  await expect(api().reportDelivery({ shipmentId: lost.shipmentId, outcome: 'delivered' })).rejects.toMatchObject({
    extras: { reason: 'not_open' },
  });
  await w.t.settle();
  const about = (event: typeof shipmentDelivered | typeof shipmentFailed | typeof shipmentHandedOver, id: string) =>
    w.t.published(event).filter(({ subject }) => subject === id).length;
  expect([about(shipmentDelivered, arrived.shipmentId), about(shipmentFailed, lost.shipmentId)]).toEqual([1, 1]);
  expect(about(shipmentHandedOver, lost.shipmentId)).toBe(1);
});

const bikeMethod = {
  code: 'bike',
  name: 'By cargo bike',
  kind: 'delivery' as const,
  basis: 'quantity' as const,
  taxCategory: 'standard',
  cutoff: '12:00',
  handlingDays: 0,
  minDays: 0,
  maxDays: 1,
  maxWeightGrams: null,
};

test('of a carrier’s parcels only the carrier says what becomes of them', async () => {
  const { shipmentId } = await order(w, { methodId: method('standard') });
  await w.t.settle();
  await expect(api().reportDelivery({ shipmentId, outcome: 'delivered' })).rejects.toMatchObject({
    extras: { reason: 'not_yours' },
  });
});

test('what a message says of a parcel names its contents and a link, and no person', async () => {
  const { shipmentId, orderId } = await order(w, { userId: w.recipient.userId });
  const notice = await w.t.asService('notification').shipping.getShipmentNotice({ shipmentId });
  expect(notice).toMatchObject({ orderId, userId: w.recipient.userId, state: 'pending', waitsAt: 'carrier' });
  expect(notice.items).toContainEqual({ title: 'Book', quantity: 3 });
  expect(JSON.stringify(notice)).not.toContain('Adler');
  await expect(
    w.t.asService('notification').shipping.getShipmentNotice({ shipmentId: randomUUID() }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('Code 128 takes digits in pairs and other text one by one, each with its check symbol', () => {
  // The usual example, whose check symbol is 54 in set A; set B starts with a value one higher.
  expect(symbolsOf('PJJ123C')).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
  expect(symbolsOf('0123')).toEqual([105, 1, 23, (105 + 1 + 46) % 103, 106]);
  const { bars, width } = barsOf('0123');
  expect(width).toBe(11 * 4 + 13);
  expect(bars).toHaveLength(3 * 4 + 4);
  expect(() => symbolsOf('ä')).toThrow('ASCII');
});

test('a tracking number has the check digit of GS1', () => {
  expect(trackingNumber(0, 0)).toBe('300000000000000001');
  expect(isTrackingNumber('106141411234567897')).toBe(true);
  expect(isTrackingNumber('106141411234567890')).toBe(false);
});
