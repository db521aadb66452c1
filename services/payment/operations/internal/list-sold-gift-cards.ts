import { paymentService } from '../../definition.ts';
import { money } from '../../domain/amounts.ts';
import { standingOf } from '../../flow/sold-cards.ts';

export const listSoldGiftCards = paymentService.operation('listSoldGiftCards', async (ctx, { orderId }) => ({
  items: (await standingOf(ctx, orderId)).map(({ line_id, last4, currency, value, left, withdrawn }) => ({
    lineId: line_id,
    last4,
    value: money(value, currency),
    left: money(left, currency),
    withdrawn,
  })),
}));
