// Claiming a payment that gift cards and store credit give a part of: their balances go down in the transaction of the
// claim, so of two payments only one gets the last of a card.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { PaymentCtx } from '../definition.ts';
import { sum } from '../domain/amounts.ts';
import { type Balance, takeFrom } from '../domain/sources.ts';
import { giftCardIndex } from '../gift-card-codes.ts';
import { type Payment, paymentRow } from '../payments.ts';
import { currentProvider } from '../ports/providers.ts';
import { type AuthoriseInput, firstCheckAt } from './authorise.ts';

/** Enters the payment with what its credit gives; null if there is one by this id. A card that cannot be used makes it a
 * declined one. */
export const claimWithCredit = (ctx: PaymentCtx, input: AuthoriseInput): Promise<Payment | null> =>
  ctx.db.transaction(async tx => {
    const claimed = await tx.run`
      insert into payment_keys (payment_id, order_id) values (${input.paymentId}, ${input.orderId})
      on conflict do nothing`;
    if (claimed === 0) return null;
    const balances = await usableBalances(ctx, tx, input);
    if (balances === 'invalid') return enter(ctx, tx, input, BigInt(input.amount.amount), 'gift_card_invalid');
    const taken = takeFrom(balances, BigInt(input.amount.amount));
    const cardAmount = BigInt(input.amount.amount) - sum(taken.map(({ amount }) => amount));
    const payment = await enter(ctx, tx, input, cardAmount, null);
    for (const [position, { source, amount }] of taken.entries()) {
      if (source.kind === 'gift_card')
        await tx.run`update gift_cards set balance = balance - ${amount} where id = ${source.id}`;
      else
        await tx.run`
          update store_credits set balance = balance - ${amount}
          where user_id = ${source.id} and currency = ${input.amount.currency}`;
      await tx.run`
        insert into payment_sources (payment_id, position, kind, source_id, amount)
        values (${input.paymentId}, ${position}, ${source.kind}, ${source.id}, ${amount})`;
    }
    return payment;
  });

/** Locked in one order for everybody; cards are used up in the order in which they were named. */
async function usableBalances(ctx: PaymentCtx, tx: Tx, input: AuthoriseInput): Promise<Balance[] | 'invalid'> {
  const { giftCards, storeCredit } = input.method;
  const { currency } = input.amount;
  const indexes = [...new Set(giftCards)].map(code => giftCardIndex(ctx, code));
  const cards = await tx.many({ id: col.uuid, balance: col.bigint, code_index: col.bytes })`
    select id, balance, code_index from gift_cards
    where code_index = any(${indexes}::bytea[]) and currency = ${currency}
      and (expires_at is null or expires_at > ${ctx.now()})
    order by id for update`;
  if (cards.length < indexes.length) return 'invalid';
  const named = indexes.map(index => cards.find(card => card.code_index.equals(index))!);
  const balances: Balance[] = named.map(({ id, balance }) => ({ kind: 'gift_card', id, balance }));
  if (!storeCredit || !input.payerId) return balances;
  const credit = await tx.maybe({ balance: col.bigint })`
    select balance from store_credits where user_id = ${input.payerId} and currency = ${currency} for update`;
  if (credit) balances.push({ kind: 'store_credit', id: input.payerId, balance: credit.balance });
  return balances;
}

const enter = (
  ctx: PaymentCtx,
  tx: Tx,
  input: AuthoriseInput,
  cardAmount: bigint,
  declined: string | null,
): Promise<Payment> => {
  const now = ctx.now();
  const { amount, currency } = input.amount;
  return tx.one(paymentRow)`
    with entered as (
      insert into payments (id, order_id, order_number, purpose, payer_id, amount, currency, card_amount, method,
                            provider, state, reason, expires_at, asked_at, next_check_at, created_at, updated_at)
      values (${input.paymentId}, ${input.orderId}, ${input.orderNumber}, ${input.purpose}, ${input.payerId}, ${amount},
              ${currency}, ${cardAmount}, ${cardAmount === 0n ? 'credit' : input.method.kind},
              ${cardAmount === 0n ? 'none' : currentProvider(ctx).name}, ${declined ? 'declined' : 'initiated'},
              ${declined}, ${input.expiresAt}, ${now}, ${declined ? null : firstCheckAt(ctx)}, ${now}, ${now})
      returning ${paymentRow}),
    told as (
      insert into payment_news (payment_id, order_id, payer_id, purpose, kinds, amount, currency, reason)
      select id, order_id, payer_id, purpose, array['initiated', 'failed'], amount, currency, reason
      from entered where state = 'declined')
    select ${paymentRow} from entered`;
};
