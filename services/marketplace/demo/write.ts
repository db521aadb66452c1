// Writes the demo's requests, quotes and jobs. Nothing is published: the others seed their own view.

import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { epochMs, type Instant, instantAt, minus, plus } from '#kernel/time';
import type { MarketplaceCtx } from '../definition.ts';
import { dayAt, instantOfWall } from '../domain/calendar.ts';
import { type JobState, machine } from '../domain/job.ts';
import { warrantyEnd } from '../domain/warranty.ts';
import { newPassCode } from '../job/save.ts';
import { type DemoJob, settledAs } from './jobs.ts';
import { demoProviders } from './providers.ts';

export interface DemoPlace {
  building: number;
  name: string;
  zone: string;
}

const dayMs = 86_400_000;

/** Who lives in a unit of a building, and how its door is called. */
const homeOf = ({ building }: DemoPlace, place: number) => {
  const unit = (building - 1) * 40 + place;
  const label = `${place <= 20 ? 'A' : 'B'}${((place - 1) % 20) + 1}`;
  return { userId: seedId(`resident:${unit}`), unitId: seedId(`unit:${unit}`), label };
};

/** Where the demo's providers live: buildings that have their day each must agree on which day it is today. */
const homeZone = 'Europe/Berlin';

/** A morning so many days from now, by the clock on the wall there. */
function visitIn(ctx: MarketplaceCtx, zone: string, inDays: number) {
  const day = dayAt(homeZone, instantAt(epochMs(ctx.now()) + inDays * dayMs));
  const [start, end] = [`${day}T10:00`, `${day}T12:00`];
  return { start, end, startsAt: instantOfWall(zone, start), endsAt: instantOfWall(zone, end) };
}

interface DemoRequest {
  id: string;
  place: DemoPlace;
  unitPlace: number;
  provider: number;
  title: string;
  description: string;
  state: 'open' | 'accepted' | 'booked' | 'cancelled' | 'expired';
  at: Instant;
}

async function writeRequest(tx: Tx, request: DemoRequest, invited: readonly number[]): Promise<void> {
  const { place } = request;
  const home = homeOf(place, request.unitPlace);
  const { category } = demoProviders[request.provider - 1]!;
  await tx.run`
    insert into quote_requests (id, building_id, unit_id, user_id, category, title, description, building, unit, zone,
                                state, expires_at, created_at)
    values (${request.id}, ${seedId(`building:${place.building}`)}, ${home.unitId}, ${home.userId}, ${category},
            ${request.title}, ${request.description}, ${place.name}, ${home.label}, ${place.zone}, ${request.state},
            ${plus(request.at, '30d')}, ${request.at})`;
  for (const provider of invited)
    await tx.run`
      insert into quote_invitations (request_id, provider_id, listing_id)
      values (${request.id}, ${seedId(`service-provider:${provider}`)}, ${seedId(`service-listing:${provider}`)})`;
}

interface DemoQuote {
  id: string;
  requestId: string;
  provider: number;
  state: 'open' | 'accepted' | 'expired';
  title: string;
  total: bigint;
  tax: bigint;
  slots: readonly ReturnType<typeof visitIn>[];
  at: Instant;
  validUntil: Instant;
}

async function writeQuote(tx: Tx, quote: DemoQuote): Promise<void> {
  const { warrantyDays, lateCancelPercent } = demoProviders[quote.provider - 1]!;
  const lines = [{ text: quote.title, quantity: 1, unitPrice: String(quote.total), taxRatePpm: 190_000 }];
  await tx.run`
    insert into quotes (id, request_id, provider_id, state, lines, total, tax, currency, note, slots, warranty_days,
                        free_cancel_hours, late_cancel_percent, valid_until, created_at, closed_at)
    values (${quote.id}, ${quote.requestId}, ${seedId(`service-provider:${quote.provider}`)}, ${quote.state},
            ${json(lines)}, ${quote.total}, ${quote.tax}, 'EUR', 'Material is included.', ${json(quote.slots)},
            ${warrantyDays}, 24, ${lateCancelPercent}, ${quote.validUntil}, ${quote.at},
            ${quote.state === 'expired' ? quote.validUntil : null})`;
}

/** A request with two quotes and a question about the cheaper one. */
export async function writeOpenRequest(ctx: MarketplaceCtx, tx: Tx, place: DemoPlace): Promise<void> {
  const key = `${place.building}:open`;
  const id = seedId(`quote-request:${key}`);
  const at = minus(ctx.now(), '2d');
  const title = 'The washbasin drains slowly';
  const description = 'The trap is clean, so it must be further down.';
  const request = { id, place, unitPlace: 1, provider: 1, title, description, state: 'open' as const, at };
  await writeRequest(tx, request, [1, 2]);
  for (const [index, provider] of [1, 2].entries())
    await writeQuote(tx, {
      id: seedId(`quote:${key}:${provider}`),
      requestId: id,
      provider,
      state: 'open',
      title,
      total: 9_520n + BigInt(index) * 2_380n,
      tax: 1_520n + BigInt(index) * 380n,
      slots: [visitIn(ctx, place.zone, 10 + place.building), visitIn(ctx, place.zone, 14 + place.building)],
      at: plus(at, `${index + 1}h`),
      validUntil: plus(ctx.now(), '12d'),
    });
  const about = { quoteId: seedId(`quote:${key}:1`), author: homeOf(place, 1).userId };
  await tx.run`
    insert into quote_messages (id, quote_id, author_id, side, text, created_at)
    values (${seedId(`quote-message:${key}`)}, ${about.quoteId}, ${about.author}, 'resident',
            'Does this include the pipe behind the wall?', ${plus(at, '5h')})`;
}

