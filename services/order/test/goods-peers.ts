// Catalog, discount and shipping for the tests of orders: see peers.ts.

import type { ParsedOf } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { fake, type Peer } from '#kernel/testing/harness';
import { catalog, type Offer } from '#services/catalog/contract';
import { discount } from '#services/discount/contract';
import { shipping } from '#services/shipping/contract';
import { counting, isOver, type Product, type World } from './peers.ts';

const released = () => fail('failed_precondition', 'It was released.', { reason: 'hold_released' });

/** Sells what a test puts on the shelf. */
export function catalogPeer(world: World): Peer {
  const { serve, now, products, stockHolds, returns } = world;
  const { heldOf, soldOf } = counting(world);
  const leftOf = ({ variantId, stock }: Product) =>
    stock === null ? null : stock - heldOf(variantId) - soldOf(variantId);
  return fake(catalog, {
    getOffers: serve('catalog.getOffers', ({ items, currency }) => ({
      items: items.flatMap(({ variantId }) => {
        const found = products.get(variantId);
        return found ? [offerOf(found, currency, leftOf(found))] : [];
      }),
    })),
    holdStock: serve('catalog.holdStock', ({ holdId, items, expiresAt }) => {
      const known = stockHolds.get(holdId);
      if (known)
        return known.state === 'released' || isOver(world, known) ? released() : { holdId, state: known.state };
      const short = items
        .map(({ variantId, quantity }) => ({
          variantId,
          wanted: quantity,
          available: leftOf(products.get(variantId)!),
        }))
        .filter(({ wanted, available }) => available !== null && available < wanted);
      if (short.length > 0)
        fail('conflict', 'There are not enough.', { reason: 'out_of_stock', details: { items: short } });
      stockHolds.set(holdId, { state: 'held', items, expiresAt });
      return { holdId, state: 'held' as const };
    }),
    confirmStockHold: serve('catalog.confirmStockHold', ({ holdId }) => {
      const hold = stockHolds.get(holdId);
      if (!hold || hold.state === 'released' || isOver(world, hold)) return released();
      hold.state = 'confirmed';
      return { holdId, state: 'confirmed' as const };
    }),
    releaseStockHold: serve('catalog.releaseStockHold', ({ holdId }) => {
      const hold = stockHolds.get(holdId);
      stockHolds.set(holdId, { items: hold?.items ?? [], expiresAt: now(), state: 'released' });
      return { holdId, state: 'released' as const };
    }),
    returnStock: serve('catalog.returnStock', ({ returnId, items }) => {
      returns.set(returnId, items);
      return { returnId };
    }),
  });
}

/** Takes off what a test says. */
export function discountPeer(world: World): Peer {
  const { serve, now, state, useHolds } = world;
  return fake(discount, {
    evaluateDiscounts: serve('discount.evaluateDiscounts', ({ lines }) => {
      const gross = lines.map(line => ({ lineId: line.lineId, gross: BigInt(line.unitPrice) * BigInt(line.quantity) }));
      const total = gross.reduce((sum, line) => sum + line.gross, 0n);
      const none = { lines: [], shipping: [], applied: [], rejected: [] };
      return (state.discounts?.(total, gross) ?? none) as typeof none;
    }),
    holdDiscountUses: serve('discount.holdDiscountUses', ({ holdId, uses, expiresAt }) => {
      const known = useHolds.get(holdId);
      if (known)
        return known.state === 'released' || isOver(world, known) ? released() : { holdId, state: known.state };
      if (state.usesLeft < 1) fail('conflict', 'The coupon is used up.', { reason: 'coupon_exhausted' });
      state.usesLeft -= 1;
      useHolds.set(holdId, { state: 'held', uses: uses.length, expiresAt });
      return { holdId, state: 'held' as const };
    }),
    confirmDiscountUses: serve('discount.confirmDiscountUses', ({ holdId }) => {
      const hold = useHolds.get(holdId);
      if (!hold || hold.state === 'released' || isOver(world, hold)) return released();
      hold.state = 'confirmed';
      return { holdId, state: 'confirmed' as const };
    }),
    releaseDiscountUses: serve('discount.releaseDiscountUses', ({ holdId }) => {
      const hold = useHolds.get(holdId);
      if (hold && hold.state !== 'released') state.usesLeft += 1;
      useHolds.set(holdId, { uses: 0, expiresAt: now(), ...hold, state: 'released' });
      return { holdId, state: 'released' as const };
    }),
  });
}

