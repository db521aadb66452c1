// What cart's operations are for: the cart of a guest, whose token anybody who has it may send.

import { seedId } from '../../kernel/seed.ts';
import type { Input } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';

const variantId = seedId('variant:plum-jam:1');
const address = { name: 'Ada Adler', line1: 'Allee 1', postcode: '10115', city: 'Berlin', country: 'DE' };
const methodId = seedId('shipping-method:standard');

/** A cart with one thing in it. */
async function filled({ t }: Kitchen, { saved = false } = {}) {
  const as = t.anonymous().cart;
  const { id, token, items } = await as.createCart({ items: [{ variantId }] });
  const theirs = { cartId: id, cartToken: token! };
  const itemId = items[0]!.id;
  if (saved) await as.saveForLater({ ...theirs, itemId });
  return { theirs, itemId };
}

const withCart = async (k: Kitchen, input: Input = {}) => ({ input: { ...(await filled(k)).theirs, ...input } });
const withItem = async (k: Kitchen, { saved = false } = {}) => {
  const { theirs, itemId } = await filled(k, { saved });
  return { input: { ...theirs, itemId } as Input };
};

/** A cart that only needs to be paid, with what it costs. */
async function complete(k: Kitchen) {
  const { theirs } = await filled(k);
  const as = k.t.anonymous().cart;
  await as.setAddress({ ...theirs, email: 'ada@fuzz.example', address });
  const { totals } = await as.chooseShipping({ ...theirs, methodId, totals: true });
  return { theirs, total: totals!.total };
}

type Recipe = (kitchen: Kitchen) => Promise<{ input: Input; as?: Kitchen['admin'] }>;

export const cartRecipes: Record<string, Recipe> = {
  'cart.getCart': withCart,
  'cart.getMyCart': async k => {
    await k.t.as(k.resident).cart.createCart({});
    return { input: {}, as: k.resident };
  },
  'cart.addItem': k => withCart(k, { variantId }),
  'cart.setQuantity': k => withItem(k),
  'cart.removeItem': k => withItem(k),
  'cart.saveForLater': k => withItem(k),
  'cart.moveToCart': k => withItem(k, { saved: true }),
  'cart.mergeCart': withCart,
  'cart.applyCoupon': withCart,
  'cart.removeCoupon': withCart,
  'cart.setAddress': k => withCart(k, { address, billingAddress: undefined }),
  'cart.setNote': withCart,
  'cart.listShippingQuotes': async k => ({ input: (await complete(k)).theirs }),
  'cart.chooseShipping': k => withCart(k, { methodId }),
  'cart.checkout': async k => {
    const { theirs, total } = await complete(k);
    const asItIs = { items: undefined, address: undefined, billingAddress: undefined, methodId: undefined };
    const payment = { kind: 'card', token: 'tok_ok' };
    return { input: { ...theirs, ...asItIs, slotId: undefined, codes: undefined, expectedTotal: total, payment } };
  },
};