const requestStates: Partial<Record<JobState, DemoRequest['state']>> = {
  accepted: 'accepted',
  cancelled: 'cancelled',
  lapsed: 'expired',
};

/** A job with the request and the quote it came of. */
export async function writeJob(ctx: MarketplaceCtx, tx: Tx, place: DemoPlace, demo: DemoJob): Promise<void> {
  const key = `${place.building}:${demo.number}`;
  const visit = visitIn(ctx, place.zone, demo.inDays + (demo.inDays > 0 ? place.building : -place.building));
  const at = instantAt(Math.min(epochMs(ctx.now()), epochMs(visit.startsAt)) - 5 * dayMs);
  const [requestId, quoteId] = [seedId(`quote-request:${key}`), seedId(`quote:${key}`)];
  const { provider, title, description, state, total, tax } = demo;
  const of = { id: requestId, place, unitPlace: demo.place, provider, title, description, at };
  await writeRequest(tx, { ...of, state: requestStates[state] ?? 'booked' }, [provider]);
  const validUntil = state === 'lapsed' ? plus(at, '3d') : plus(at, '14d');
  const quoteState = state === 'lapsed' ? 'expired' : 'accepted';
  const quote = { id: quoteId, requestId, provider, state: quoteState, title, total, tax, slots: [visit] } as const;
  await writeQuote(tx, { ...quote, at: plus(at, '3h'), validUntil });
  await writeBooking(ctx, tx, place, demo, { key, requestId, quoteId, visit, at: plus(at, '1d') });
}

interface Around {
  key: string;
  requestId: string;
  quoteId: string;
  visit: ReturnType<typeof visitIn>;
  at: Instant;
}

async function writeBooking(ctx: MarketplaceCtx, tx: Tx, place: DemoPlace, demo: DemoJob, around: Around) {
  const { state, number } = demo;
  const { visit, at } = around;
  const id = seedId(`job:${around.key}`);
  const home = homeOf(place, demo.place);
  const { warrantyDays, lateCancelPercent } = demoProviders[demo.provider - 1]!;
  const doneAt = state === 'done' || state === 'disputed' || state === 'completed' ? visit.endsAt : null;
  const paid = state !== 'accepted' && state !== 'lapsed';
  const settled = settledAs(demo);
  const payBy = state === 'accepted' ? plus(ctx.now(), '20h') : null;
  const [providerId, buildingId] = [seedId(`service-provider:${demo.provider}`), seedId(`building:${place.building}`)];
  await tx.run`
    insert into job_bookings (id, quote_id, request_id, provider_id, building_id, unit_id, user_id, state, verified, total,
                              tax, currency, warranty_days, free_cancel_hours, late_cancel_percent, expires_at, due_at,
                              payment_state, to_resident, commission, net, cancel_reason, accepted_at, booked_at, done_at,
                              settled_at, warranty_until)
    values (${id}, ${around.quoteId}, ${around.requestId}, ${providerId}, ${buildingId}, ${home.unitId}, ${home.userId},
            ${state}, true, ${demo.total}, ${demo.tax}, 'EUR', ${warrantyDays}, 24, ${lateCancelPercent}, ${payBy},
            ${payBy}, ${paid ? 'captured' : null}, ${settled?.back ?? null}, ${settled?.commission ?? null},
            ${settled?.net ?? null}, ${state === 'cancelled' ? 'by_resident' : state === 'lapsed' ? 'not_paid' : null},
            ${at}, ${paid ? plus(at, '1h') : null}, ${doneAt}, ${settled ? plus(doneAt ?? at, '2h') : null},
            ${doneAt && warrantyEnd(doneAt, warrantyDays)})`;
  await tx.run`
    insert into appointments (id, provider_id, building_id, job_id, zone, wall_start, wall_end, starts_at, ends_at, active,
                              pass_code)
    values (${seedId(`visit:${around.key}`)}, ${providerId}, ${buildingId}, ${id}, ${place.zone}, ${visit.start},
            ${visit.end}, ${visit.startsAt}, ${visit.endsAt}, ${machine[state].takesTime},
            ${paid && machine[state].takesTime ? newPassCode(ctx) : null})`;
  await tx.run`
    insert into job_history (id, job_id, at, by_user, what, note)
    values (${seedId(`job-history:${around.key}`)}, ${id}, ${at}, ${home.userId}, 'accepted', '')`;
  if (state === 'disputed')
    await tx.run`
      insert into disputes (job_id, opened_by, text, opened_at)
      values (${id}, ${home.userId}, 'The paint comes off at the door frame already.', ${plus(visit.endsAt, '1d')})`;
  if (number === 8)
    await tx.run`
      insert into warranty_claims (id, job_id, user_id, text, state, created_at)
      values (${seedId(`warranty-claim:${place.building}`)}, ${id}, ${home.userId}, 'It is slow again.', 'open',
              ${minus(ctx.now(), '1d')})`;
}
