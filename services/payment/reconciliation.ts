// Does everything add up? Every captured payment has one order, one entry in the ledger for its amount, and shares that sum
// to it; every refund its entry; and the provider's files tell of the same payments. What does not is listed, none is mended.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Reconciliation } from './contract/wire.ts';
import type { PaymentCtx } from './definition.ts';

export const reconciliationRow = row({
  id: col.uuid,
  at: col.instant,
  checked: col.json<{ payments: number; refunds: number; settlementLines: number }>(),
  differences: col.json<Difference[]>(),
});

interface Difference {
  kind: string;
  id: string;
  detail: string;
}

export const toReconciliation = (found: RowOf<typeof reconciliationRow>): z.input<typeof Reconciliation> => found;

const differenceRow = { kind: col.text, id: col.text, detail: col.text };
const listed = 1_000;

/** Compares, and keeps the report in the caller's transaction or on its own. */
export async function reconcileNow(ctx: PaymentCtx, db: Queries): Promise<RowOf<typeof reconciliationRow>> {
  const differences = [
    ...(await ofPayments(db)),
    ...(await ofEscrow(db)),
    ...(await ofRefunds(db)),
    ...(await ofGiftCards(db)),
    ...(await ofSettlements(db)),
  ];
  const checked = await db.one({ payments: col.int, refunds: col.int, settlementLines: col.int })`
    select (select count(*)::int from payments where state = 'captured') as payments,
           (select count(*)::int from refunds where state = 'succeeded') as refunds,
           (select count(*)::int from settlement_lines) as "settlementLines"`;
  return db.one(reconciliationRow)`
    insert into reconciliations (id, at, checked, differences)
    values (${ctx.id()}, ${ctx.now()}, ${json(checked)}, ${json(differences)}) returning ${reconciliationRow}`;
}

/** The payer's side of an entry is what stands above zero of providers, gift cards and store credit; a card that was bought
 * stands below. */
const ofPayments = (db: Queries): Promise<Difference[]> =>
  db.many(differenceRow)`
    with paid as (
      select p.id, p.order_id, p.captured, p.refunded,
             (select sum(x.amount) from journal_entries e join postings x on x.entry_id = e.id
              where e.source_id = p.id and e.kind = 'capture' and e.order_id = p.order_id and x.amount > 0
                and (x.account like 'provider:%' or x.account like 'gift\\_card:%' or x.account like 'store\\_credit:%'))
               as entered,
             (select coalesce(sum(gross), 0) from payment_shares s where s.payment_id = p.id) + p.gift_value as shared,
             (select count(*) from payments o where o.order_id = p.order_id and o.state = 'captured'
                and o.captured > o.refunded) as of_order,
             (select count(*) from invoices i where i.payment_id = p.id and i.kind = 'invoice') as invoices
      from payments p where p.state = 'captured')
    select d.kind, d.id, d.detail from (
      select 'no_ledger_entry' as kind, id::text as id, 'captured ' || captured as detail, id as key from paid
      where entered is null and captured > 0
      union all
      select 'ledger_amount', id::text, 'captured ' || captured || ', entered ' || entered, id from paid
      where entered <> captured
      union all
      select 'shares_amount', id::text, 'captured ' || captured || ', shared ' || shared, id from paid
      where shared <> captured
      union all
      select 'order_paid_twice', order_id::text, of_order || ' captured payments', id from paid
      where of_order > 1 and captured > refunded
      union all
      select 'no_invoice', id::text, invoices || ' invoices', id from paid where invoices <> 1) d
    order by d.key, d.kind limit ${listed}`;

