import { marketplaceService } from '../../definition.ts';
import { refuse } from '../../quote/decide.ts';

export const declineQuote = marketplaceService.operation('declineQuote', (ctx, { quoteId }, call) =>
  refuse(ctx, call, quoteId, 'resident'),
);
