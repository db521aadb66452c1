// The loop `tell`: makes what has happened into events, and drafts into numbered invoices, some hundred at a time in one
// transaction. The change itself committed the row it starts from, so nothing is lost; the row goes with the events it
// became, so nothing is told twice. Numbers have no gaps, since the counter and the invoice commit together; and captures
// do not queue for the counter, since they never touch it.

import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { PaymentCtx } from './definition.ts';
import { money } from './domain/amounts.ts';
import { invoiceNumber, type Series } from './domain/invoice-number.ts';
import {
  giftCardsIssued,
  invoiceCreated,
  paymentAuthorised,
  paymentFailed,
  paymentInitiated,
  paymentSucceeded,
  refundIssued,
} from './events.ts';

const newsRow = row({
  position: col.bigint,
  payment_id: col.uuid,
  order_id: col.uuid,
  payer_id: col.uuid.orNull,
  purpose: col.text.orNull,
  kinds: col.texts,
  amount: col.bigint,
  currency: col.text,
  reason: col.text.orNull,
  refund_id: col.uuid.orNull,
});
type News = RowOf<typeof newsRow>;

const batch = 200;

/** One turn; true if there was anything to tell. Rows locked by another teller are its own to tell. */
export const tell = (ctx: PaymentCtx): Promise<boolean> =>
  ctx.db.transaction(async tx => {
    const news = await tx.many(newsRow)`
      select ${newsRow} from payment_news order by position limit ${batch} for update`;
    if (news.length === 0) return false;
    for (const each of news) await publish(ctx, tx, each);
    await numberDrafts(
      ctx,
      tx,
      'INV',
      news.filter(({ kinds }) => kinds.includes('succeeded')),
    );
    await numberDrafts(
      ctx,
      tx,
      'CRN',
      news.filter(({ refund_id }) => refund_id !== null),
    );
    await tx.run`delete from payment_news where position = any(${news.map(({ position }) => position)}::bigint[])`;
    return true;
  });

async function publish(ctx: PaymentCtx, tx: Tx, news: News): Promise<void> {
  const about = { paymentId: news.payment_id, orderId: news.order_id, payerId: news.payer_id };
  const { purpose } = news;
  const amount = money(news.amount, news.currency);
  for (const kind of news.kinds) {
    if (kind === 'initiated') await ctx.publish(tx, paymentInitiated, { ...about, amount });
    if (kind === 'authorised') await ctx.publish(tx, paymentAuthorised, { ...about, purpose, amount });
    if (kind === 'succeeded') await ctx.publish(tx, paymentSucceeded, { ...about, purpose, amount });
    if (kind === 'gift_cards_issued') await ctx.publish(tx, giftCardsIssued, about);
    if (kind === 'failed')
      await ctx.publish(tx, paymentFailed, { ...about, purpose, amount, reason: news.reason ?? 'declined' });
    if (kind === 'refunded')
      await ctx.publish(tx, refundIssued, { ...about, purpose, refundId: news.refund_id!, amount });
  }
}

/** Gives the drafts of these payments or refunds the next numbers of their series, in the order of the news. */
async function numberDrafts(ctx: PaymentCtx, tx: Tx, series: Series, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  const now = ctx.now();
  const year = Number(now.slice(0, 4));
  const { last } = await tx.one({ last: col.int })`
    insert into invoice_counters as known (series, year, last) values (${series}, ${year}, ${news.length})
    on conflict (series, year) do update set last = known.last + ${news.length} returning last`;
  const assign = { series, year, first: last - news.length + 1, issuedAt: now };
  const numbered = series === 'INV' ? await numberInvoices(tx, news, assign) : await numberNotes(tx, news, assign);
  if (numbered.length !== news.length)
    throw new Error(`${news.length} invoices were to be numbered, and ${numbered.length} were there`);
  for (const { id, payment_id, number } of numbered.toSorted((a, b) => a.number - b.number)) {
    const { order_id, payer_id } = news.find(each => each.payment_id === payment_id)!;
    await ctx.publish(tx, invoiceCreated, {
      paymentId: payment_id,
      orderId: order_id,
      payerId: payer_id,
      invoiceId: id,
      number: invoiceNumber(series, year, number),
    });
  }
}

interface Assign {
  series: Series;
  year: number;
  first: number;
  issuedAt: string;
}

const numberedRow = { id: col.uuid, payment_id: col.uuid, number: col.int };

// Two statements, as one with either key would have no index to go by.
const numberInvoices = (tx: Tx, news: readonly News[], { series, year, first, issuedAt }: Assign) =>
  tx.many(numberedRow)`
    update invoices i
    set series = ${series}, year = ${year}, number = ${first} + n.ordinal::int - 1, issued_at = ${issuedAt}
    from unnest(${news.map(each => each.payment_id)}::uuid[]) with ordinality as n (key, ordinal)
    where i.payment_id = n.key and i.kind = 'invoice' and i.number is null
    returning i.id, i.payment_id, i.number`;

const numberNotes = (tx: Tx, news: readonly News[], { series, year, first, issuedAt }: Assign) =>
  tx.many(numberedRow)`
    update invoices i
    set series = ${series}, year = ${year}, number = ${first} + n.ordinal::int - 1, issued_at = ${issuedAt}
    from unnest(${news.map(each => each.refund_id)}::uuid[]) with ordinality as n (key, ordinal)
    where i.refund_id = n.key and i.refund_id is not null and i.number is null
    returning i.id, i.payment_id, i.number`;
