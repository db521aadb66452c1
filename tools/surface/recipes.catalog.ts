// What catalog's operations are for: a product of the demo shop that nothing else changes.

import { seedId } from '../../kernel/seed.ts';
import type { Input } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';

const vendorId = seedId('vendor:demo');
const price = { amount: '1000', currency: 'EUR' };
const asItIs = { categoryIds: undefined, attributes: undefined, locationId: undefined, compareAt: undefined };

async function onSale({ t, admin, count }: Kitchen) {
  const selling = t.as(admin).catalog;
  const variants = [{ price, onHand: 5, options: ['Red'] }];
  const product = { vendorId, title: 'A thing', slug: `fuzzed-${count()}`, options: ['Colour'], variants };
  const { id: productId } = await selling.createProduct(product);
  return selling.publishProduct({ productId });
}

const newList = ({ t, admin }: Kitchen) => t.as(admin).catalog.createPriceList({ vendorId, name: 'A list' });

type Recipe = (kitchen: Kitchen) => Promise<{ input: Input; as?: Kitchen['admin'] }>;

export const catalogRecipes: Readonly<Record<string, Recipe>> = {
  'catalog.getProduct': async k => ({ input: { product: (await onSale(k)).slug } }),
  'catalog.createProduct': async ({ admin, count }) => ({
    input: { ...asItIs, vendorId, slug: `fuzzed-${count()}`, options: [], variants: [{ price }] },
    as: admin,
  }),
  'catalog.addVariant': async k => ({
    input: { ...asItIs, productId: (await onSale(k)).id, options: ['Blue'], sku: null, price, onHand: 3 },
    as: k.admin,
  }),
  'catalog.renameLocation': async ({ t, admin, count }) => {
    const location = await t.as(admin).catalog.createLocation({ vendorId, name: `Fuzzed ${count()}` });
    return { input: { locationId: location.id, name: `Fuzzed ${count()}` }, as: admin };
  },
  'catalog.putListPrices': async k => {
    const [{ id: priceListId }, { variants }] = [await newList(k), await onSale(k)];
    return {
      input: { priceListId, items: [{ variantId: variants[0]!.id, currency: 'EUR', price: '900' }] },
      as: k.admin,
    };
  },
  'catalog.listListPrices': async k => ({
    input: { priceListId: (await newList(k)).id, cursor: undefined },
    as: k.admin,
  }),
  'catalog.updateVariant': async k => {
    const variantId = (await onSale(k)).variants[0]!.id;
    return { input: { variantId, options: undefined, imageId: undefined, expectedVersion: undefined }, as: k.admin };
  },
  'catalog.addImage': async k => ({
    input: { productId: (await onSale(k)).id, fileId: undefined, url: 'https://pictures.example/a.png' },
    as: k.admin,
  }),
};
