import { fail } from '#kernel/errors';
import { paymentService } from '../../definition.ts';
import { money } from '../../domain/amounts.ts';
import { codeOf, standingOf } from '../../flow/sold-cards.ts';

export const getGiftCardCodes = paymentService.operation('getGiftCardCodes', async (ctx, { orderId }, { via }) => {
  if (via !== 'notification') fail('permission_denied', 'Codes are told to whoever writes to the buyer alone.');
  const cards = (await standingOf(ctx, orderId)).filter(({ withdrawn }) => !withdrawn);
  return {
    items: cards.map(card => ({
      code: codeOf(ctx, card),
      last4: card.last4,
      value: money(card.value, card.currency),
    })),
  };
});