/** Sends everything in one way. */
export function shippingPeer(world: World): Peer {
  const { serve, state, shipments, addresses } = world;
  return fake(shipping, {
    quoteShipping: serve('shipping.quoteShipping', ({ currency, lines, destination }) => ({
      items:
        destination.country === 'ZZ' || destination.postcode === '00000'
          ? []
          : [methodOf(lines, currency, state, destination.postcode)],
    })),
    readdressShipments: serve('shipping.readdressShipments', ({ orderId, address }) => {
      if (!shipments.has(orderId)) fail('not_found', 'There are no parcels.');
      if (state.handedOver) fail('failed_precondition', 'The carrier has it.', { reason: 'handed_over' });
      addresses.set(orderId, address);
    }),
    getOrderAddress: serve('shipping.getOrderAddress', ({ orderId }) =>
      shipments.has(orderId) ? { address: addresses.get(orderId) ?? null } : fail('not_found', 'There are no parcels.'),
    ),
    listOrderShipments: serve('shipping.listOrderShipments', ({ orderId }) => ({
      items: (shipments.get(orderId) ?? []).map(({ vendorId }) => ({
        shipmentId: orderId,
        vendorId,
        state: 'pending' as const,
        trackingNumber: '',
        url: 'https://agora.example/parcel',
        parcelToken: `token of ${vendorId}`,
        lines: [],
      })),
    })),
    requestShipments: serve('shipping.requestShipments', ({ orders }) => {
      if (orders.some(({ orderNumber }) => orderNumber === state.stumblesOver)) fail('internal', 'shipping stumbled');
      return { items: orders.map(each => sent(world, each)) };
    }),
  });
}

type ToSend = ParsedOf<(typeof shipping)['endpoints']['requestShipments']>['orders'][number];

function sent({ shipments, addresses, state }: World, { orderId, orderNumber, groups, address }: ToSend) {
  if (orderNumber === state.refusesToSend)
    return { orderId, shipments: [], refusal: { reason: 'method_unknown' as const, message: 'There is no such way.' } };
  addresses.set(orderId, address);
  const known = shipments.get(orderId) ?? [];
  for (const group of groups) if (!known.some(({ vendorId }) => vendorId === group.vendorId)) known.push(group);
  shipments.set(orderId, known);
  const parcels = known.map(({ vendorId }) => ({ shipmentId: orderId, vendorId, state: 'pending' as const }));
  return { orderId, shipments: parcels, refusal: null };
}

const offerOf = ({ amount, stock: _, ...product }: Product, currency: string, available: number | null): Offer => ({
  productId: product.variantId,
  vendorId: product.variantId,
  sku: null,
  slug: 'thing',
  title: 'A thing',
  variantTitle: null,
  imageUrl: null,
  sellable: true,
  price: { amount, currency },
  priorPrice: null,
  weightGrams: 500,
  requiresShipping: true,
  taxCategory: 'standard',
  categoryIds: [],
  shipsFrom: null,
  giftCard: false,
  ...product,
  available,
});

export const methodId = '00000000-0000-4000-8000-00000000000a';
export const slotId = '00000000-0000-4000-8000-00000000000b';

/** One way, whose price is split evenly, the rest to the first. */
function methodOf(
  lines: readonly { vendorId: string }[],
  currency: string,
  { shippingPrice, slotLeft: left }: World['state'],
  postcode: string | null,
) {
  // To an island it is dearer.
  const price = postcode === '25980' ? '990' : shippingPrice;
  const vendors = [...new Set(lines.map(({ vendorId }) => vendorId))];
  const each = BigInt(price) / BigInt(vendors.length);
  const first = BigInt(price) - each * BigInt(vendors.length - 1);
  return {
    methodId,
    name: 'Standard',
    carrier: 'Post',
    amount: { amount: price, currency },
    parts: vendors.map((vendorId, index) => ({ vendorId, amount: String(index === 0 ? first : each) })),
    earliest: '2026-03-04',
    latest: '2026-03-06',
    taxCategory: 'standard',
    slots: [{ id: slotId, from: '2026-03-04T09:00:00.000Z', until: '2026-03-04T12:00:00.000Z', left }],
  };
}
