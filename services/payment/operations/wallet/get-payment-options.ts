import { paymentService } from '../../definition.ts';
import { currentProvider, offersSandbox } from '../../ports/providers.ts';

/** A card of the sandbox is worth nothing to a provider of real money. */
export const getPaymentOptions = paymentService.operation('getPaymentOptions', async ctx => ({
  testCards: offersSandbox(ctx) && currentProvider(ctx).name === 'sandbox',
}));
