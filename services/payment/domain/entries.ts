// What is written into the ledger for each thing that happens to money. Every function gives postings that sum to zero.

import { sum } from './amounts.ts';
import type { Account } from './chart.ts';
import * as chart from './chart.ts';
import type { Share } from './shares.ts';

export interface Posting {
  account: Account;
  amount: bigint;
  ruleId?: string | null;
  ruleVersion?: number | null;
}

export interface Funds {
  /** The account the card's part lies on. */
  provider: string;
  card: bigint;
  sources: readonly { kind: 'gift_card' | 'store_credit'; id: string; amount: bigint }[];
}

/** Of a gift card that is bought so much. */
export interface CardPart {
  id: string;
  amount: bigint;
}

const nonZero = (postings: readonly Posting[]): Posting[] => postings.filter(({ amount }) => amount !== 0n);

const fundsPostings = ({ provider, card, sources }: Funds, sign: 1n | -1n): Posting[] => [
  { account: chart.provider(provider), amount: sign * card },
  ...sources.map(source => ({ account: chart.sourceAccount(source), amount: sign * source.amount })),
];

function sharePostings(shares: readonly Share[], sign: 1n | -1n): Posting[] {
  return shares.flatMap(share => {
    const { heldFor, gross, funded } = share;
    if (heldFor) return [{ account: chart.escrow(heldFor), amount: -sign * (gross + funded) }];
    return earned(share, sign);
  });
}

/** What is the vendor's of a share, or held for them as a deposit, and what the platform's. */
const earned = ({ vendorId, deposit, gross, funded, commission, ...rule }: Share, sign: 1n | -1n): Posting[] => {
  const { ruleId, ruleVersion } = rule;
  const account = deposit ? chart.deposits(vendorId) : chart.vendor(vendorId);
  return [
    { account, amount: -sign * (gross + funded - commission), ruleId, ruleVersion },
    { account: chart.commission, amount: -sign * commission, ruleId, ruleVersion },
  ];
};

const promotion = (shares: readonly Share[], sign: 1n | -1n): Posting => ({
  account: chart.promotions,
  amount: sign * sum(shares.map(({ funded }) => funded)),
});

const cardPostings = (cards: readonly CardPart[], sign: 1n | -1n): Posting[] =>
  cards.map(({ id, amount }) => ({ account: chart.giftCard(id), amount: -sign * amount }));

/** Money came in: the vendors are owed their part, the platform keeps its commission, and what was paid for gift cards is
 * owed to whoever has them. */
export const capturePostings = (funds: Funds, shares: readonly Share[], cards: readonly CardPart[] = []): Posting[] =>
  nonZero([
    ...fundsPostings(funds, 1n),
    promotion(shares, 1n),
    ...sharePostings(shares, 1n),
    ...cardPostings(cards, 1n),
  ]);

/** Money goes back to where it came from: the same, the other way round, the commission with it. */
export const refundPostings = (funds: Funds, shares: readonly Share[], cards: readonly CardPart[] = []): Posting[] =>
  nonZero([
    ...fundsPostings(funds, -1n),
    promotion(shares, -1n),
    ...sharePostings(shares, -1n),
    ...cardPostings(cards, -1n),
  ]);

/** What is left of shares in escrow is earned: the vendor's less the commission, as it would have been at once. */
export const releasePostings = (shares: readonly Share[]): Posting[] =>
  nonZero([...sharePostings(shares, -1n), ...shares.flatMap(share => earned(share, 1n))]);

export const payoutPostings = (vendorId: string, amount: bigint): Posting[] => [
  { account: chart.vendor(vendorId), amount },
  { account: chart.bank, amount: -amount },
];

/** Of a deposit so much is the vendor's now. */
export const keptPostings = (vendorId: string, amount: bigint): Posting[] => [
  { account: chart.deposits(vendorId), amount },
  { account: chart.vendor(vendorId), amount: -amount },
];

/** A gift card or store credit is given away, or sold for money in the bank. */
export const creditPostings = (to: Account, amount: bigint, sold: boolean): Posting[] => [
  { account: sold ? chart.bank : chart.goodwill, amount },
  { account: to, amount: -amount },
];

/** The provider has paid to the bank what it had taken, less its fee. */
export const settlementPostings = (provider: string, amount: bigint, fee: bigint): Posting[] =>
  nonZero([
    { account: chart.bank, amount: amount - fee },
    { account: chart.providerFees, amount: fee },
    { account: chart.provider(provider), amount: -amount },
  ]);

/** Money taken after it was given up, or given back again. */
export const unclaimedPostings = (provider: string, amount: bigint): Posting[] => [
  { account: chart.provider(provider), amount },
  { account: chart.unclaimed, amount: -amount },
];
