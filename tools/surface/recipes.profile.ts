// What profile's operations are for: addresses, cards and exports in the state that is wanted.

import type { Person } from './house.ts';
import type { Input } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';

const home = { name: 'Ada', line1: 'Allee 1', postcode: '10115', city: 'Berlin', country: 'DE', region: undefined };
const plain = { unitId: undefined, phone: undefined, expectedVersion: undefined };

/** Somebody who keeps a card. */
async function withCard(k: Kitchen): Promise<{ as: Person; methodId: string }> {
  const as = await k.someone();
  const card = { token: `tok_${k.count()}`, brand: 'Visa', last4: '4242' };
  return { as, methodId: (await k.t.as(as).payment.addPaymentMethod(card)).id };
}

const sold = async ({ t, resident }: Kitchen): Promise<string> => {
  const { items } = await t.as(resident).catalog.listProducts({ limit: 1 });
  return (await t.as(resident).catalog.getProduct({ product: items[0]!.id })).variants[0]!.id;
};

export const profileRecipes: Readonly<Record<string, (k: Kitchen) => Promise<{ as?: Person; input?: Input }>>> = {
  'profile.updateMyProfile': async () => ({ input: { avatarFileId: undefined, expectedVersion: undefined } }),
  'profile.addAddress': async () => ({ input: { ...home, ...plain } }),
  'profile.updateAddress': async k => {
    const { id: addressId } = await k.t.as(k.resident).profile.addAddress({ ...home, region: null });
    return { input: { addressId, ...home, ...plain }, as: k.resident };
  },
  'profile.removeAddress': async k => {
    const { id: addressId } = await k.t.as(k.resident).profile.addAddress({ ...home, region: null });
    return { input: { addressId }, as: k.resident };
  },
  'profile.setCard': async k => {
    const { as, methodId } = await withCard(k);
    return { input: { methodId }, as };
  },
  'profile.addWish': async k => ({ input: { variantId: await sold(k) } }),
  'profile.requestExport': async k => ({ as: await k.someone() }),
  'profile.downloadExport': async k => {
    const as = await k.someone();
    const { id: exportId } = await k.t.as(as).profile.requestExport({});
    await k.t.settle();
    return { input: { exportId }, as };
  },
};
