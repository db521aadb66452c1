// A vendor with products for the tests.

import type { CodedError } from '#kernel/errors';
import { agora, fake, type Harness } from '#kernel/testing/harness';
import { plus } from '#kernel/time';
import { media } from '#services/media/contract';
import catalog from '../service.ts';

export type Shop = Harness<[typeof catalog]>;

/** A harness whose media signs every file, and claims those it is not told to refuse. */
export async function openShop() {
  /** Of files, where it is not `image/png`. */
  const mimes = new Map<string, string>();
  const claims = new Map<string, string>();
  const signed: string[][] = [];
  const t: Shop = await agora({
    services: [catalog],
    peers: [
      fake(media, {
        claimFiles: async ({ fileIds, claim }) => {
          for (const id of fileIds) claims.set(id, claim);
          const file = { name: null, size: 1, width: 1, height: 1, createdAt: t.clock.now() };
          return { items: fileIds.map(id => ({ id, mime: mimes.get(id) ?? 'image/png', ...file })) };
        },
        signFiles: async ({ fileIds }) => {
          signed.push(fileIds);
          const links = (fileId: string) => ({
            url: `https://files.example/${fileId}`,
            thumbnailUrl: `https://files.example/${fileId}?thumb`,
          });
          return { items: fileIds.map(fileId => ({ fileId, mime: 'image/png', size: 1, ...links(fileId) })) };
        },
        releaseFiles: async ({ claim }) => {
          for (const [id, held] of claims) if (held === claim) claims.delete(id);
        },
      }),
    ],
  });
  return { t, claims, signed, mimes };
}

let count = 0;

/** A new vendor, with somebody who works for it. */
export async function newVendor(t: Shop) {
  const vendorId = t.ctx('catalog').id();
  const admin = t.as(t.person('admin@platform')).catalog;
  await admin.putVendor({ vendorId, slug: `vendor-${++count}`, name: `Vendor ${count}` });
  const seller = t.person(`vendor@vendor:${vendorId}`);
  const selling = t.as(seller).catalog;

  interface Wanted {
    title?: string;
    price?: string;
    onHand?: number;
    oversell?: boolean;
    tracked?: boolean;
    sizes?: string[];
    published?: boolean;
    categoryIds?: string[];
    tags?: string[];
  }

  /** A product on sale, with a variant for each size. */
  async function newProduct(wanted: Wanted = {}) {
    const { title = `Thing ${++count}`, price = '1000', onHand = 10, sizes, published = true, ...rest } = wanted;
    const { oversell = false, tracked = true, ...fields } = rest;
    const variant = { price: { amount: price, currency: 'EUR' }, onHand, oversell, tracked };
    const created = await selling.createProduct({
      vendorId,
      title,
      slug: `thing-${++count}`,
      ...fields,
      options: sizes ? ['Size'] : [],
      variants: sizes ? sizes.map(size => ({ ...variant, options: [size] })) : [variant],
    });
    return published ? selling.publishProduct({ productId: created.id }) : created;
  }
  const location = async () => (await selling.listLocations({ vendorId })).items[0]!.id;
  return { vendorId, slug: `vendor-${count}`, admin, seller, selling, newProduct, location };
}

/** Orders as the service of that name makes them. */
export function buyer(t: Shop) {
  const order = t.asService('order').catalog;
  const newId = () => t.ctx('catalog').id();
  return {
    ...order,
    newId,
    hold: (items: { variantId: string; quantity: number }[], holdId = newId()) =>
      order.holdStock({ holdId, orderId: newId(), items, expiresAt: plus(t.clock.now(), '15m') }),
  };
}

/** The code each of these ended with, or `ok`. */
export async function outcomes(attempts: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(attempts);
  return settled.map(each => (each.status === 'fulfilled' ? 'ok' : ((each.reason as CodedError).code ?? 'thrown')));
}
