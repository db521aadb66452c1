// A job in hand: what its steps need to know, the same whether it was just begun or is taken over by another.

import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { JobState } from '../domain/job.ts';

const heldRow = {
  id: col.uuid,
  state: col.any<JobState>(),
  version: col.int,
  provider_id: col.uuid,
  user_id: col.uuid.orNull,
  category: col.text,
  title: col.text,
  provider: col.text,
  total: col.bigint,
  tax: col.bigint,
  currency: col.text,
  payment_no: col.int,
  payment_method: col.bytes.orNull,
  bill_to: col.bytes.orNull,
  to_resident: col.bigint.orNull,
  refund_no: col.int,
  refund_refusals: col.int,
  refunded_elsewhere: col.bool,
  attempts: col.int,
  expires_at: col.instant.orNull,
  pay_by: col.instant,
  lines: col.json<{ text: string; quantity: number; unitPrice: string; taxRatePpm: number }[]>(),
};
export type Held = RowOf<typeof heldRow>;

/** Jobs by their ids. */
export const loadJobs = (db: Queries, jobIds: readonly string[]): Promise<Held[]> =>
  db.many(heldRow)`
    select j.id, j.state, j.version, j.provider_id, j.user_id, r.category, r.title, p.name as provider, j.total, j.tax,
           j.currency, j.payment_no, j.payment_method, j.bill_to, j.to_resident, j.refund_no, j.refund_refusals,
           j.refunded_elsewhere, j.attempts, j.expires_at, coalesce(j.expires_at, j.accepted_at) as pay_by, q.lines
    from job_bookings j join quote_requests r on r.id = j.request_id join providers p on p.id = j.provider_id
    join quotes q on q.id = j.quote_id
    where j.id = any(${jobIds}::uuid[])`;

/** Where sealed values belong. */
export const placeOf = {
  billTo: (jobId: string) => `job_bookings|bill_to|${jobId}`,
  method: (jobId: string) => `job_bookings|payment_method|${jobId}`,
};
