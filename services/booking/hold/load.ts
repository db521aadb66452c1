// A hold in hand: what its steps need to know, the same whether it was just begun or is taken over by another.

import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { HoldState } from '../domain/hold.ts';

const holdRow = {
  reservation_id: col.uuid,
  state: col.any<HoldState>(),
  version: col.int,
  approval: col.bool,
  payment_no: col.int,
  payment_method: col.bytes.orNull,
  bill_to: col.bytes.orNull,
  attempts: col.int,
  created_at: col.instant,
  user_id: col.uuid.orNull,
  building_id: col.uuid,
  resource_name: col.text,
  /** Each booking it is for, the first in time first. */
  parts: col.json<{ start: string; fee: string; deposit: string }[]>(),
  fee: col.bigint,
  deposit: col.bigint,
  currency: col.text,
  expires_at: col.instant.orNull,
};
export type Hold = RowOf<typeof holdRow>;

/** Holds by their bookings. */
export const loadHolds = (db: Queries, bookingIds: readonly string[]): Promise<Hold[]> =>
  db.many(holdRow)`
    select h.reservation_id, h.state, h.version, h.approval, h.payment_no, h.payment_method, h.bill_to, h.attempts,
           h.created_at, b.user_id, b.building_id, r.name as resource_name, u.parts, u.fee, u.deposit, b.currency,
           b.expires_at
    from holds h join reservations b on b.id = h.reservation_id join resources r on r.id = b.resource_id
    cross join lateral (
      select sum(m.fee)::bigint as fee, sum(m.deposit)::bigint as deposit,
             jsonb_agg(jsonb_build_object('start', m.wall_start, 'fee', m.fee::text, 'deposit', m.deposit::text)
                       order by m.starts_at) as parts
      from reservations m where m.id = h.reservation_id or m.paid_with = h.reservation_id) u
    where h.reservation_id = any(${bookingIds}::uuid[])`;

/** Where sealed values belong. */
export const placeOf = {
  billTo: (bookingId: string) => `holds|bill_to|${bookingId}`,
  method: (bookingId: string) => `holds|payment_method|${bookingId}`,
};
