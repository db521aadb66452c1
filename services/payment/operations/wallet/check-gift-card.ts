import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { paymentService } from '../../definition.ts';
import { money } from '../../domain/amounts.ts';
import { giftCardIndex } from '../../gift-card-codes.ts';

export const checkGiftCard = paymentService.operation('checkGiftCard', async (ctx, { code }) => {
  const found =
    (await ctx.db.maybe({ balance: col.bigint, currency: col.text, last4: col.text })`
      select balance, currency, last4 from gift_cards
      where code_index = ${giftCardIndex(ctx, code)} and (expires_at is null or expires_at > ${ctx.now()})`) ??
    fail('not_found', 'There is no gift card by this code, or its time is over.');
  return { balance: money(found.balance, found.currency), last4: found.last4 };
});
