// The demo's zones and methods under test, with a building beside them and ways to bring parcels about.

import { randomUUID } from 'node:crypto';
import type { ParsedOf } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { hmacSha256 } from '#kernel/security/hmac';
import { seedId } from '#kernel/seed';
import { agora, fake, type Harness } from '#kernel/testing/harness';
import type { Duration } from '#kernel/time';
import { building } from '#services/building/contract';
import type { shipping as contract } from '../contract.ts';
import { secretOf } from '../ports/carrier.ts';
import shipping from '../service.ts';

export const buildingId = seedId('building:1');
export const unitId = seedId('unit:1');
export const vendorId = randomUUID();
export const method = (id: string): string => seedId(`shipping-method:${id}`);

const unit = {
  id: unitId,
  buildingId,
  entranceId: randomUUID(),
  floorId: randomUUID(),
  label: 'A1',
  kind: 'flat' as const,
  areaM2: null,
  rooms: null,
  state: 'active' as const,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
};

export type World = Awaited<ReturnType<typeof openShop>>;

export async function openShop(config: Record<string, string> = {}) {
  /** `meanwhile` happens once, while a building is asked. */
  const away = { building: false, meanwhile: null as (() => Promise<unknown>) | null };
  const t: Harness<[typeof shipping]> = await agora({
    services: [shipping],
    config: { AGORA_SHIPPING_CARRIER_PACE: '60', ...config },
    peers: [
      fake(building, {
        getUnit: async input => {
          if (away.building) fail('unavailable', 'building is away');
          const { meanwhile } = away;
          away.meanwhile = null;
          await meanwhile?.();
          return input.unitId === unitId ? unit : fail('not_found', 'no such unit');
        },
      }),
    ],
  });
  await shipping.seed?.(t.ctx('shipping') as never);
  await t.db('shipping').run`delete from shipment_tracking`;
  await t.db('shipping').run`delete from shipment_lines`;
  await t.db('shipping').run`delete from shipments`;
  const vendor = t.person(`vendor@vendor:${vendorId}`);
  return { t, away, vendor, admin: t.person('admin@platform'), recipient: t.person() };
}

export const address = {
  name: 'Ada Adler',
  company: null,
  line1: 'Lindenallee 12',
  line2: null,
  postcode: '10439',
  city: 'Berlin',
  region: 'BE',
  country: 'DE',
  phone: '+4930123456',
  unitId: null as string | null,
  handover: 'door' as 'door' | 'locker' | 'concierge',
  note: null,
};

type RequestInput = Partial<typeof base>;
const base = {
  orderNumber: 'A-1',
  methodId: method('standard'),
  slotId: null as string | null,
  userId: null as string | null,
  address,
};

/** Asks for the parcel of an order of three books and a lamp. */
export async function order(
  { t }: Pick<World, 't'>,
  more: RequestInput & { orderId?: string; vendors?: string[] } = {},
) {
  const { vendors = [vendorId], orderId = randomUUID(), ...rest } = more;
  const lines = vendors.map(() => ({ books: randomUUID(), lamp: randomUUID() }));
  const groups = vendors.map((each, index) => ({
    vendorId: each,
    lines: [
      { lineId: lines[index]!.books, title: 'Book', quantity: 3, weightGrams: 400 },
      { lineId: lines[index]!.lamp, title: 'Lamp', quantity: 1, weightGrams: 1_200 },
    ],
  }));
  const wanted = { orderId, ...base, ...rest, groups };
  const parcels = await send({ t }, wanted);
  return {
    orderId,
    wanted,
    ids: parcels.map(({ shipmentId }) => shipmentId),
    shipmentId: parcels[0]!.shipmentId,
    ...lines[0]!,
  };
}

/** Asks for the parcels of one order, and gives them. */
export async function send(
  { t }: Pick<World, 't'>,
  wanted: ParsedOf<(typeof contract)['endpoints']['requestShipments']>['orders'][number],
) {
  const { items } = await t.asService('order').shipping.requestShipments({ orders: [wanted] });
  return items[0]!.shipments;
}

/** Lets the simulated carrier call back at the harness's own entrance. */
export async function listen({ t, admin }: Pick<World, 't' | 'admin'>): Promise<void> {
  const { url } = await t.http('/api/v1/tracking/000000000000000000?token=x');
  await t
    .as(admin)
    .shipping.updateCarrier({ carrierId: seedId('carrier:simulated'), callbackUrl: new URL(url).origin });
}

/** Time goes by in small steps, each with all that follows of it. */
export async function pass({ t }: Pick<World, 't'>, steps: number, step: Duration = '61s'): Promise<void> {
  for (let count = 0; count < steps; count++) await t.advance(step);
}

/** A webhook as the carrier sends it. */
export function webhook(
  { t }: Pick<World, 't'>,
  event: Record<string, unknown>,
  more: { signature?: string; carrierCode?: string } = {},
) {
  const content = new TextEncoder().encode(JSON.stringify(event));
  const carrierCode = more.carrierCode ?? 'simulated';
  const secret = secretOf(t.ctx('shipping') as never, carrierCode);
  const signature = more.signature ?? hmacSha256(secret, content).toString('hex');
  return t.anonymous().shipping.takeCarrierEvent({ carrierCode, signature, content, contentType: 'application/json' });
}

export const stateOf = async ({ t, vendor }: Pick<World, 't' | 'vendor'>, shipmentId: string): Promise<string> =>
  (await t.as(vendor).shipping.getShipment({ shipmentId })).shipment.state;
