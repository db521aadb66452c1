// Whoever knows what tax is due.

import type { TaxAnswer, TaxPlace } from '../domain/tax.ts';

export interface TaxRequest {
  place: TaxPlace & { postcode: string | null };
  currency: string;
  /** Amounts after discounts, in minor units. */
  lines: readonly { category: string; amount: bigint }[];
}

export interface TaxPort {
  /** The tax on each line. Raises `unavailable` where that cannot be learnt now. */
  taxOf(request: TaxRequest): Promise<TaxAnswer>;
}
