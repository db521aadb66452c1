// Minor units to and from what goes over the wire.

import type { Money } from '#kernel/contract';
import type { Share } from './domain/shares.ts';

export const money = (amount: bigint, currency: string): Money => ({ amount: String(amount), currency });
export const minor = ({ amount }: { amount: string }): bigint => BigInt(amount);

/** Shares as payment is told of them. */
export const toVendorShares = (shares: readonly Share[], currency: string) =>
  shares.map(({ vendorId, categoryIds, gross, tax, funded }) => ({
    vendorId,
    categoryIds: [...categoryIds],
    gross: money(gross, currency),
    tax: money(tax, currency),
    platformFunded: money(funded, currency),
  }));
