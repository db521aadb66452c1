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

/** The payer's side of an entry: what came from providers, gift cards and store credit. */
const ofPayments = (db: Queries): Promise<Difference[]> =>
  db.many(differenceRow)`
    with paid as (
      select p.id, p.order_id, p.captured, p.refunded,
             (select sum(x.amount) from journal_entries e join postings x on x.entry_id = e.id
              where e.source_id = p.id and e.kind = 'capture' and e.order_id = p.order_id
                and (x.account like 'provider:%' or x.account like 'gift\\_card:%' or x.account like 'store\\_credit:%'))
               as entered,
             (select sum(gross) from payment_shares s where s.payment_id = p.id) as shared,
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
      select 'shares_amount', id::text, 'captured ' || captured || ', shared ' || coalesce(shared, 0), id from paid
      where shared is distinct from captured
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
