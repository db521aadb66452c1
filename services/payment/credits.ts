// Gift cards and store credit as they come to be: each with its entry in the ledger, in the caller's transaction.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { PaymentCtx } from './definition.ts';
import { giftCard, storeCredit } from './domain/chart.ts';
import { creditPostings } from './domain/entries.ts';
import { giftCardIndex } from './gift-card-codes.ts';
import { entryOf, writeEntry } from './ledger/journal.ts';

export interface NewGiftCard {
  id: string;
  code: string;
  amount: bigint;
  currency: string;
  sold: boolean;
  expiresAt: string | null;
  issuedBy: string | null;
}

/** Enters a gift card; its account must exist. */
export async function issueCard(ctx: PaymentCtx, tx: Tx, card: NewGiftCard): Promise<void> {
  const { id, code, amount, currency } = card;
  await tx.run`
    insert into gift_cards (id, code_index, last4, currency, initial, balance, expires_at, issued_by, created_at)
    values (${id}, ${giftCardIndex(ctx, code)}, ${code.slice(-4)}, ${currency}, ${amount}, ${amount}, ${card.expiresAt},
            ${card.issuedBy}, ${ctx.now()})`;
  const postings = creditPostings(giftCard(id), amount, card.sold);
  const source = card.sold ? 'gift_card.sold' : 'gift_card.given';
  await writeEntry(tx, entryOf(ctx, { kind: 'credit_issued', source, sourceId: id, currency, postings }));
}

/** Adds to somebody's store credit; their account must exist. Gives the new balance. */
export async function addStoreCredit(
  ctx: PaymentCtx,
  tx: Tx,
  { userId, amount, currency }: { userId: string; amount: bigint; currency: string },
): Promise<bigint> {
  const { balance } = await tx.one({ balance: col.bigint })`
    insert into store_credits as known (user_id, currency, balance) values (${userId}, ${currency}, ${amount})
    on conflict (user_id, currency) do update set balance = known.balance + excluded.balance
    returning balance`;
  const postings = creditPostings(storeCredit(userId), amount, false);
  const about = { kind: 'credit_issued', source: 'store_credit.granted', sourceId: ctx.id(), currency } as const;
  await writeEntry(tx, entryOf(ctx, { ...about, postings }));
  return balance;
}
