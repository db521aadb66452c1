// Whether a code can be used now, and for what.

import { discountService } from '../../definition.ts';
import { codeStanding, unknownCode } from '../../domain/standing.ts';
import { promotionsOfCodes } from '../../queries/candidates.ts';

export const checkCoupon = discountService.operation('checkCoupon', async (ctx, { code }, call) => {
  const userId = call.user?.userId ?? null;
  const [found] = await promotionsOfCodes(ctx, [code], userId);
  const refusal = found ? codeStanding(found, ctx.now(), userId) : unknownCode;
  // Of somebody else's code no more is told than that.
  if (!found || refusal?.reason === 'not_yours')
    return { code, valid: false, ...(refusal ?? unknownCode), name: null, benefit: null };
  const { name, benefit } = found.candidate;
  return {
    code,
    valid: refusal === null,
    reason: refusal?.reason ?? null,
    message: refusal?.message ?? 'This code can be used.',
    name,
    benefit,
  };
});
