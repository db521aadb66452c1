// A carrier that is none: it has its own memory, takes its time, and calls back with signed webhooks over HTTP.

import { messageOf } from '#kernel/errors';
import { type Outgoing, outgoing } from '#kernel/http/outgoing';
import { hmacSha256 } from '#kernel/security/hmac';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { ShippingCtx } from '../definition.ts';
import { placeOf, type Scenario, type Step, scenarioOf, stepAfter, tellingOf } from '../domain/simulated.ts';
import type { CarrierEvent } from '../hear.ts';
import { type CarrierPort, secretOf } from './carrier.ts';

/** Its code, by which its webhooks come. */
const carrierCode = 'simulated';

const later = (now: Instant, seconds: number): Instant => instantAt(epochMs(now) + Math.round(seconds * 1_000));

export function simulatedCarrier(ctx: ShippingCtx): CarrierPort {
  return {
    async book({ reference, label, postcode, handover, callbackUrl }) {
      const scenario = scenarioOf(postcode);
      if (scenario === 'refused') return { kind: 'refused', reason: 'the carrier does not know the address' };
      const now = ctx.now();
      const booked = await ctx.db.run`
        insert into simulated_parcels as p (reference, label, scenario, handover, callback_url, step, step_at, next_at)
        values (${reference}, ${label}, ${scenario}, ${handover}, ${callbackUrl}, 'labelled', ${now},
                ${later(now, ctx.config.carrierPace)})
        on conflict (reference) do update set
          label = excluded.label, scenario = excluded.scenario, handover = excluded.handover, next_at = excluded.next_at
        where p.step = 'labelled' and p.label < excluded.label`;
      if (booked > 0) return { kind: 'booked' };
      const known = await ctx.db.run`
        select from simulated_parcels where reference = ${reference} and label >= ${label}`;
      return known > 0 ? { kind: 'booked' } : { kind: 'too_late' };
    },
    async cancel(reference) {
      const stopped = await ctx.db.run`
        update simulated_parcels set step = 'cancelled', next_at = null
        where reference = ${reference} and step in ('labelled', 'cancelled')`;
      if (stopped > 0) return 'cancelled';
      const turned = await ctx.db.transaction(tx => turnBack(ctx, tx, reference));
      return turned ? 'returning' : 'too_late';
    },
    async track(reference) {
      const rows = await ctx.db.many(eventShape)`
        select id, reference, kind, at, place from simulated_events where reference = ${reference} order by at, id`;
      return rows.map(toEvent);
    },
  };
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
  if (turned) await enter(ctx, tx, turned);
  return turned !== null;
}

const parcelShape = { reference: col.uuid, scenario: col.text, handover: col.text, step: col.text };

/** Enters that a parcel took a step, to be told by webhook. */
async function enter(
  ctx: ShippingCtx,
  tx: Tx,
  { reference, step, scenario }: { reference: string; step: string; scenario: string },
): Promise<void> {
  const now = ctx.now();
  const { copies, delayPaces } = tellingOf(step as Step, scenario as Scenario);
  const tellAt = copies === 0 ? null : later(now, delayPaces * ctx.config.carrierPace);
  await tx.run`
    insert into simulated_events (id, reference, kind, at, place, copies, tell_at)
    values (${ctx.id()}, ${reference}, ${step}, ${now}, ${placeOf(step as Step)}, ${copies}, ${tellAt})`;
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
    for (const { reference, scenario, handover, step } of due) {
      const next = stepAfter(step as Step, scenario as Scenario, handover);
      const goesOn = next !== null && stepAfter(next, scenario as Scenario, handover) !== null;
      const nextAt = goesOn ? later(now, ctx.config.carrierPace) : null;
      await tx.run`
        update simulated_parcels set step = ${next ?? step}, step_at = ${now}, next_at = ${nextAt}
        where reference = ${reference}`;
      if (next) await enter(ctx, tx, { reference, step: next, scenario });
    }
    return due.length > 0;
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

async function tellAll(ctx: ShippingCtx): Promise<boolean> {
  const due = await ctx.db.many({ ...eventShape, callback_url: col.text, attempts: col.int })`
    select e.id, e.reference, e.kind, e.at, e.place, p.callback_url, e.attempts
    from simulated_events e join simulated_parcels p on p.reference = e.reference
    where e.tell_at <= ${ctx.now()} order by e.tell_at, e.at, e.id limit ${batch}`;
  for (const { callback_url, attempts, ...event } of due) {
    const heard = await tell(ctx, callback_url, toEvent(event));
    if (heard)
      await ctx.db.run`
        update simulated_events set copies = copies - 1, tell_at = case when copies > 1 then tell_at end
        where id = ${event.id}`;
    // After that the carrier gives up; whoever wants to know asks it.
    else
      await ctx.db.run`
        update simulated_events
        set attempts = attempts + 1,
            tell_at = ${attempts + 1 < mostAttempts ? later(ctx.now(), 5 * 2 ** attempts) : null}
        where id = ${event.id}`;
  }
  return due.length > 0;
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
