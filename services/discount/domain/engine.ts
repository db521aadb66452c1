// Which promotions are used together, and what each takes off. The same for every order of lines and candidates.

import { sumOf } from './money.ts';
import {
  awaitsShipping,
  type Candidate,
  type Left,
  type Purchase,
  type Refusal,
  refusalOf,
  takenOff,
} from './promotion.ts';

/** A promotion that is used, with its part of each line and of each vendor's shipping. */
export interface Use {
  candidate: Candidate;
  amount: bigint;
  lines: { lineId: string; amount: bigint }[];
  shipping: { vendorId: string; amount: bigint }[];
}

export interface Outcome {
  uses: Use[];
  /** The candidates that are not used, with the reason. */
  refused: { candidate: Candidate; refusal: Refusal }[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byRank = (a: Candidate, b: Candidate): number =>
  b.priority - a.priority || byText(a.promotionId, b.promotionId) || byText(a.code ?? '', b.code ?? '');

const combined: Refusal = {
  reason: 'not_combinable',
  message: 'This cannot be combined with the other offers on this order.',
};
const futile: Refusal = { reason: 'no_effect', message: 'This takes nothing off this order.' };

/**
 * Works out what is taken off a purchase. Stackable promotions are taken by priority, each off what the former left. An
 * exclusive one that applies stands alone, the one of the highest priority where there are several. One of the kind
 * `best_of` stands alone where that gives the customer more. Of several codes of one promotion one counts.
 */
export function evaluate(given: Purchase, candidates: readonly Candidate[]): Outcome {
  const purchase: Purchase = {
    ...given,
    lines: given.lines.toSorted((a, b) => byText(a.lineId, b.lineId)),
    shipping: given.shipping.toSorted((a, b) => byText(a.vendorId, b.vendorId)),
  };
  const refused: Outcome['refused'] = [];
  const applicable: Candidate[] = [];
  for (const candidate of candidates.toSorted(byRank)) {
    const refusal =
      refusalOf(candidate, purchase) ??
      (applicable.some(({ promotionId }) => promotionId === candidate.promotionId) ? combined : null) ??
      (isFutile(candidate, purchase) ? futile : null);
    if (refusal) refused.push({ candidate, refusal });
    else applicable.push(candidate);
  }
  const uses = chosenOf(applicable, purchase);
  // A stackable one can find nothing left by those before it.
  const used = uses.filter(({ candidate, amount }) => amount > 0n || awaitsShipping(candidate, purchase));
  const usedIds = new Set(used.map(({ candidate }) => candidate.promotionId));
  const idle = applicable.filter(({ promotionId }) => !usedIds.has(promotionId));
  return { uses: used, refused: [...refused, ...idle.map(candidate => ({ candidate, refusal: combined }))] };
}

const isFutile = (candidate: Candidate, purchase: Purchase): boolean =>
  !awaitsShipping(candidate, purchase) && stacked([candidate], purchase)[0]!.amount === 0n;

function chosenOf(applicable: readonly Candidate[], purchase: Purchase): Use[] {
  const exclusive = applicable.find(({ stacking }) => stacking === 'exclusive');
  if (exclusive) return stacked([exclusive], purchase);
  const together = applicable.filter(({ stacking }) => stacking === 'stackable');
  const alone = applicable.filter(({ stacking }) => stacking === 'best_of');
  const options = [together, ...alone.map(one => [one])].map(option => stacked(option, purchase));
  const worth = (option: readonly Use[]): bigint => sumOf(option.map(({ amount }) => amount));
  const better = (best: Use[], option: Use[]): Use[] =>
    worth(option) > worth(best) || (best.length === 0 && option.length > 0) ? option : best;
  return options.reduce(better, []);
}

/** Takes promotions off one after the other. */
function stacked(candidates: readonly Candidate[], purchase: Purchase): Use[] {
  const left: Left = {
    lines: purchase.lines.map(({ unitPrice, quantity }) => unitPrice * BigInt(quantity)),
    shipping: purchase.shipping.map(({ amount }) => amount),
  };
  return candidates.map(candidate => {
    const off = takenOff(candidate, purchase, left);
    left.lines = left.lines.map((amount, index) => amount - off.lines[index]!);
    left.shipping = left.shipping.map((amount, index) => amount - off.shipping[index]!);
    return {
      candidate,
      amount: sumOf(off.lines) + sumOf(off.shipping),
      lines: purchase.lines
        .map(({ lineId }, index) => ({ lineId, amount: off.lines[index]! }))
        .filter(({ amount }) => amount > 0n),
      shipping: purchase.shipping
        .map(({ vendorId }, index) => ({ vendorId, amount: off.shipping[index]! }))
        .filter(({ amount }) => amount > 0n),
    };
  });
}
