// A carrier that is none: it has its own memory, takes its time, and calls back with signed webhooks over HTTP.

import { messageOf } from '#kernel/errors';
import { type Outgoing, outgoing } from '#kernel/http/outgoing';
import { hmacSha256 } from '#kernel/security/hmac';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { ShippingCtx } from '../definition.ts';
import { placeOf, type Scenario, type Step, scenarioOf, stepAfter, tellingOf } from '../domain/simulated.ts';
import type { CarrierEvent } from '../hear.ts';
import { type Answer, type Booking, type CarrierPort, secretOf } from './carrier.ts';

/** Its code, by which its webhooks come. */
const carrierCode = 'simulated';

const later = (now: Instant, seconds: number): Instant => instantAt(epochMs(now) + Math.round(seconds * 1_000));

export function simulatedCarrier(ctx: ShippingCtx): CarrierPort {
  return {
    async book(bookings) {
      const parcels = bookings.map(booking => ({ ...booking, scenario: scenarioOf(booking.postcode) }));
      const wanted = parcels.filter(({ scenario }) => scenario !== 'refused');
      const taken = wanted.length === 0 ? new Set() : await takeIn(ctx, wanted);
      return new Map(
        parcels.map(({ reference, scenario }): [string, Answer] => [
          reference,
          scenario === 'refused'
            ? { kind: 'refused', reason: 'the carrier does not know the address' }
            : { kind: taken.has(reference) ? 'booked' : 'too_late' },
        ]),
      );
    },
    async cancel(reference) {
      const stopped = await ctx.db.run`
        update simulated_parcels set step = 'cancelled', next_at = null
        where reference = ${reference} and step in ('labelled', 'cancelled')`;
      if (stopped > 0) return 'cancelled';
      const turned = await ctx.db.transaction(tx => turnBack(ctx, tx, reference));
      if (turned) return 'returning';
      const known = await ctx.db.maybe({ reference: col.uuid })`
        select reference from simulated_parcels where reference = ${reference}`;
      // What it was never asked for it does not fetch.
      return known ? 'too_late' : 'cancelled';
    },
    async track(reference) {
      const rows = await ctx.db.many(eventShape)`
        select id, reference, kind, at, place from simulated_events where reference = ${reference} order by at, id`;
      return rows.map(toEvent);
    },
  };
}

/** Takes parcels, or another label of those that are still here; gives the references of those it has by these labels. */
async function takeIn(
  ctx: ShippingCtx,
  parcels: readonly (Booking & { scenario: Scenario })[],
): Promise<ReadonlySet<string>> {
  const now = ctx.now();
  const booked = await ctx.db.many({ reference: col.uuid })`
    insert into simulated_parcels as p (reference, label, scenario, handover, callback_url, step, step_at, next_at)
    select reference, label, scenario, handover, "callbackUrl", 'labelled', ${now}::timestamptz,
           ${later(now, ctx.config.carrierPace)}::timestamptz
    from jsonb_to_recordset(${json(parcels)}::jsonb)
      as p (reference uuid, label int, scenario text, handover text, "callbackUrl" text)
    order by reference
    on conflict (reference) do update set
      label = excluded.label, scenario = excluded.scenario, handover = excluded.handover, next_at = excluded.next_at
    where p.step = 'labelled' and p.label < excluded.label
    returning reference`;
  const taken = new Set(booked.map(({ reference }) => reference));
  const asked = parcels.filter(({ reference }) => !taken.has(reference));
  if (asked.length === 0) return taken;
  const known = await ctx.db.many({ reference: col.uuid })`
    select p.reference
    from simulated_parcels p
    join jsonb_to_recordset(${json(asked)}::jsonb) as a (reference uuid, label int) on a.reference = p.reference
    where p.label >= a.label`;
  return new Set([...taken, ...known.map(({ reference }) => reference)]);
}

const eventShape = { id: col.uuid, reference: col.uuid, kind: col.text, at: col.instant, place: col.text.orNull };

const toEvent = ({
  kind,
  ...event
}: {
  id: string;
  reference: string;
  kind: string;
  at: string;
  place: string | null;
}) => ({
  ...event,
  kind: kind as CarrierEvent['kind'],
  reason: kind === 'failed' ? 'nobody took it in' : null,
});

async function turnBack(ctx: ShippingCtx, tx: Tx, reference: string): Promise<boolean> {
  const now = ctx.now();
  const turned = await tx.maybe(parcelShape)`
    update simulated_parcels
    set step = 'returning', step_at = ${now}, next_at = ${later(now, ctx.config.carrierPace)}
    where reference = ${reference} and step in ('handed_over', 'in_transit', 'ready_for_pickup')
    returning reference, scenario, handover, step`;
  if (turned) await enter(ctx, tx, [turned]);
  return turned !== null;
}

