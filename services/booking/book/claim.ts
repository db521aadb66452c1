// Taking a slot: PostgreSQL decides. A thing for one has its bookings kept apart by an exclusion constraint; a thing for
// several has its places counted by quarters of an hour, each counter locked while it is moved.

import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { BookingState } from '../contract/wire.ts';
import { type BookingCtx, slotTaken } from '../definition.ts';
import { occupied, type Slot } from '../domain/availability.ts';
import { priceOf } from '../domain/price.ts';
import { wallText } from '../domain/wall.ts';
import { type Card, freshCard } from '../queries/bookings.ts';
import { limitsOf, type ResourceRow } from '../queries/resources.ts';

export interface Claim {
  id: string;
  resource: ResourceRow;
  /** One after the other. */
  run: readonly Slot[];
  userId: string;
  unitId: string | null;
  seriesId?: string;
  state: BookingState;
  expiresAt: Instant | null;
  note?: string;
}

/** From when to when a run keeps others out. */
export function rangeOf(resource: ResourceRow, run: readonly Slot[]): { from: Instant; to: Instant } {
  const { fromMs, toMs } = occupied(run[0]!.startMs, run.at(-1)!.endMs, limitsOf(resource));
  return { from: instantAt(fromMs), to: instantAt(toMs) };
}

const dayMs = 86_400_000;

/** Whoever wants some of a day of a resource waits for who is about to get it: two inserts that meet in an exclusion
 * constraint could otherwise wait for each other, which PostgreSQL notices only after a second. */
function lockNames(resourceId: string, from: Instant, to: Instant): string[] {
  const [first, last] = [Math.floor(epochMs(from) / dayMs), Math.floor((epochMs(to) - 1) / dayMs)];
  return Array.from({ length: last - first + 1 }, (_, index) => `${resourceId} ${first + index}`);
}

/** Enters a booking; gives it as it stands then. Raises `conflict` with `slot_taken` where somebody else has it; of a thing for
 * one that is known when the transaction, or the savepoint around it, ends. */
export async function claimSlot(ctx: BookingCtx, tx: Tx, claim: Claim): Promise<Card> {
  const { resource, run } = claim;
  const { from, to } = rangeOf(resource, run);
  const { fee, deposit } = priceOf({ ...resource, feePer: resource.fee_per }, run.length);
  const exclusive = resource.capacity === 1;
  const names = exclusive ? lockNames(resource.id, from, to) : [];
  const card = freshCard(
    {
      id: claim.id,
      resource_id: resource.id,
      building_id: resource.building_id,
      user_id: claim.userId,
      unit_id: claim.unitId,
      series_id: claim.seriesId ?? null,
      zone: resource.zone,
      wall_start: wallText(run[0]!.from),
      wall_end: wallText(run.at(-1)!.to),
      starts_at: instantAt(run[0]!.startMs),
      ends_at: instantAt(run.at(-1)!.endMs),
      exclusive,
      state: claim.state,
      note: claim.note ?? '',
      ...{ fee, deposit, currency: resource.currency, expires_at: claim.expiresAt },
    },
    resource.name,
  );
  tx.soon`
    with locked as materialized (
      select count(pg_advisory_xact_lock(hashtextextended(name, 0))) from unnest(${names}::text[]) as n (name))
    insert into reservations (id, resource_id, building_id, user_id, unit_id, series_id, zone, wall_start, wall_end, starts_at,
                              ends_at, occupies, exclusive, state, note, fee, deposit, currency, terms_version, expires_at,
                              created_at, confirmed_at)
    select ${card.id}, ${card.resource_id}, ${card.building_id}, ${card.user_id}, ${card.unit_id}, ${card.series_id},
           ${card.zone}, ${card.wall_start}, ${card.wall_end}, ${card.starts_at}, ${card.ends_at},
           tstzrange(${from}, ${to}), ${exclusive}, ${card.state}, ${card.note}, ${fee}, ${deposit}, ${card.currency},
           ${resource.terms_version > 0 ? resource.terms_version : null}::int, ${card.expires_at}, ${ctx.now()},
           ${card.state === 'confirmed' ? ctx.now() : null}
    from locked`;
  if (!exclusive) await countIn(tx, resource, from, to);
  return card;
}

async function countIn(tx: Tx, { id, capacity }: ResourceRow, from: Instant, to: Instant): Promise<void> {
  const cells = (epochMs(to) - epochMs(from)) / 900_000;
  const moved = await tx.run`
    insert into slots as s (resource_id, at, taken, capacity)
    select ${id}, at, 1, ${capacity}
    from generate_series(${from}::timestamptz, ${to}::timestamptz - interval '15 minutes', interval '15 minutes') as at
    on conflict (resource_id, at) do update set taken = s.taken + 1, capacity = excluded.capacity
    where s.taken < excluded.capacity`;
  if (moved < cells) fail(slotTaken.code, slotTaken.message, { reason: slotTaken.reason });
}

/** Gives back what a booking kept others out of, and lets those know who wait for it. */
export async function freeSlot(
  ctx: BookingCtx,
  tx: Tx,
  booking: { id: string; resource_id: string; exclusive: boolean },
): Promise<void> {
  const { id, resource_id } = booking;
  if (!booking.exclusive)
    await tx.run`
      with cells as (
        select s.resource_id, s.at from slots s join reservations b on b.resource_id = s.resource_id
        where b.id = ${id} and s.at >= lower(b.occupies) and s.at < upper(b.occupies) order by s.at for update of s)
      update slots s set taken = s.taken - 1 from cells c where s.resource_id = c.resource_id and s.at = c.at`;
  const waiting = await tx.run`
    update waitlist w set due_at = ${ctx.now()}
    from reservations b
    where b.id = ${id} and w.resource_id = ${resource_id} and w.state = 'waiting' and w.occupies && b.occupies
      and w.starts_at > ${ctx.now()}`;
  if (waiting > 0) tx.afterCommit(() => ctx.wake('waitlist'));
}
