// Gift cards that are bought: planned with the payment's mark, issued with its capture, and taken back as far as they are
// not spent. Each of these stands in the statement or transaction of the payment's own step, so that no card is there
// without its money, and no money goes back that was spent.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { type Fragment, nothing, sql } from '#kernel/sql/tag';
import type { PaymentCtx } from '../definition.ts';
import { derivedId } from '../derived-id.ts';
import { amountOf, least, type MoneyText, sum } from '../domain/amounts.ts';
import type { CardPart } from '../domain/entries.ts';
import { giftCardIndex, newGiftCardCode } from '../gift-card-codes.ts';
import type { Payment } from '../payments.ts';

interface WantedCards {
  lineId: string;
  quantity: number;
  unitValue: MoneyText;
}

interface PlannedCard {
  id: string;
  lineId: string;
  nth: number;
  value: bigint;
  code: string;
}

const codePlace = (id: string): string => `sold_gift_cards|code|${id}`;

/** One card for each piece, by ids that follow from the payment's; raises `invalid_argument` for one worth nothing. */
export function plannedCards(
  ctx: PaymentCtx,
  { id: paymentId, currency }: Pick<Payment, 'id' | 'currency'>,
  wanted: readonly WantedCards[],
): PlannedCard[] {
  return wanted.flatMap(({ lineId, quantity, unitValue }) => {
    const value = amountOf(unitValue, currency);
    if (value === 0n) fail('invalid_argument', 'A gift card is worth more than nothing.');
    return Array.from({ length: quantity }, (_, nth) => ({
      id: derivedId(paymentId, `gift card ${lineId} ${nth}`),
      ...{ lineId, nth, value, code: newGiftCardCode(ctx) },
    }));
  });
}

export const worthOf = (cards: readonly { value: bigint }[]): bigint => sum(cards.map(({ value }) => value));

/** A part of the statement that marks a payment: its planned cards, for the row of the expression `changed`. */
export function plannedPart(ctx: PaymentCtx, cards: readonly PlannedCard[]): Fragment {
  if (cards.length === 0) return nothing;
  const each = <T>(pick: (card: PlannedCard) => T): T[] => cards.map(pick);
  return sql`, planned as (
    insert into sold_gift_cards (id, payment_id, order_id, line_id, nth, value, currency, code, code_index, last4)
    select s.id, c.id, c.order_id, s.line_id, s.nth, s.value, c.currency, s.code, s.code_index, s.last4
    from changed c cross join unnest(
      ${each(s => s.id)}::uuid[], ${each(s => s.lineId)}::uuid[], ${each(s => s.nth)}::int[],
      ${each(s => s.value)}::bigint[], ${each(s => ctx.cipher.seal(s.code, codePlace(s.id)))}::bytea[],
      ${each(s => giftCardIndex(ctx, s.code))}::bytea[], ${each(s => s.code.slice(-4))}::text[])
      as s (id, line_id, nth, value, code, code_index, last4))`;
}

/** A part of the statement that finishes a capture: the payment's cards are there from now on. */
export const issuedPart = (ctx: PaymentCtx, cards: readonly CardPart[]): Fragment =>
  cards.length === 0
    ? nothing
    : sql`, issued as (
        insert into gift_cards (id, code_index, last4, currency, initial, balance, created_at)
        select s.id, s.code_index, s.last4, s.currency, s.value, s.value, ${ctx.now()}::timestamptz
        from sold_gift_cards s join changed c on s.payment_id = c.id)`;

/** The cards that a payment is for, whole. */
export const cardsOf = (ctx: PaymentCtx, { id, gift_value }: Payment): Promise<CardPart[]> =>
  gift_value === 0n
    ? Promise.resolve([])
    : ctx.db.many({ id: col.uuid, amount: col.bigint })`
        select id, value as amount from sold_gift_cards where payment_id = ${id} order by line_id, nth`;

/** A gift card buys no gift card: raises `failed_precondition` with `gift_card_for_gift_card`. */
export async function requireOtherMoney(ctx: PaymentCtx, { id, amount, card_amount }: Payment): Promise<void> {
  if (amount === card_amount) return;
  const paidByCard = await ctx.db.run`
    select from payment_sources where payment_id = ${id} and kind = 'gift_card' limit 1`;
  if (paidByCard > 0)
    fail('failed_precondition', 'Gift cards cannot be paid with gift cards; choose another way to pay.', {
      reason: 'gift_card_for_gift_card',
    });
}

const unspentRow = { id: col.uuid, line_id: col.uuid, balance: col.bigint, value: col.bigint, withdrawn: col.bigint };

/** What is not spent of a payment's cards, the fullest first; locks the cards, whose payment is locked already. */
export async function unspentCards(tx: Tx, paymentId: string): Promise<(CardPart & { lineId: string })[]> {
  const rows = await tx.many(unspentRow)`
    select s.id, s.line_id, g.balance, s.value, s.withdrawn
    from sold_gift_cards s join gift_cards g on g.id = s.id
    where s.payment_id = ${paymentId} and s.withdrawn_by is null order by g.id for update of g`;
  return rows
    .map(({ id, line_id, balance, value, withdrawn }) => ({
      ...{ id, lineId: line_id, amount: least(balance, value - withdrawn) },
    }))
    .filter(({ amount }) => amount > 0n)
    .sort((a, b) => Number(b.amount - a.amount));
}

/** Takes cards back for a refund, or with -1 gives them to their owners again. */
export async function withdrawCards(
  tx: Tx,
  refundId: string,
  cards: readonly CardPart[],
  sign: 1n | -1n,
): Promise<void> {
  if (cards.length === 0) return;
  await tx.run`
    with taken as (
      select * from unnest(${cards.map(({ id }) => id)}::uuid[], ${cards.map(({ amount }) => sign * amount)}::bigint[])
        as t (id, amount)),
    noted as (
      update sold_gift_cards s
      set withdrawn = s.withdrawn + t.amount, withdrawn_by = ${sign === 1n ? refundId : null}::uuid
      from taken t where s.id = t.id)
    update gift_cards g set balance = g.balance - t.amount from taken t where g.id = t.id`;
}

/** What was paid for cards of a payment and is spent, so that it never goes back. */
export async function spentOn(db: Queries, { id, gift_value }: Payment): Promise<bigint> {
  if (gift_value === 0n) return 0n;
  const { spent } = await db.one({ spent: col.bigint })`
    select coalesce(sum(s.value - s.withdrawn - case when s.withdrawn_by is null
                                                     then least(g.balance, s.value - s.withdrawn) else 0 end), 0)::int8
             as spent
    from sold_gift_cards s join gift_cards g on g.id = s.id where s.payment_id = ${id}`;
  return spent;
}

/** The cards of an order as they stand. */
export const standingOf = (ctx: PaymentCtx, orderId: string) =>
  ctx.db.many({
    id: col.uuid,
    line_id: col.uuid,
    last4: col.text,
    code: col.bytes,
    currency: col.text,
    value: col.bigint,
    left: col.bigint,
    withdrawn: col.bool,
  })`
    select s.id, s.line_id, s.last4, s.code, s.currency, s.value, g.balance as left, s.withdrawn_by is not null as withdrawn
    from sold_gift_cards s join gift_cards g on g.id = s.id
    where s.order_id = ${orderId} order by s.line_id, s.nth`;

/** The code of a card, opened. */
export const codeOf = (ctx: PaymentCtx, { id, code }: { id: string; code: Buffer }): string =>
  ctx.cipher.open(code, codePlace(id));
