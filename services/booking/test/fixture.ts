// A building with something to book, its people, and a payment service that is real.

import { randomUUID } from 'node:crypto';
import type { InputOf } from '#kernel/contract';
import { agora, fake } from '#kernel/testing/harness';
import type { Instant } from '#kernel/time';
import { residentVerified } from '#services/building/events';
import { iam } from '#services/iam/contract';
import payment from '#services/payment/service';
import type { booking } from '../contract.ts';
import service from '../service.ts';

type Resource = InputOf<(typeof booking)['endpoints']['createResource']>;

/** Monday, ten in the morning in Berlin. */
const monday = '2026-03-02T09:00:00.000Z';

/** Opens a building in which nothing can be booked yet. */
export async function house({
  start = monday,
  config = {},
}: {
  start?: Instant;
  config?: Record<string, string>;
} = {}) {
  const t = await agora({
    services: [service, payment],
    peers: [fake(iam, { getUsers: async () => ({ items: [] }) })],
    start,
    config,
  });
  const buildingId = randomUUID();
  const resident = () => t.person(`resident@building:${buildingId}`);
  const manager = t.person(`manager@building:${buildingId}`);
  const [ada, ben, cleo] = [resident(), resident(), resident()];
  const homes = { ada: randomUUID(), ben: randomUUID() };
  await t.deliver(residentVerified, { userId: ada.userId, buildingId, unitId: homes.ada });
  await t.deliver(residentVerified, { userId: ben.userId, buildingId, unitId: homes.ben });
  const managed = t.as(manager).booking;
  let count = 0;
  return {
    t,
    db: t.db('booking'),
    buildingId,
    manager,
    managed,
    resident,
    ada,
    ben,
    cleo,
    homes,
    stranger: t.person(`manager@building:${randomUUID()}`),
    /** Something that is open from eight to twenty every day; `change` says what is different. */
    async room(change: Partial<Resource> = {}, rule: object = {}) {
      const made = await managed.createResource({
        buildingId,
        name: `Room ${++count}`,
        kind: 'meeting_room',
        zone: 'Europe/Berlin',
        maxAheadDays: 730,
        ...change,
      });
      const open = { rrule: 'FREQ=DAILY', firstDay: '2026-01-01', from: '08:00', to: '20:00' };
      await managed.addRule({ resourceId: made.id, ...open, ...rule });
      return made;
    },
    book: (person: typeof ada, resourceId: string, start: string, end: string, more: object = {}) =>
      t.as(person).booking.reserve({ resourceId, start, end, ...more }),
    pay: (person: typeof ada, bookingId: string, token = 'tok_visa') =>
      t.as(person).booking.payBooking({ bookingId, method: { kind: 'card', token } }),
    close: () => t.close(),
  };
}
export type House = Awaited<ReturnType<typeof house>>;

/** The reason a promise was refused with, or that it was not. */
export const reasonOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    error => error.extras?.reason ?? error.code ?? String(error),
  );
