import { quote, toWire } from '../../checkout/quote.ts';
import { orderService } from '../../definition.ts';

export const quoteOrder = orderService.operation('quoteOrder', async (ctx, input) =>
  toWire(await quote(ctx, input), input),
);
