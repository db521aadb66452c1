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
  ratePpm: number;
  validFrom: Instant;
}

/** What one vendor's part of a payment, or of a refund, comes to. */
export interface Share {
  vendorId: string;
  /** Paid by the payer for this vendor's things, taxes included. */
  gross: bigint;
  tax: bigint;
  /** Owed by the platform on top, for discounts that it gave. */
  funded: bigint;
  commission: bigint;
  ruleId: string | null;
  ruleVersion: number | null;
}

interface ShareInput {
  vendorId: string;
  gross: MoneyText;
  tax: MoneyText;
  platformFunded: MoneyText;
}

/** The rule for a vendor: its own before the platform's; null where there is none, which costs nothing. */
export function ruleFor(rules: readonly CommissionRule[], vendorId: string, now: Instant): CommissionRule | null {
  const valid = rules.filter(rule => rule.validFrom <= now);
  const newest = (candidates: readonly CommissionRule[]) => candidates.toSorted((a, b) => b.version - a.version)[0];
  return (
    newest(valid.filter(rule => rule.vendorId === vendorId)) ??
    newest(valid.filter(rule => rule.scope === 'platform')) ??
    null
  );
}

/** What the vendor earns without the taxes in it is what the commission is a part of. */
const baseOf = ({ gross, tax, funded }: Pick<Share, 'gross' | 'tax' | 'funded'>): bigint => gross - tax + funded;

/** The shares of a payment of `amount`; raises `invalid_argument` unless they sum to it, each vendor once. */
export function sharesOf(
  inputs: readonly ShareInput[],
  amount: bigint,
  currency: string,
  rules: readonly CommissionRule[],
  now: Instant,
): Share[] {
  const shares = inputs.map((input): Share => {
    const parts = readShare(input, currency);
    const rule = ruleFor(rules, input.vendorId, now);
    const commission = rule ? portion(baseOf(parts), BigInt(rule.ratePpm), 1_000_000n) : 0n;
    return { ...parts, commission, ruleId: rule?.id ?? null, ruleVersion: rule?.version ?? null };
  });
  requireSum(shares, amount);
  return shares;
}

function readShare({ vendorId, ...input }: ShareInput, currency: string) {
  const gross = amountOf(input.gross, currency);
  const tax = amountOf(input.tax, currency);
  if (tax > gross) fail('invalid_argument', 'The taxes of a share are contained in its gross.');
  return { vendorId, gross, tax, funded: amountOf(input.platformFunded, currency) };
}

function requireSum(shares: readonly Share[], amount: bigint): void {
  if (new Set(shares.map(({ vendorId }) => vendorId)).size < shares.length)
    fail('invalid_argument', 'Name each vendor once.');
  if (sum(shares.map(({ gross }) => gross)) !== amount)
    fail('invalid_argument', 'The gross of the shares must sum to the amount.');
}

/** A share as it was captured, with what was given back of it so far. */
export interface CapturedShare extends Share {
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
  const shares = inputs.map((input): Share => {
    const parts = readShare(input, currency);
    const from = captured.find(({ vendorId }) => vendorId === input.vendorId) ?? exceeded();
    const total = {
      gross: from.back.gross + parts.gross,
      tax: from.back.tax + parts.tax,
      funded: from.back.funded + parts.funded,
    };
    if (total.gross > from.gross || total.tax > from.tax || total.funded > from.funded) exceeded();
    return { ...parts, ...ruleOf(from), commission: commissionBack(from, total) - from.back.commission };
  });
  requireSum(shares, amount);
  return shares;
}

const ruleOf = ({ ruleId, ruleVersion }: Share) => ({ ruleId, ruleVersion });

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
      ...ruleOf(share),
      gross: share.gross - share.back.gross,
      tax: share.tax - share.back.tax,
      funded: share.funded - share.back.funded,
      commission: share.commission - share.back.commission,
    }))
    .filter(({ gross, funded, commission }) => gross > 0n || funded > 0n || commission > 0n);
