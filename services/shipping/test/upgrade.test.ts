import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { beforeUpgrade } from '#kernel/testing/upgrade';
import { shippingService } from '../definition.ts';
import { shipmentCreated } from '../events.ts';

const now = '2026-03-02T09:00:00.000Z';

test('a parcel of which an older release had not told yet is told by the upgrade, once', async () => {
  const { db, upgrade } = await beforeUpgrade(shippingService.definition, now);
  const [carrier, zone, way, told, untold, lineId] = Array.from({ length: 6 }, () => randomUUID());
  await db.run`
    insert into carriers (id, code, name, kind, created_at) values (${carrier}, 'own', 'Own', 'own', ${now})`;
  await db.run`
    insert into shipping_zones (id, code, name, time_zone, weekdays, holidays, created_at)
    values (${zone}, 'de', 'Germany', 'Europe/Berlin', '{1}', '{}', ${now})`;
  await db.run`
    insert into shipping_methods (id, zone_id, carrier_id, code, name, kind, basis, tax_category, cutoff, handling_days,
                                  min_days, max_days, created_at)
    values (${way}, ${zone}, ${carrier}, 'bike', 'Bike', 'delivery', 'weight', 'standard', '12:00', 0, 0, 1, ${now})`;
  await db.run`
    insert into shipments (id, order_id, order_number, vendor_id, method_id, carrier_id, state, slot_note, handover,
                           tracking_number, announced_at, book_after, heard_at, created_at)
    select s.id, s.id, 'A-1', s.id, ${way}::uuid, ${carrier}::uuid, 'pending', 'moved', 'door', s.id::text,
           case when s.id = ${told} then ${now}::timestamptz end, ${now}::timestamptz, ${now}::timestamptz,
           ${now}::timestamptz
    from unnest(${[told, untold]}::uuid[]) as s (id)`;
  await db.run`
    insert into shipment_lines (shipment_id, line_id, title, quantity, cancelled, weight_grams)
    values (${untold}, ${lineId}, 'Book', 3, 1, 1)`;

  expect(await upgrade()).toBe(1);

  const events = await db.many({
    type: col.text,
    version: col.int,
    subject: col.text,
    sequence: col.bigint,
    data: col.json(),
  })`
    select type, version, subject, sequence, data from outbox`;
  const data = { shipmentId: untold, orderId: untold, vendorId: untold, lines: [{ lineId, quantity: 2 }] };
  expect(events).toEqual([{ type: shipmentCreated.type, version: 1, subject: untold, sequence: 1n, data }]);
  expect(shipmentCreated.data.parse(data)).toEqual(data);
  const timeline = await db.many({ kind: col.text })`
    select kind from shipment_tracking where shipment_id = ${untold} order by seq`;
  expect(timeline.map(({ kind }) => kind)).toEqual(['pending', 'slot_moved']);
});
