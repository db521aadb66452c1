import { marketplaceService } from '../../definition.ts';
import { refuse } from '../../quote/decide.ts';

export const withdrawQuote = marketplaceService.operation('withdrawQuote', (ctx, { quoteId }, call) =>
  refuse(ctx, call, quoteId, 'provider'),
);
