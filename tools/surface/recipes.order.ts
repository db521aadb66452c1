// What order's operations are for: an order that was just paid, one that is not sent yet, and a refund that is not through.

import { seedId } from '../../kernel/seed.ts';
import { instantAt } from '../../kernel/time.ts';
import type { Person } from './house.ts';
import type { Input } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';
import { firstBuilding as buildingId } from './known.ts';

const vendorId = seedId('vendor:demo');
const variantId = seedId('variant:plum-jam:1');
const methodId = seedId('shipping-method:standard');
const address = { name: 'Ada Adler', line1: 'Allee 1', postcode: '00992', city: 'Berlin', country: 'DE' };

/** An order by somebody without an account. */
async function bought({ t, count }: Kitchen, token = 'tok_ok') {
  const order = t.asService('cart').order;
  const lineId = seedId(`fuzzed line ${count()}`);
  const wanted = { currency: 'EUR', userId: null, codes: [], lines: [{ lineId, variantId, quantity: 1 }] };
  const destination = { country: address.country, postcode: address.postcode };
  const { total } = await order.quoteOrder({ ...wanted, destination, methodId });
  const placed = await order.placeOrder({
    ...wanted,
    checkoutId: seedId(`fuzzed checkout ${count()}`),
    cartId: null,
    email: 'ada@fuzz.example',
    address,
    billingAddress: null,
    methodId,
    slotId: null,
    expectedTotal: total,
    payment: { kind: 'card', token },
    note: null,
  });
  return { orderId: placed.orderId, orderToken: placed.orderToken, lineId };
}

const theirs = async (k: Kitchen, input: Input = {}) => {
  const { orderId, orderToken } = await bought(k);
  return { input: { orderId, orderToken, ...input } };
};

/** A group buy of the first building, open or proposed. */
async function groupBuy({ t, admin, manager, count }: Kitchen, proposed = false): Promise<string> {
  const deadline = instantAt(t.clock.epochMs() + (count() + 1) * 60_000);
  const price = { amount: '1', currency: 'EUR' };
  const asked = { buildingId, variantId, target: 900, price, deadline };
  return (await t.as(proposed ? manager : admin).order.openGroupBuy(asked)).id;
}

const pledge = { quantity: 1, email: 'ada@fuzz.example', address, methodId };

/** Somebody of the first building with what they would pledge. */
async function joining(k: Kitchen) {
  const groupBuyId = await groupBuy(k);
  const destination = { country: address.country, postcode: address.postcode };
  const asked = { groupBuyId, quantity: 1, destination, methodId };
  const { total } = await k.t.as(k.resident).order.quoteGroupBuy(asked);
  return { groupBuyId, ...pledge, expectedTotal: total, payment: { kind: 'card' as const, token: 'tok_ok' } };
}

export const orderRecipes: Readonly<Record<string, (k: Kitchen) => Promise<{ as?: Person; input?: Input }>>> = {
  'order.getOrder': theirs,
  'order.listParcels': theirs,
  'order.getInvoiceLink': async k => {
    const asked = await theirs(k);
    await k.t.settle();
    return asked;
  },
  'order.cancelOrder': k => theirs(k, { lines: undefined }),
  'order.changeAddress': k => theirs(k, { address }),
  'order.addNote': k => theirs(k, { text: 'Ring twice' }),
  'order.reorder': theirs,
  'order.listOrders': async () => ({ input: { number: undefined } }),
  'order.listVendorOrders': async k => ({ as: k.admin, input: { vendorId } }),
  'order.getVendorOrder': async k => ({ as: k.admin, input: { vendorId, orderId: (await bought(k)).orderId } }),
  'order.refuseLines': async k => {
    const { orderId, lineId } = await bought(k);
    return { as: k.admin, input: { vendorId, orderId, lines: [{ lineId, quantity: 1 }] } };
  },
  // Its shipments have not been asked for yet.
  'order.retryCheckout': async k => ({ as: k.admin, input: { orderId: (await bought(k)).orderId } }),
  'order.openGroupBuy': async k => ({
    as: k.manager,
    input: {
      buildingId,
      variantId,
      price: { amount: '1', currency: 'EUR' },
      target: 9,
      tiers: undefined,
      deadline: instantAt(k.t.clock.epochMs() + 60_000),
    },
  }),
  'order.acceptGroupBuy': async k => ({ as: k.admin, input: { groupBuyId: await groupBuy(k, true) } }),
  'order.withdrawGroupBuy': async k => ({ as: k.manager, input: { groupBuyId: await groupBuy(k) } }),
  'order.listGroupBuys': async k => ({ as: k.resident, input: { buildingId } }),
  'order.listVendorGroupBuys': async k => ({ as: k.admin, input: { vendorId } }),
  'order.getGroupBuy': async k => ({ as: k.resident, input: { groupBuyId: await groupBuy(k) } }),
  'order.quoteGroupBuy': async k => ({ as: k.resident, input: { groupBuyId: await groupBuy(k), quantity: 1 } }),
  'order.joinGroupBuy': async k => ({ as: k.resident, input: await joining(k) }),
  'order.leaveGroupBuy': async k => {
    const input = await joining(k);
    await k.t.as(k.resident).order.joinGroupBuy(input);
    return { as: k.resident, input: { groupBuyId: input.groupBuyId } };
  },
};
