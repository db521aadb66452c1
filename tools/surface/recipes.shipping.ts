// What shipping's operations are for: parcels in the state that is wanted, and what carriers sign.

import { hmacSha256 } from '../../kernel/security/hmac.ts';
import { seedId } from '../../kernel/seed.ts';
import { carrierSecret, type Person } from './house.ts';
import type { Input } from './inputs.ts';
import { type Kitchen, unitId } from './kitchen.ts';

const vendorId = seedId('vendor:demo');
const zone = { timeZone: 'Europe/Berlin', weekdays: [1, 2, 3], holidays: [], name: 'A zone' };
const method = seedId('shipping-method:standard');

/** A parcel that no carrier calls back for: its postcode makes the simulated one silent. */
async function parcel({ t, resident, count }: Kitchen, handover: 'door' | 'locker' = 'door', methodId = method) {
  const address = { name: 'Ada', line1: 'Allee 1', postcode: '00992', city: 'Berlin', country: 'DE', unitId, handover };
  const order = {
    orderId: seedId(`fuzzed order ${count()}`),
    orderNumber: 'F-1',
    methodId,
    slotId: null,
    userId: resident.userId,
    address,
    groups: [{ vendorId, lines: [{ lineId: seedId('fuzzed line'), title: 'Bell', quantity: 3, weightGrams: 1 }] }],
  };
  const { items } = await t.asService('order').shipping.requestShipments({ orders: [order] });
  await t.settle();
  return items[0]!.shipments[0]!.shipmentId;
}

const webhook = (reference: string, kind: string) =>
  JSON.stringify({ id: `${kind} ${reference}`.replace(' ', '-'), reference, kind, at: '2026-03-02T09:00:00.000Z' });
const signed = (content: string) => ({
  carrierCode: 'simulated',
  signature: hmacSha256(carrierSecret, content).toString('hex'),
  content,
});

/** A parcel that waits in the locker. */
async function waiting(k: Kitchen): Promise<string> {
  const shipmentId = await parcel(k, 'locker');
  const { content, ...event } = signed(webhook(shipmentId, 'ready_for_pickup'));
  const body = { content: new TextEncoder().encode(content), contentType: 'application/json' };
  await k.t.anonymous().shipping.takeCarrierEvent({ ...event, ...body });
  return shipmentId;
}

const ofVendor = async (k: Kitchen): Promise<{ as: Person; input: Input }> => ({
  as: k.admin,
  input: { shipmentId: await parcel(k) },
});

export const shippingRecipes: Readonly<Record<string, (k: Kitchen) => Promise<{ as?: Person; input?: Input }>>> = {
  'shipping.createZone': async k => ({
    input: { code: `z${k.count()}`, ...zone, areas: [{ country: 'NO', postcodePrefix: String(k.count()) }] },
  }),
  'shipping.updateZone': async k => ({
    input: {
      zoneId: seedId('shipping-zone:eu'),
      ...zone,
      areas: [{ country: 'SE', postcodePrefix: String(k.count()) }],
    },
  }),
  'shipping.setRate': async () => ({
    input: { methodId: method, currency: 'EUR', tiers: [{ from: '0', amount: '490' }] },
  }),
  'shipping.removeRate': async () => ({ input: { methodId: seedId('shipping-method:express'), currency: 'JPY' } }),
  'shipping.setWindows': async () => ({
    input: { methodId: method, windows: [{ weekday: 2, from: '08:00', until: '10:00', capacity: 3 }] },
  }),
  'shipping.getShipment': ofVendor,
  'shipping.getLabel': ofVendor,
  'shipping.packShipment': ofVendor,
  'shipping.handOverShipment': ofVendor,
  'shipping.splitShipment': async k => ({
    as: k.admin,
    input: { shipmentId: await parcel(k), lines: [{ lineId: seedId('fuzzed line'), quantity: 1 }] },
  }),
  'shipping.reportDelivery': async k => ({
    as: k.admin,
    input: { shipmentId: await parcel(k, 'door', seedId('shipping-method:pickup')), outcome: 'ready_for_pickup' },
  }),
  'shipping.getSender': async () => ({ input: { vendorId } }),
  'shipping.getParcel': async k => ({ as: k.resident, input: { shipmentId: await parcel(k) } }),
  'shipping.chooseHandover': async k => ({ as: k.resident, input: { shipmentId: await parcel(k) } }),
  'shipping.getHandoverCode': async k => ({ as: k.resident, input: { shipmentId: await waiting(k) } }),
  'shipping.renewHandoverCode': async k => ({ as: k.resident, input: { shipmentId: await waiting(k) } }),
  'shipping.trackShipment': async k => ({ input: await link(k) }),
  'shipping.showTracking': async k => ({ input: await link(k) }),
  'shipping.confirmHandover': async k => {
    const shipmentId = await waiting(k);
    const { trackingNumber } = await k.t.as(k.resident).shipping.getParcel({ shipmentId });
    const { code } = await k.t.as(k.resident).shipping.getHandoverCode({ shipmentId });
    return { as: k.manager, input: { trackingNumber, code } };
  },
  'shipping.takeCarrierEvent': async k => ({ input: signed(webhook(await parcel(k), 'in_transit')) }),
};

async function link(k: Kitchen): Promise<Input> {
  const { url, trackingNumber } = await k.t.as(k.resident).shipping.getParcel({ shipmentId: await parcel(k) });
  return { trackingNumber, token: new URL(url).searchParams.get('token') };
}
