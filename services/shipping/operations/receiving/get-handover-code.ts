import { shippingService } from '../../definition.ts';
import { mostTries } from '../../domain/numbers.ts';
import { codeOf } from '../../links.ts';
import { findOwn, requireWaiting } from '../../queries/recipient.ts';

export const getHandoverCode = shippingService.operation('getHandoverCode', async (ctx, input, call) => {
  const found = await findOwn(ctx, ctx.db, call, input);
  requireWaiting(found);
  return { code: codeOf(ctx, found), triesLeft: Math.max(0, mostTries - found.code_tries) };
});
