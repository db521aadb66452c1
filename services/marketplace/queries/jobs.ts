// Jobs as rows, and who may see one.

import type { z } from 'zod';
import type { Call } from '#kernel/call';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { CancelReason, Decision, Job } from '../contract/wire.ts';
import type { Category } from '../domain/categories.ts';
import type { JobState } from '../domain/job.ts';
import { paymentIdOf } from '../ids.ts';
import { actsFor } from './providers.ts';
import { isMine } from './requests.ts';

const shape = {
  id: col.uuid,
  quote_id: col.uuid,
  request_id: col.uuid,
  provider_id: col.uuid,
  building_id: col.uuid,
  unit_id: col.uuid,
  user_id: col.uuid.orNull,
  state: col.any<JobState>(),
  version: col.int,
  verified: col.bool,
  total: col.bigint,
  tax: col.bigint,
  currency: col.text,
  warranty_days: col.int,
  free_cancel_hours: col.int,
  late_cancel_percent: col.int,
  expires_at: col.instant.orNull,
  payment_no: col.int,
  payment_state: col.text.orNull,
  action_url: col.text.orNull,
  to_resident: col.bigint.orNull,
  commission: col.bigint.orNull,
  net: col.bigint.orNull,
  cancel_wanted: col.any<CancelReason | null>().orNull,
  cancel_reason: col.any<CancelReason | null>().orNull,
  accepted_at: col.instant,
  booked_at: col.instant.orNull,
  done_at: col.instant.orNull,
  settled_at: col.instant.orNull,
  warranty_until: col.instant.orNull,
  paid: col.bool,
  ticket_id: col.uuid.orNull,
  category: col.any<Category>(),
  title: col.text,
  building: col.text,
  unit: col.text,
  provider_name: col.text,
  owner_id: col.uuid.orNull,
  zone: col.text,
  wall_start: col.text,
  wall_end: col.text,
  starts_at: col.instant,
  ends_at: col.instant,
  pass_code: col.text.orNull,
  entered_at: col.instant.orNull,
  dispute_text: col.text.orNull,
  decision: col.any<z.output<typeof Decision> | null>().orNull,
  decision_note: col.text.orNull,
  disputed_at: col.instant.orNull,
  refund_failed_at: col.instant.orNull,
  last_error: col.text.orNull,
  refunded_elsewhere: col.bool,
};
export const cardRow = row(shape, 'j');
export type Card = RowOf<typeof shape>;

const inCurrency = ({ currency }: Card) => ({
  money: (amount: bigint) => ({ amount: String(amount), currency }),
  orNull: (amount: bigint | null) => (amount === null ? null : { amount: String(amount), currency }),
});

/** A job as it is shown; the pass opens nothing once the visit is over, so it is not shown any more either. */
export const toJob = (found: Card): z.output<typeof Job> => {
  const { money, orNull } = inCurrency(found);
  return {
    id: found.id,
    quoteId: found.quote_id,
    requestId: found.request_id,
    providerId: found.provider_id,
    provider: found.provider_name,
    buildingId: found.building_id,
    unitId: found.unit_id,
    userId: found.user_id,
    ticketId: found.ticket_id,
    category: found.category,
    title: found.title,
    building: found.building,
    unit: found.paid ? found.unit : null,
    state: found.state,
    zone: found.zone,
    start: found.wall_start,
    end: found.wall_end,
    startsAt: found.starts_at,
    endsAt: found.ends_at,
    total: money(found.total),
    tax: money(found.tax),
    payBy: found.expires_at,
    payment: {
      paymentId: paymentIdOf(found.id, found.payment_no),
      state: found.payment_state,
      actionUrl: found.action_url,
    },
    settlement:
      found.to_resident === null
        ? null
        : {
            refund: money(found.to_resident),
            commission: orNull(found.commission),
            earned: orNull(found.net),
            at: found.settled_at,
            paidElsewhere: found.refunded_elsewhere,
            failedAt: found.refund_failed_at,
            failure: found.refund_failed_at && found.last_error,
          },
    cancelReason: found.cancel_reason,
    dispute:
      found.disputed_at === null
        ? null
        : {
            text: found.dispute_text!,
            openedAt: found.disputed_at,
            decision: found.decision,
            note: found.decision_note,
          },
    visitorPass: found.state === 'booked' ? found.pass_code : null,
    warrantyUntil: found.warranty_until,
    verified: found.verified,
    acceptedAt: found.accepted_at,
    bookedAt: found.booked_at,
    doneAt: found.done_at,
    version: found.version,
  };
};

export const findCard = (db: Queries, jobId: string): Promise<Card | null> =>
  db.maybe(cardRow)`select ${cardRow} from job_cards j where j.id = ${jobId}`;

/** A job that is known to be there, as people see it. */
export const jobOf = async (db: Queries, jobId: string): Promise<z.output<typeof Job>> =>
  toJob((await findCard(db, jobId))!);

/** A job that nobody else changes before the transaction ends, or null. */
export async function lockCard(tx: Tx, jobId: string): Promise<Card | null> {
  const locked = await tx.run`select from job_bookings where id = ${jobId} for update`;
  return locked === 0 ? null : findCard(tx, jobId);
}

export type Party = 'resident' | 'provider' | 'manager';

/** As whom somebody sees a job, or null. */
export function partyOf(call: Call, found: Card): Party | null {
  if (isMine(call, found)) return 'resident';
  if (actsFor(call, found)) return 'provider';
  return call.can('manager', { building: found.building_id }) ? 'manager' : null;
}

/** Decides on a job for its resident, its provider and the managers of its building. Raises `not_found`, also for those who
 * see it but are none of `allowed`. */
export function requireParty(
  call: Call,
  found: Card | null,
  allowed: readonly Party[] = ['resident', 'provider', 'manager'],
): { card: Card; party: Party } {
  const party = found && partyOf(call, found);
  call.require(party !== null && allowed.includes(party), 'There is no such job.');
  return { card: found!, party: party! };
}

/** What every event says of a job. */
export const eventAbout = (found: Card) => ({
  jobId: found.id,
  requestId: found.request_id,
  quoteId: found.quote_id,
  providerId: found.provider_id,
  ownerId: found.owner_id,
  provider: found.provider_name,
  buildingId: found.building_id,
  unitId: found.unit_id,
  userId: found.user_id,
  ticketId: found.ticket_id,
  title: found.title,
  startsAt: found.starts_at,
  endsAt: found.ends_at,
  zone: found.zone,
  total: { amount: String(found.total), currency: found.currency },
});
