// Variants as people enter them.

import { fail } from '#kernel/errors';
import type { VariantDraft } from './variant.ts';

interface Entered {
  options: string[];
  sku: string | null;
  barcode: string | null;
  weightGrams: number;
  requiresShipping: boolean;
  taxCategory: string;
  tracked: boolean;
  oversell: boolean;
  lowStockAt: number;
  price: { amount: string; currency: string };
  compareAt: string | null;
  onHand: number;
}

/** Raises `invalid_argument` unless every variant has one value for each option, and no two have the same ones. */
export function checkOptions(names: readonly string[], variants: readonly { options: readonly string[] }[]): void {
  const seen = new Set<string>();
  for (const [index, { options }] of variants.entries()) {
    if (options.length !== names.length)
      fail('invalid_argument', `variants.${index}.options: has one value for each option of the product.`);
    const combination = JSON.stringify(options);
    if (seen.has(combination))
      fail('invalid_argument', `variants.${index}.options: another variant has these values.`, {
        reason: 'options_taken',
      });
    seen.add(combination);
  }
}

/** A new variant of what was entered. Raises `invalid_argument` for stock below zero of what is not sold to order. */
export function draftOf(
  place: Pick<VariantDraft, 'id' | 'productId' | 'vendorId' | 'position'>,
  { price, compareAt, ...entered }: Entered,
): VariantDraft {
  if (entered.onHand < 0 && entered.tracked && !entered.oversell)
    fail('invalid_argument', 'onHand: is below zero only where more is sold than there is.');
  return { ...place, ...entered, imageId: null, extra: {}, prices: [{ ...price, compareAt }] };
}
