// What is taken off these lines and their shipping now.

import { discountService } from '../../definition.ts';
import { evaluate, type Outcome } from '../../domain/engine.ts';
import { sumOf } from '../../domain/money.ts';
import type { Candidate, Purchase, Refusal } from '../../domain/promotion.ts';
import { codeStanding, standing, unknownCode } from '../../domain/standing.ts';
import { asksHistory, automaticPromotions, historyOf, promotionsOfCodes } from '../../queries/candidates.ts';

export const evaluateDiscounts = discountService.operation('evaluateDiscounts', async (ctx, input) => {
  const { userId } = input;
  const codes = [...new Set(input.codes)];
  const [automatic, byCode] = await Promise.all([
    automaticPromotions(ctx),
    codes.length > 0 ? promotionsOfCodes(ctx, codes, userId) : [],
  ]);
  const history = userId !== null && automatic.some(asksHistory) ? await historyOf(ctx, userId) : null;
  const now = ctx.now();

  const rejected = new Map<string, Refusal>(codes.map(code => [code, unknownCode]));
  const candidates: Candidate[] = [];
  for (const { candidate, terms } of automatic) {
    const takenByBuyer = history?.uses.get(candidate.promotionId) ?? 0;
    if (!standing({ ...terms, takenByBuyer }, now, userId)) candidates.push(candidate);
  }
  for (const each of byCode) {
    const refusal = codeStanding(each, now, userId);
    if (refusal) rejected.set(each.code, refusal);
    else {
      rejected.delete(each.code);
      candidates.push(each.candidate);
    }
  }

  const purchase: Purchase = {
    currency: input.currency,
    lines: input.lines.map(line => ({ ...line, unitPrice: BigInt(line.unitPrice) })),
    shipping: input.shipping.map(({ vendorId, amount }) => ({ vendorId, amount: BigInt(amount) })),
    orders: userId === null ? null : (history?.orders ?? byCode[0]?.orders ?? 0),
  };
  const outcome = evaluate(purchase, candidates);
  for (const { candidate, refusal } of outcome.refused)
    if (candidate.code !== null) rejected.set(candidate.code, refusal);
  return {
    ...wireOf(outcome, purchase),
    rejected: codes.flatMap(code => {
      const refusal = rejected.get(code);
      return refusal ? [{ code, ...refusal }] : [];
    }),
  };
});

function wireOf({ uses }: Outcome, { lines, shipping }: Purchase) {
  const partsOf = new Map<string, { promotionId: string; amount: bigint }[]>();
  const offShipping = new Map<string, bigint>();
  for (const { candidate, lines: offs, shipping: vendors } of uses) {
    for (const { lineId, amount } of offs)
      partsOf.set(lineId, [...(partsOf.get(lineId) ?? []), { promotionId: candidate.promotionId, amount }]);
    for (const { vendorId, amount } of vendors) offShipping.set(vendorId, (offShipping.get(vendorId) ?? 0n) + amount);
  }
  return {
    lines: lines.map(({ lineId }) => {
      const parts = partsOf.get(lineId) ?? [];
      return {
        lineId,
        amount: String(sumOf(parts.map(({ amount }) => amount))),
        parts: parts.map(({ promotionId, amount }) => ({ promotionId, amount: String(amount) })),
      };
    }),
    shipping: shipping.map(({ vendorId }) => ({ vendorId, amount: String(offShipping.get(vendorId) ?? 0n) })),
    applied: uses.map(({ candidate: { promotionId, couponId, code, name, fundedBy }, amount }) => ({
      promotionId,
      couponId,
      code,
      name,
      amount: String(amount),
      fundedBy,
    })),
  };
}
