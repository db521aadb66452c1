// What booking's operations are for: rooms of their own, and bookings in the state that is wanted.

import { seedId } from '../../kernel/seed.ts';
import { col } from '../../kernel/sql/columns.ts';
import type { Person } from './house.ts';
import type { Input } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';
import { firstBuilding as buildingId } from './known.ts';

type Made = Promise<{ as?: Person; input?: Input }>;

/** A room nobody else books, always open. */
async function room({ t, manager, count }: Kitchen, change: object = {}): Promise<string> {
  const { booking } = t.as(manager);
  const made = await booking.createResource({
    buildingId,
    name: `Fuzzed room ${count()}`,
    kind: 'other',
    zone: 'UTC',
    slotMinutes: 15,
    maxAheadDays: 730,
    ...change,
  });
  await booking.addRule({ resourceId: made.id, rrule: 'FREQ=DAILY', firstDay: '2026-01-01' });
  return made.id;
}

const day = ({ t }: Kitchen, inDays: number): string =>
  new Date(t.clock.epochMs() + inDays * 86_400_000).toISOString().slice(0, 10);
const tomorrow = (k: Kitchen) => ({ start: `${day(k, 1)}T10:00`, end: `${day(k, 1)}T10:15` });
const unset = { unitId: undefined, acceptedTerms: undefined };

async function booked(k: Kitchen, change: object = {}): Promise<{ bookingId: string; resourceId: string }> {
  const resourceId = await room(k, change);
  const { id } = await k.t.as(k.resident).booking.reserve({ resourceId, ...tomorrow(k) });
  return { bookingId: id, resourceId };
}

/** A booking that is about to begin. */
async function beginning(k: Kitchen, change: object = {}): Promise<string> {
  const resourceId = await room(k, change);
  const quarter = 900_000;
  const at = (quarters: number) =>
    new Date((Math.floor(k.t.clock.epochMs() / quarter) + quarters) * quarter).toISOString().slice(0, 16);
  return (await k.t.as(k.resident).booking.reserve({ resourceId, start: at(1), end: at(2) })).id;
}

const card = { kind: 'card', token: 'tok_ok' } as const;

/** A refund that was refused until nobody asks for it any more. */
async function failedRefund(k: Kitchen): Promise<string> {
  const { bookingId } = await booked(k, { fee: '500' });
  await k.t.as(k.resident).booking.payBooking({ bookingId, method: card });
  await k.t.as(k.manager).booking.cancelBooking({ bookingId });
  const { id } = await k.t.db('booking').one({ id: col.uuid })`
    update refunds set state = 'failed', failed_at = created_at, due_at = null where reservation_id = ${bookingId}
    returning id`;
  return id;
}

async function waiting(k: Kitchen): Promise<{ bookingId: string; waitlistId: string; as: Person }> {
  const { bookingId, resourceId } = await booked(k);
  const as = await k.someone();
  const { id } = await k.t.as(as).booking.joinWaitlist({ resourceId, ...tomorrow(k) });
  return { bookingId, waitlistId: id, as };
}

async function draw(k: Kitchen): Promise<{ drawId: string; wishes: object[] }> {
  const resourceId = await room(k);
  const days = { firstDay: day(k, 20), lastDay: day(k, 22) };
  const closesAt = new Date(k.t.clock.epochMs() + 5 * 86_400_000).toISOString();
  const { id } = await k.t.as(k.manager).booking.openDraw({ resourceId, ...days, closesAt });
  return { drawId: id, wishes: [{ start: `${days.firstDay}T10:00`, end: `${days.firstDay}T10:15` }] };
}

