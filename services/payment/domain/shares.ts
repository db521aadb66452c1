// Who is owed what of a payment, and of what is given back of it.

import { fail } from '#kernel/errors';
import type { Instant } from '#kernel/time';
import { amountOf, least, type MoneyText, portion, sum } from './amounts.ts';

/** A version of a rule; the newest one that is valid counts. */
export interface CommissionRule {
  id: string;
  version: number;
  scope: 'platform' | 'vendor';
  vendorId: string | null;
  categoryId: string | null;
  ratePpm: number;
  /** From then on it is none. */
  withdrawn: boolean;
  validFrom: Instant;
}

/** What one vendor's part of a payment, or of a refund, comes to under one rule. */
export interface Share {
  vendorId: string;
  /** Held until it goes back or is kept: not owed to the vendor yet, and free of commission. */
  deposit: boolean;
  /** Paid by the payer for this vendor's things, taxes included. */
  gross: bigint;
  tax: bigint;
  /** Owed by the platform on top, for discounts that it gave. */
  funded: bigint;
  commission: bigint;
  ruleId: string | null;
  ruleVersion: number | null;
  /** The order in whose escrow it lies; null where it is the vendor's. */
  heldFor: string | null;
}

/** A share of a sale, with the sets of categories that its goods were in. */
export interface SoldShare extends Share {
  categories: string[];
}

interface ShareInput {
  vendorId: string;
  deposit: boolean;
  categoryIds: readonly string[];
  gross: MoneyText;
  tax: MoneyText;
  platformFunded: MoneyText;
}

/** The rule for a vendor's goods in these categories, the narrowest first: the vendor's own before the platform's, and of
 * each one for a category before that for all; null where there is none, which costs nothing. */
export function ruleFor(
  rules: readonly CommissionRule[],
  { vendorId, categoryIds }: Pick<ShareInput, 'vendorId' | 'categoryIds'>,
  now: Instant,
): CommissionRule | null {
  const valid = rules.filter(rule => rule.validFrom <= now);
  for (const ofVendor of [vendorId, null])
    for (const ofCategory of [...categoryIds, null]) {
      const versions = valid.filter(rule => rule.vendorId === ofVendor && rule.categoryId === ofCategory);
      const [newest] = versions.toSorted((a, b) => b.version - a.version);
      if (newest && !newest.withdrawn) return newest;
    }
  return null;
}

/** What the vendor earns without the taxes in it is what the commission is a part of. */
const baseOf = ({ gross, tax, funded }: Pick<Share, 'gross' | 'tax' | 'funded'>): bigint => gross - tax + funded;

/** How a set of categories is called in a share. */
const nameOf = ({ categoryIds }: Pick<ShareInput, 'categoryIds'>): string => categoryIds.join(',');

/** The shares of a payment of `amount`, one for each vendor and rule, deposits apart; raises `invalid_argument` unless what is given sums
 * to it, each vendor once with the same categories. */
export function sharesOf(
  inputs: readonly ShareInput[],
  amount: bigint,
  currency: string,
  rules: readonly CommissionRule[],
  now: Instant,
  heldFor: string | null = null,
): SoldShare[] {
  const read = inputs.map(input => ({
    ...readShare(input, currency),
    rule: input.deposit ? null : ruleFor(rules, input, now),
    categories: [nameOf(input)],
  }));
  requireSum(inputs, read, amount);
  const groups = Map.groupBy(read, ({ vendorId, deposit, rule }) => `${vendorId} ${deposit} ${rule?.id}`);
  return [...groups.values()].map((group): SoldShare => {
    const [{ rule, ...first }, ...more] = group as [(typeof read)[number], ...typeof read];
    const parts = more.reduce(together, first);
    const commission = rule ? portion(baseOf(parts), BigInt(rule.ratePpm), 1_000_000n) : 0n;
    return { ...parts, commission, ruleId: rule?.id ?? null, ruleVersion: rule?.version ?? null, heldFor };
  });
}

type Parts = ReturnType<typeof readShare> & { categories: string[] };

