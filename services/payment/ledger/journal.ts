// Entries as statements write them. An entry stands in the statement of the change it tells of, so that neither is ever
// there without the other.

import { sha256 } from '#kernel/security/digest';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { PaymentCtx } from '../definition.ts';
import { contentHash, type Entry } from '../domain/chain.ts';
import type { Account } from '../domain/chart.ts';
import type { Posting } from '../domain/entries.ts';

export interface NewEntry {
  kind:
    | 'capture'
    | 'release'
    | 'refund'
    | 'deposit_kept'
    | 'payout'
    | 'credit_issued'
    | 'settlement'
    | 'late_capture'
    | 'late_refund'
    | 'opening';
  /** The event or decision it follows from. */
  source: string;
  sourceId: string;
  paymentId?: string;
  orderId?: string;
  currency: string;
  postings: readonly Posting[];
}

export interface Written {
  entry: Entry;
  hash: Buffer;
}

/** An entry ready to be written. */
export function entryOf(ctx: PaymentCtx, { postings, currency, ...made }: NewEntry): Written {
  const entry: Entry = {
    id: ctx.id(),
    at: ctx.now(),
    kind: made.kind,
    source: made.source,
    sourceId: made.sourceId,
    paymentId: made.paymentId ?? null,
    orderId: made.orderId ?? null,
    lines: postings.map(({ account, amount, ruleId, ruleVersion }) => ({
      account: account.code,
      currency,
      amount,
      ruleId: ruleId ?? null,
      ruleVersion: ruleVersion ?? null,
    })),
  };
  return { entry, hash: contentHash(entry, sha256) };
}

/** Three common table expressions that write the entry once for the row of the expression `changed`, if it has one. */
export const entryParts = ({ entry, hash }: Written) => sql`
  entered as (
    insert into journal_entries (id, lines, at, kind, source, source_id, payment_id, order_id, content_hash)
    select ${entry.id}::uuid, ${entry.lines.length}::int, ${entry.at}::timestamptz, ${entry.kind}::text,
           ${entry.source}::text, ${entry.sourceId}::uuid, ${entry.paymentId}::uuid, ${entry.orderId}::uuid,
           ${hash}::bytea
    from changed returning id, lines),
  posted as (
    insert into postings (entry_id, line, lines, account, currency, amount, rule_id, rule_version)
    select e.id, p.line, e.lines, p.account, p.currency, p.amount, p.rule_id, p.rule_version
    from entered e cross join unnest(
      ${entry.lines.map(each => each.account)}::text[], ${entry.lines.map(each => each.currency)}::text[],
      ${entry.lines.map(each => each.amount)}::bigint[], ${entry.lines.map(each => each.ruleId)}::uuid[],
      ${entry.lines.map(each => each.ruleVersion)}::int[])
      with ordinality as p (account, currency, amount, rule_id, rule_version, line)),
  unsealed as (insert into journal_unsealed (entry_id) select id from entered)`;

/** Writes an entry on its own, in the caller's transaction; false if this was written down before. */
export async function writeEntry(db: Queries, written: Written): Promise<boolean> {
  const { entry } = written;
  const { entered } = await db.one({ entered: col.int })`
    with changed as (
      select where not exists (
        select from journal_entries where source_id = ${entry.sourceId} and kind = ${entry.kind})),
    ${entryParts(written)}
    select count(*)::int as entered from entered`;
  return entered === 1;
}

const known = new WeakMap<object, Set<string>>();

/** Sees to it that accounts exist before something is posted to them; one statement the first time each is met. */
export async function ensureAccounts(ctx: PaymentCtx, accounts: readonly Account[]): Promise<void> {
  let codes = known.get(ctx);
  if (!codes) known.set(ctx, (codes = new Set()));
  const missing = accounts.filter(({ code }) => !codes.has(code));
  if (missing.length === 0) return;
  const each = <T>(pick: (account: Account) => T): T[] => missing.map(pick);
  await ctx.db.run`
    insert into accounts (code, kind, vendor_id, user_id, created_at)
    select distinct on (code) code, kind, vendor_id, user_id, ${ctx.now()}::timestamptz
    from unnest(${each(a => a.code)}::text[], ${each(a => a.kind)}::text[], ${each(a => a.vendorId ?? null)}::uuid[],
                ${each(a => a.userId ?? null)}::uuid[]) as a (code, kind, vendor_id, user_id)
    order by code
    on conflict (code) do nothing`;
  if (codes.size > 50_000) codes.clear();
  for (const { code } of missing) codes.add(code);
}

/** The accounts an entry's postings go to. */
export const accountsOf = (postings: readonly Posting[]): Account[] => postings.map(({ account }) => account);
