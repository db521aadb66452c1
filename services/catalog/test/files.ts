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

export const textOf = async ({ selling, vendorId }: Vendor) =>
  String(((await selling.exportProducts({ vendorId })) as { content: string }).content);

export const ownOf = async ({ selling, vendorId }: Vendor, title: string) => {
  const { items } = await selling.listOwnProducts({ vendorId, search: title });
  return selling.getOwnProduct({ vendorId, productId: items[0]!.id });
};