/** What lies in escrow is what was captured for it and neither released nor given back. */
const ofEscrow = (db: Queries): Promise<Difference[]> =>
  db.many(differenceRow)`
    with held as (
      select p.id, p.order_id,
             sum(s.gross + s.platform_funded - s.refunded_gross - s.refunded_funded) filter (where s.released_at is null)
               as expected
      from payment_shares s join payment_keys k on k.payment_id = s.payment_id
      join payments p on p.order_id = k.order_id and p.id = k.payment_id
      where s.escrow and p.state = 'captured' and p.refunding = p.refunded
      group by p.id, p.order_id),
    compared as (
      select h.id, coalesce(h.expected, 0) as expected,
             (select coalesce(-sum(x.amount), 0) from journal_entries e join postings x on x.entry_id = e.id
              where e.payment_id = h.id and x.account = 'escrow:' || h.order_id) as lies
      from held h)
    select 'escrow_balance' as kind, id::text as id, 'expected ' || expected || ', lies there ' || lies as detail
    from compared where expected <> lies order by id limit ${listed}`;

/** What is left on a gift card is what the ledger owes its holder, but for what is under way: taken for payments that are not
 * captured yet, and void for refunds that are not through. And what was bought is there. */
const ofGiftCards = (db: Queries): Promise<Difference[]> =>
  db.many(differenceRow)`
    with owed as (
      select account, -sum(amount) as owed from postings where account like 'gift\\_card:%' group by account),
    held as (
      select s.source_id as id, sum(s.amount) as held
      from payment_sources s join payment_keys k on k.payment_id = s.payment_id
      join payments p on p.order_id = k.order_id and p.id = k.payment_id
      where s.kind = 'gift_card' and p.state in ('initiated', 'action_required', 'unknown', 'authorised', 'capturing')
      group by s.source_id),
    void as (
      select (c ->> 'id')::uuid as id, sum((c ->> 'amount')::int8) as void
      from refunds r cross join jsonb_array_elements(r.cards) c where r.state = 'pending' group by 1),
    compared as (
      select g.id, g.balance + coalesce(h.held, 0) + coalesce(v.void, 0) as there, coalesce(o.owed, 0) as owed
      from gift_cards g left join owed o on o.account = 'gift_card:' || g.id
      left join held h on h.id = g.id left join void v on v.id = g.id)
    select d.kind, d.id, d.detail from (
      select 'gift_card_balance' as kind, id::text as id, 'owed ' || owed || ', there ' || there as detail
      from compared where there <> owed
      union all
      select 'gift_card_not_issued', s.id::text, 'worth ' || s.value
      from sold_gift_cards s join payments p on p.order_id = s.order_id and p.id = s.payment_id
      where p.state = 'captured' and not exists (select from gift_cards g where g.id = s.id)) d
    order by d.id, d.kind limit ${listed}`;

const ofRefunds = (db: Queries): Promise<Difference[]> =>
  db.many(differenceRow)`
    select 'refund_without_entry' as kind, r.id::text as id, 'refunded ' || r.amount as detail
    from refunds r
    where r.state = 'succeeded'
      and not exists (select from journal_entries e where e.source_id = r.id and e.kind = 'refund')
    order by r.id limit ${listed}`;

/** A line names our key, or the provider's own name for the payment. Gift cards are no business of the provider's. */
const ofSettlements = (db: Queries): Promise<Difference[]> =>
  db.many(differenceRow)`
    with lines as (
      select l.provider, l.entity_ref, l.kind, l.amount, l.currency, p.id, p.card_amount, p.state, p.currency as ours
      from settlement_lines l
      left join payments p on p.id::text = l.our_key or (l.our_key is null and p.provider_ref = l.payment_ref)
      where l.kind = 'payment')
    select d.kind, d.id, d.detail from (
      select 'settled_unknown' as kind, entity_ref as id, provider || ' settled ' || amount || ' ' || currency as detail
      from lines where id is null
      union all
      select 'settled_amount', entity_ref, 'settled ' || amount || ' ' || currency || ', ours ' || card_amount || ' ' || ours
      from lines where amount <> card_amount or currency <> ours
      union all
      select 'settled_not_captured', entity_ref, 'settled ' || amount || ', ours is ' || state
      from lines where state <> 'captured') d
    order by d.id, d.kind limit ${listed}`;
