// Quotes as rows, and who may see one.

import type { z } from 'zod';
import type { Call } from '#kernel/call';
import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { type Fragment, sql } from '#kernel/sql/tag';
import type { Quote, QuoteState, Slot } from '../contract/wire.ts';
import { actsFor } from './providers.ts';
import { isMine } from './requests.ts';

interface LineText {
  text: string;
  quantity: number;
  unitPrice: string;
  taxRatePpm: number;
}

const shape = {
  id: col.uuid,
  request_id: col.uuid,
  provider_id: col.uuid,
  provider: col.text,
  owner_id: col.uuid.orNull,
  state: col.any<z.output<typeof QuoteState>>(),
  lines: col.json<LineText[]>(),
  total: col.bigint,
  tax: col.bigint,
  currency: col.text,
  note: col.text,
  slots: col.json<z.output<typeof Slot>[]>(),
  warranty_days: col.int,
  free_cancel_hours: col.int,
  late_cancel_percent: col.int,
  valid_until: col.instant,
  created_at: col.instant,
  version: col.int,
  building_id: col.uuid,
  unit_id: col.uuid,
  user_id: col.uuid.orNull,
  title: col.text,
  zone: col.text,
};
export type QuoteRow = RowOf<typeof shape>;

export const toQuote = (found: QuoteRow): z.output<typeof Quote> => {
  const money = (amount: bigint) => ({ amount: String(amount), currency: found.currency });
  return {
    id: found.id,
    requestId: found.request_id,
    providerId: found.provider_id,
    provider: found.provider,
    state: found.state,
    lines: found.lines.map(({ unitPrice, ...line }) => ({
      ...line,
      unitPrice: money(BigInt(unitPrice)),
      amount: money(BigInt(unitPrice) * BigInt(line.quantity)),
    })),
    total: money(found.total),
    tax: money(found.tax),
    note: found.note,
    slots: found.slots,
    warrantyDays: found.warranty_days,
    freeCancelHours: found.free_cancel_hours,
    lateCancelPercent: found.late_cancel_percent,
    validUntil: found.valid_until,
    createdAt: found.created_at,
    version: found.version,
  };
};

/** Quotes that meet a condition, the cheapest first. */
export const quotesWhere = (db: Queries, condition: Fragment): Promise<QuoteRow[]> =>
  db.many(shape)`
    select q.id, q.request_id, q.provider_id, p.name as provider, p.owner_id, q.state, q.lines, q.total, q.tax, q.currency,
           q.note, q.slots, q.warranty_days, q.free_cancel_hours, q.late_cancel_percent, q.valid_until, q.created_at,
           q.version, r.building_id, r.unit_id, r.user_id, r.title, r.zone
    from quotes q join providers p on p.id = q.provider_id join quote_requests r on r.id = q.request_id
    where ${condition} order by q.total, q.created_at, q.id limit 200`;

export const findQuote = async (db: Queries, quoteId: string): Promise<QuoteRow | null> =>
  (await quotesWhere(db, sql`q.id = ${quoteId}`))[0] ?? null;

/** A quote and its request that nobody else changes before the transaction ends: the request first, as everybody does. */
export async function lockQuote(tx: Tx, quoteId: string): Promise<QuoteRow | null> {
  await tx.run`
    select from quote_requests where id = (select request_id from quotes where id = ${quoteId}) for update`;
  const locked = await tx.run`select from quotes where id = ${quoteId} for update`;
  return locked === 0 ? null : findQuote(tx, quoteId);
}

export const noQuote = 'There is no such quote.';

/** Decides on a quote for its resident and its provider; gives on which side the one who calls stands. Raises
 * `not_found`. */
export function sideOf(call: Call, found: QuoteRow | null): 'resident' | 'provider' {
  const mine = found !== null && isMine(call, found);
  call.require(mine || (found !== null && actsFor(call, found)), noQuote);
  return mine ? 'resident' : 'provider';
}

export const eventAbout = (found: QuoteRow) => ({
  quoteId: found.id,
  requestId: found.request_id,
  buildingId: found.building_id,
  unitId: found.unit_id,
  userId: found.user_id,
  title: found.title,
  providerId: found.provider_id,
  ownerId: found.owner_id,
  provider: found.provider,
  total: { amount: String(found.total), currency: found.currency },
});
