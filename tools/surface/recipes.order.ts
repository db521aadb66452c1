// What order's operations are for: an order that was just paid, one that is not sent yet, and a refund that is not through.

import { seedId } from '../../kernel/seed.ts';
import type { Person } from './house.ts';
import type { Input } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';

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

export const orderRecipes: Readonly<Record<string, (k: Kitchen) => Promise<{ as?: Person; input?: Input }>>> = {
  'order.getOrder': theirs,
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
};