interface Parcel {
  reference: string;
  scenario: string;
  handover: string;
  step: string;
}
const parcelShape = { reference: col.uuid, scenario: col.text, handover: col.text, step: col.text };

/** Enters that parcels took a step, to be told by webhook. */
async function enter(ctx: ShippingCtx, tx: Tx, parcels: readonly Parcel[]): Promise<void> {
  const now = ctx.now();
  const events = parcels.map(({ reference, step, scenario }) => {
    const { copies, delayPaces } = tellingOf(step as Step, scenario as Scenario);
    const tellAt = copies === 0 ? null : later(now, delayPaces * ctx.config.carrierPace);
    return { id: ctx.id(), reference, step, place: placeOf(step as Step), copies, tellAt };
  });
  await tx.run`
    insert into simulated_events (id, reference, kind, at, place, copies, tell_at)
    select id, reference, step, ${now}::timestamptz, place, copies, "tellAt"
    from jsonb_to_recordset(${json(events)}::jsonb)
      as e (id uuid, reference uuid, step text, place text, copies int, "tellAt" timestamptz)`;
}

const batch = 50;

/** Moves the parcels that are due and tells what happened. Gives whether it did anything. */
export async function runSimulatedCarrier(ctx: ShippingCtx): Promise<boolean> {
  const moved = await advance(ctx);
  const told = await tellAll(ctx);
  return moved || told;
}

async function advance(ctx: ShippingCtx): Promise<boolean> {
  const now = ctx.now();
  return ctx.db.transaction(async tx => {
    const due = await tx.many(parcelShape)`
      select reference, scenario, handover, step from simulated_parcels
      where next_at <= ${now} order by next_at limit ${batch} for update skip locked`;
    if (due.length === 0) return false;
    const steps = due.map(({ reference, scenario, handover, step }) => {
      const next = stepAfter(step as Step, scenario as Scenario, handover);
      const goesOn = next !== null && stepAfter(next, scenario as Scenario, handover) !== null;
      const nextAt = goesOn ? later(now, ctx.config.carrierPace) : null;
      return { reference, scenario, handover, step: next ?? step, nextAt, moves: next !== null };
    });
    await tx.run`
      update simulated_parcels p set step = s.step, step_at = ${now}, next_at = s."nextAt"
      from jsonb_to_recordset(${json(steps)}::jsonb) as s (reference uuid, step text, "nextAt" timestamptz)
      where p.reference = s.reference`;
    const moved = steps.filter(({ moves }) => moves);
    if (moved.length > 0) await enter(ctx, tx, moved);
    return true;
  });
}

const mostAttempts = 6;
const ways = new WeakMap<object, Outgoing>();

/** The platform calls itself here, at an address that may be this machine's own. */
function wayOut(ctx: ShippingCtx): Outgoing {
  const way = ways.get(ctx) ?? outgoing({ allowInsecure: true });
  ways.set(ctx, way);
  return way;
}

/** Calls back one after the other, as each parcel's story is told in its order, and marks what was told at once. */
async function tellAll(ctx: ShippingCtx): Promise<boolean> {
  const due = await ctx.db.many({ ...eventShape, callback_url: col.text, attempts: col.int })`
    select e.id, e.reference, e.kind, e.at, e.place, p.callback_url, e.attempts
    from simulated_events e join simulated_parcels p on p.reference = e.reference
    where e.tell_at <= ${ctx.now()} order by e.tell_at, e.at, e.id limit ${batch}`;
  if (due.length === 0) return false;
  const told: { id: string; heard: boolean; again: Instant | null }[] = [];
  for (const { callback_url, attempts, ...event } of due) {
    const heard = await tell(ctx, callback_url, toEvent(event));
    // After so many the carrier gives up; whoever wants to know asks it.
    const again = attempts + 1 < mostAttempts ? later(ctx.now(), 5 * 2 ** attempts) : null;
    told.push({ id: event.id, heard, again });
  }
  await ctx.db.run`
    update simulated_events e
    set copies = e.copies - case when t.heard then 1 else 0 end,
        attempts = e.attempts + case when t.heard then 0 else 1 end,
        tell_at = case when not t.heard then t.again when e.copies > 1 then e.tell_at end
    from jsonb_to_recordset(${json(told)}::jsonb) as t (id uuid, heard bool, again timestamptz)
    where e.id = t.id`;
  return true;
}

async function tell(ctx: ShippingCtx, callbackUrl: string, event: CarrierEvent): Promise<boolean> {
  const body = JSON.stringify(event);
  const signature = hmacSha256(secretOf(ctx, carrierCode), body).toString('hex');
  try {
    const { status } = await wayOut(ctx).request(`${callbackUrl}/api/v1/webhooks/carriers/${carrierCode}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-carrier-signature': signature },
      body,
      timeoutMs: 3_000,
    });
    return status < 300;
  } catch (error) {
    ctx.log.warn({ reason: messageOf(error) }, 'the simulated carrier could not call back');
    return false;
  }
}