export const bookingRecipes: Readonly<Record<string, (k: Kitchen) => Made>> = {
  'booking.createResource': async () => ({ input: { zone: 'Europe/Berlin' } }),
  'booking.updateResource': async k => ({ input: { resourceId: await room(k), expectedVersion: undefined } }),
  'booking.getAvailability': async k => ({ input: { resourceId: await room(k), from: day(k, 0), to: day(k, 3) } }),
  'booking.addRule': async k => ({
    input: { resourceId: await room(k), from: '08:00', to: '20:00', lastDay: undefined, rrule: undefined },
  }),
  'booking.removeRule': async k => {
    const { items } = await k.t.as(k.manager).booking.listRules({ resourceId: await room(k) });
    return { input: { ruleId: items[0]!.id } };
  },
  'booking.reserve': async k => ({ as: k.resident, input: { resourceId: await room(k), ...tomorrow(k), ...unset } }),
  'booking.quoteSeries': async k => ({
    as: k.resident,
    input: { resourceId: await room(k), ...tomorrow(k), ...unset, rrule: 'FREQ=WEEKLY', times: 3 },
  }),
  'booking.reserveSeries': async k => ({
    as: k.resident,
    input: { resourceId: await room(k), ...tomorrow(k), ...unset, rrule: 'FREQ=WEEKLY', times: 3 },
  }),
  'booking.payBooking': async k => ({
    as: k.resident,
    input: { bookingId: (await booked(k, { fee: '500' })).bookingId, method: card },
  }),
  'booking.getBooking': async k => ({ as: k.resident, input: { bookingId: (await booked(k)).bookingId } }),
  'booking.cancelBooking': async k => ({ as: k.resident, input: { bookingId: (await booked(k)).bookingId } }),
  'booking.cancelSeries': async k => {
    const series = { resourceId: await room(k), ...tomorrow(k), rrule: 'FREQ=DAILY', times: 2 };
    const { seriesId } = await k.t.as(k.resident).booking.reserveSeries(series);
    return { as: k.resident, input: { seriesId } };
  },
  'booking.decideBooking': async k => ({ input: { bookingId: (await booked(k, { approval: true })).bookingId } }),
  'booking.checkIn': async k => ({ as: k.manager, input: { bookingId: await beginning(k) } }),
  'booking.keepDeposit': async k => {
    const bookingId = await beginning(k, { deposit: '5000' });
    await k.t.as(k.resident).booking.payBooking({ bookingId, method: card });
    await k.t.as(k.manager).booking.checkIn({ bookingId });
    return { as: k.manager, input: { bookingId, amount: '100' } };
  },
  'booking.listFailedRefunds': async () => ({ input: { buildingId } }),
  'booking.retryRefund': async k => ({ as: k.manager, input: { refundId: await failedRefund(k) } }),
  'booking.settleRefund': async k => ({ as: k.manager, input: { refundId: await failedRefund(k) } }),
  'booking.joinWaitlist': async k => {
    const { resourceId } = await booked(k);
    return { as: await k.someone(), input: { resourceId, ...tomorrow(k), ...unset } };
  },
  'booking.leaveWaitlist': async k => {
    const { waitlistId, as } = await waiting(k);
    return { as, input: { waitlistId } };
  },
  'booking.acceptOffer': async k => {
    const { bookingId, as } = await waiting(k);
    await k.t.as(k.resident).booking.cancelBooking({ bookingId });
    await k.t.settle();
    const { items } = await k.t.as(as).booking.listMyWaitlist({});
    return { as, input: { bookingId: items[0]!.bookingId } };
  },
  'booking.openDraw': async k => ({
    as: k.manager,
    input: {
      resourceId: await room(k),
      firstDay: day(k, 20),
      lastDay: day(k, 22),
      closesAt: new Date(k.t.clock.epochMs() + 5 * 86_400_000).toISOString(),
    },
  }),
  'booking.getDraw': async () => ({ input: { drawId: seedId('draw:1') } }),
  'booking.enterDraw': async k => ({ as: k.resident, input: { ...(await draw(k)), ...unset } }),
  'booking.leaveDraw': async k => ({ as: k.resident, input: { drawId: (await draw(k)).drawId } }),
  'booking.getCalendarFeed': async k => {
    const { url } = await k.t.as(await k.someone()).booking.createCalendarFeed({});
    return { input: { feedToken: url.split('/').at(-1) } };
  },
};
