// A payment may come from several sources: gift cards and store credit first, what is left from the card.

import { least } from './amounts.ts';

export interface Balance {
  kind: 'gift_card' | 'store_credit';
  id: string;
  balance: bigint;
}

/** What is taken from each, in the order given, until the amount is reached. */
export function takeFrom(balances: readonly Balance[], amount: bigint): { source: Balance; amount: bigint }[] {
  let open = amount;
  return balances.flatMap(source => {
    const taken = least(source.balance, open);
    open -= taken;
    return taken > 0n ? [{ source, amount: taken }] : [];
  });
}

export interface Source {
  position: number;
  amount: bigint;
  refunded: bigint;
}

/** Where a refund goes: to the card first, as it gave last, then back through the others in the reverse order. */
export function giveBack(
  amount: bigint,
  cardLeft: bigint,
  sources: readonly Source[],
): { card: bigint; sources: { position: number; amount: bigint }[] } {
  const card = least(amount, cardLeft);
  let open = amount - card;
  const back = sources
    .toSorted((a, b) => b.position - a.position)
    .flatMap(({ position, amount: given, refunded }) => {
      const part = least(given - refunded, open);
      open -= part;
      return part > 0n ? [{ position, amount: part }] : [];
    });
  return { card, sources: back };
}