const together = (one: Parts, other: Parts): Parts => ({
  vendorId: one.vendorId,
  deposit: one.deposit,
  gross: one.gross + other.gross,
  tax: one.tax + other.tax,
  funded: one.funded + other.funded,
  categories: [...one.categories, ...other.categories],
});

function readShare({ vendorId, deposit, ...input }: ShareInput, currency: string) {
  const gross = amountOf(input.gross, currency);
  const tax = amountOf(input.tax, currency);
  if (tax > gross) fail('invalid_argument', 'The taxes of a share are contained in its gross.');
  return { vendorId, deposit, gross, tax, funded: amountOf(input.platformFunded, currency) };
}

function requireSum(inputs: readonly ShareInput[], read: readonly { gross: bigint }[], amount: bigint): void {
  if (new Set(inputs.map(input => `${input.vendorId} ${input.deposit} ${nameOf(input)}`)).size < inputs.length)
    fail('invalid_argument', 'Name each vendor once with the same categories.');
  if (sum(read.map(({ gross }) => gross)) !== amount)
    fail('invalid_argument', 'The gross of the shares must sum to the amount.');
}

/** A share as it was captured, with what was given back of it so far. */
export interface CapturedShare extends SoldShare {
  back: { gross: bigint; tax: bigint; funded: bigint; commission: bigint };
}

const exceeded = (): never =>
  fail('failed_precondition', 'This is more than is left of the payment; ask for less.', {
    reason: 'refund_exceeds_payment',
  });

/**
 * What is taken back of each vendor. Commission follows what was given back in all, not this part alone, so that many
 * small refunds return what one large one would. Raises `refund_exceeds_payment`.
 */
export function refundedShares(
  inputs: readonly ShareInput[],
  amount: bigint,
  currency: string,
  captured: readonly CapturedShare[],
): Share[] {
  const read = inputs.map(input => ({
    ...readShare(input, currency),
    categories: [nameOf(input)],
    from: soldAs(captured, input),
  }));
  requireSum(inputs, read, amount);
  return [...Map.groupBy(read, ({ from }) => from)].map(([from, group]): Share => {
    const { categories: _, ...parts } = group.map(({ from: _from, ...part }): Parts => part).reduce(together);
    const total = {
      gross: from.back.gross + parts.gross,
      tax: from.back.tax + parts.tax,
      funded: from.back.funded + parts.funded,
    };
    if (total.gross > from.gross || total.tax > from.tax || total.funded > from.funded) exceeded();
    return {
      ...parts,
      deposit: from.deposit,
      ...ruleOf(from),
      commission: commissionBack(from, total) - from.back.commission,
    };
  });
}

/** The share that goods of these categories were sold in. A deposit that was paid before deposits were held apart lies with
 * what the vendor was owed. */
function soldAs(captured: readonly CapturedShare[], input: ShareInput): CapturedShare {
  const ofVendor = captured.filter(({ vendorId }) => vendorId === input.vendorId);
  const apart = ofVendor.some(({ deposit }) => deposit);
  const found = ofVendor.find(
    ({ deposit, categories }) => deposit === (input.deposit && apart) && categories.includes(nameOf(input)),
  );
  return found ?? exceeded();
}

const ruleOf = ({ ruleId, ruleVersion, heldFor }: Share) => ({ ruleId, ruleVersion, heldFor });

/** The commission that goes back once `total` was given back; never less than for a smaller total. */
function commissionBack(from: CapturedShare, total: Pick<Share, 'gross' | 'tax' | 'funded'>): bigint {
  const base = baseOf(from);
  if (base === 0n) return 0n;
  const rounded = portion(from.commission, baseOf(total), base);
  const back = from.back.commission;
  if (rounded < back) return back;
  return least(rounded, from.commission);
}

/** All that is left of every share. */
export const remainingShares = (captured: readonly CapturedShare[]): Share[] =>
  captured
    .map(share => ({
      vendorId: share.vendorId,
      deposit: share.deposit,
      ...ruleOf(share),
      gross: share.gross - share.back.gross,
      tax: share.tax - share.back.tax,
      funded: share.funded - share.back.funded,
      commission: share.commission - share.back.commission,
    }))
    .filter(({ gross, funded, commission }) => gross > 0n || funded > 0n || commission > 0n);
