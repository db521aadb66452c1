// Files of products, taken in and given out, for the tests.

import { expect } from 'vitest';
import type { newVendor, Shop } from './shop.ts';

export type Vendor = Awaited<ReturnType<typeof newVendor>>;

/** Uploads files, and waits until each is read. */
export const loading =
  (t: Shop) =>
  async ({ selling, vendorId }: Vendor, content: Uint8Array, currency = 'EUR') => {
    const begun = await selling.uploadProducts({ vendorId, content, contentType: 'text/csv', currency });
    expect(begun.state).toBe('running');
    await t.settle();
    await t.settle();
    const done = await selling.getImport({ importId: begun.id });
    const { items: notes } = await selling.listImportNotes({ importId: begun.id, limit: 100 });
    return { ...done, notes, brief: notes.map(({ line, reason, leftOut }) => [line, reason, leftOut]) };
  };
export type Load = ReturnType<typeof loading>;

/** The file a vendor exports; over HTTP it comes as bytes. */
export const textOf = async ({ selling, vendorId }: Vendor) =>
  Buffer.from((await selling.exportProducts({ vendorId })).content as string).toString();

export const ownOf = async ({ selling, vendorId }: Vendor, title: string) => {
  const { items } = await selling.listOwnProducts({ vendorId, search: title });
  return selling.getOwnProduct({ vendorId, productId: items[0]!.id });
};
