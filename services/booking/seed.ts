// The demo community's rooms, with rules and bookings. Who lives where follows from the names all services seed by, and
// nothing is published: the others seed their own view.

import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { type Instant, minus, plus } from '#kernel/time';
import { claimSlot } from './book/claim.ts';
import type { BookingCtx } from './definition.ts';
import { type DemoBooking, demoBookings } from './demo/bookings.ts';
import { type DemoResource, demoResources } from './demo/resources.ts';
import { runOf } from './domain/availability.ts';
import { dateOf, dayAt, dayMinutes } from './domain/wall.ts';
import { hash, seedPlace } from './draws/draw.ts';
import { type Asked, conditionsOf, findAsked } from './queries/resources.ts';

const zones = ['Europe/Berlin', 'Europe/Lisbon', 'America/New_York'] as const;

/** Fills an empty database; does nothing where the demo resources are. */
export async function seed(ctx: BookingCtx): Promise<void> {
  await ctx.db.transaction(async tx => {
    const known = await tx.run`select from resources where id = ${seedId('resource:1:gym')}`;
    if (known > 0) return;
    const since = minus(ctx.now(), '400d');
    await seedResidents(tx, since);
    for (const [index, zone] of zones.entries()) {
      for (const resource of demoResources) await seedResource(tx, index + 1, zone, resource, since);
      for (const { key } of demoResources) {
        const resource = (await findAsked(tx, seedId(`resource:${index + 1}:${key}`)))!;
        const ofIt = demoBookings.filter(booking => booking.resource === key);
        for (const booking of ofIt) await seedBooking(ctx, tx, index + 1, resource, booking);
      }
    }
    await seedDraw(ctx, tx);
  });
}

/** Residents n of 190 live in unit ((n-1) mod 120) + 1, forty units a building. */
async function seedResidents(tx: Tx, since: Instant): Promise<void> {
  const homes = Array.from({ length: 190 }, (_, index) => {
    const unit = (index % 120) + 1;
    const building = seedId(`building:${Math.ceil(unit / 40)}`);
    return { userId: seedId(`resident:${index + 1}`), unitId: seedId(`unit:${unit}`), buildingId: building };
  });
  await tx.run`
    insert into residents (user_id, unit_id, building_id, confirmed_at)
    select h."userId", h."unitId", h."buildingId", ${since}::timestamptz
    from jsonb_to_recordset(${json(homes)}::jsonb) as h ("userId" uuid, "unitId" uuid, "buildingId" uuid)
    on conflict do nothing`;
}

async function seedResource(tx: Tx, building: number, zone: string, demo: DemoResource, at: Instant): Promise<void> {
  const id = seedId(`resource:${building}:${demo.key}`);
  await tx.run`
    insert into resources (id, building_id, name, kind, description, capacity, zone, slot_minutes, max_slots,
                           buffer_before_minutes, buffer_after_minutes, min_notice_minutes, max_ahead_days, approval, fee,
                           fee_per, deposit, currency, terms, terms_version, refund_steps, quota, no_show, check_in_code,
                           state, created_at)
    values (${id}, ${seedId(`building:${building}`)}, ${demo.name}, ${demo.kind}, ${demo.description}, ${demo.capacity},
            ${zone}, ${demo.slotMinutes}, ${demo.maxSlots}, 0, ${demo.bufferAfterMinutes}, 0, ${demo.maxAheadDays}, false,
            ${demo.fee}, 'booking', ${demo.deposit}, 'EUR', ${demo.terms}, ${demo.terms === null ? 0 : 1},
            ${json(demo.refundSteps)}, ${demo.quota && json(demo.quota)}, ${demo.noShow && json(demo.noShow)}, '246810',
            'active', ${at})`;
  for (const [index, rule] of demo.rules.entries())
    await tx.run`
      insert into availability_rules (id, resource_id, kind, name, rrule, first_day, from_minute, to_minute, created_at)
      values (${seedId(`availability-rule:${building}:${demo.key}:${index}`)}, ${id}, ${rule.kind}, ${rule.name},
              ${rule.rrule}, date '2025-01-01', ${rule.fromMinute}, ${rule.toMinute}, ${at})`;
}

async function seedBooking(
  ctx: BookingCtx,
  tx: Tx,
  building: number,
  resource: Asked,
  demo: DemoBooking,
): Promise<void> {
  const start = (dayAt(resource.zone, ctx.now()) + demo.inDays) * dayMinutes + demo.atMinute;
  const run = runOf(conditionsOf(resource).plan, start, start + demo.minutes);
  // On a day on which it happens to be closed nothing was booked.
  if (!run) return;
  const unit = (building - 1) * 40 + demo.unit;
  await claimSlot(ctx, tx, {
    id: seedId(`booking:${building}:${demo.resource}:${demo.inDays}:${demo.atMinute}:${demo.unit}`),
    resource,
    run,
    userId: seedId(`resident:${unit}`),
    unitId: seedId(`unit:${unit}`),
    state: demo.inDays < 0 ? 'completed' : 'confirmed',
    expiresAt: null,
    note: demo.note,
  });
}

/** The party hall around a feast is given by lot in the first building. */
async function seedDraw(ctx: BookingCtx, tx: Tx): Promise<void> {
  const id = seedId('draw:1');
  const secret = ctx.random.hex(32);
  const first = dayAt(zones[0], ctx.now()) + 40;
  await tx.run`
    insert into draws (id, resource_id, building_id, first_day, last_day, closes_at, seed_hash, seed, state, created_at)
    values (${id}, ${seedId('resource:1:hall')}, ${seedId('building:1')}, ${dateOf(first)}, ${dateOf(first + 2)},
            ${plus(ctx.now(), '20d')}, ${hash(secret)}, ${ctx.cipher.seal(secret, seedPlace(id))}, 'open', ${ctx.now()})`;
}
