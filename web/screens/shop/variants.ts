// Which variant is meant by what was chosen of a product's options.

import type { OutputOf } from '#kernel/contract';
import type { catalog } from '#services/catalog/contract';

type Product = OutputOf<typeof catalog.endpoints.getProduct>;
export type Variant = Product['variants'][number];

export const isToBeHad = ({ price, stock }: Pick<Variant, 'price' | 'stock'>): boolean =>
  price !== null && stock !== 'sold_out';

/** The variant in the address, else the first that can be bought. */
export const chosenOf = (variants: readonly Variant[], id: string | undefined): Variant | undefined =>
  variants.find(each => each.id === id) ?? variants.find(isToBeHad) ?? variants[0];

export interface Choice {
  value: string;
  /** Where choosing it leads: with what else is chosen if there is such a variant, else the nearest that has it. */
  variant: Variant;
  toBeHad: boolean;
}

/** What may be chosen for the option at `index`, while `current` is chosen. */
export function choicesFor(variants: readonly Variant[], current: Variant, index: number): Choice[] {
  const likeness = ({ options }: Variant) =>
    options.filter((value, at) => at !== index && value === current.options[at]).length;
  return [...Map.groupBy(variants, each => each.options[index]!)].map(([value, having]) => {
    const fitting = having.filter(each => likeness(each) === current.options.length - 1);
    const variant = fitting[0] ?? having.toSorted((one, other) => likeness(other) - likeness(one))[0]!;
    return { value, variant, toBeHad: fitting.some(isToBeHad) };
  });
}
