// A building whose residents hire a plumber, and a payment service that is real.

import { randomUUID } from 'node:crypto';
import type { InputOf } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { agora, fake } from '#kernel/testing/harness';
import { type Instant, instantAt } from '#kernel/time';
import { building } from '#services/building/contract';
import { residentVerified } from '#services/building/events';
import { iam } from '#services/iam/contract';
import { media } from '#services/media/contract';
import payment from '#services/payment/service';
import { ticket } from '#services/ticket/contract';
import type { marketplace } from '../contract.ts';
import service from '../service.ts';

/** Monday, ten in the morning in Berlin. */
const monday = '2026-03-02T09:00:00.000Z';

export interface Ticket {
  id: string;
  buildingId: string;
  unitId: string | null;
  title: string;
  description: string;
  fileIds: string[];
  /** Who sees it. */
  userId: string;
}

/** What the neighbours know; the tests write into it. */
function neighbours(start: Instant) {
  const state = { tickets: new Map<string, Ticket>(), claims: new Map<string, string[]>(), released: [] as string[] };
  const media_ = { down: false };
  const address = { street: 'Lindenstraße 1', line2: null, postalCode: '10969', city: 'Berlin', country: 'DE' };
  const known = { state: 'active' as const, version: 1, createdAt: start };
  const ticketOf = (ticketId: string, userId: string | undefined) => {
    const found = state.tickets.get(ticketId);
    return found && found.userId === userId ? found : fail('not_found', 'no such ticket');
  };
  const peers = [
    fake(iam, { getUsers: async () => ({ items: [] }) }),
    fake(building, {
      getBuilding: async ({ buildingId: id }) => ({
        id,
        code: 'LINDEN-1',
        name: 'Lindenhof',
        zone: 'Europe/Berlin',
        address,
        ...known,
      }),
      getUnit: async ({ unitId: id }) => ({
        id,
        buildingId: id,
        entranceId: id,
        floorId: id,
        label: 'A 12',
        kind: 'flat' as const,
        areaM2: null,
        rooms: null,
        ...known,
      }),
    }),
    fake(ticket, {
      getTicket: async ({ ticketId }, call) => ({
        ...bare(start),
        ...shownTicket(ticketOf(ticketId, call.user?.userId)),
      }),
      listAttachments: async ({ ticketId }, call) => ({
        items: ticketOf(ticketId, call.user?.userId).fileIds.map(fileId => ({
          fileId,
          ticketId,
          commentId: null,
          addedBy: null,
          mime: 'image/jpeg',
          size: 1,
          createdAt: start,
          url: null,
          thumbnailUrl: null,
        })),
      }),
    }),
    fake(media, {
      claimFiles: async ({ fileIds, claim }) => {
        state.claims.set(claim, fileIds);
        const plain = { name: null, mime: 'image/jpeg', size: 1, width: 1, height: 1, createdAt: start };
        return { items: fileIds.map(id => ({ id, ...plain })) };
      },
      releaseFiles: async ({ claim }) => void state.released.push(claim),
      signFiles: async ({ fileIds }) => {
        if (media_.down) fail('unavailable', 'media is away');
        const url = 'https://agora.example/f';
        return { items: fileIds.map(fileId => ({ fileId, mime: 'image/jpeg', size: 1, url, thumbnailUrl: url })) };
      },
    }),
  ];
  return { ...state, media: media_, peers };
}

const shownTicket = ({ userId: _, ...shown }: Ticket) => shown;

/** A ticket of which nothing is known. */
const bare = (at: Instant) => ({
  reference: 'B1-2026-000001',
  unitLabel: 'A 12',
  place: null,
  categoryId: randomUUID(),
  urgent: false,
  status: 'open' as const,
  openedBy: null,
  assigneeId: null,
  executorId: null,
  tags: [],
  assetId: null,
  incidentId: null,
  scheduleId: null,
  mergedInto: null,
  closeReason: null,
  breached: false,
  dueAt: null,
  openedAt: at,
  updatedAt: at,
  resolvedAt: null,
  closedAt: null,
  version: 1,
  clocks: [],
  observerIds: [],
  timeline: { items: [], nextCursor: null },
});

type Listing = InputOf<(typeof marketplace)['endpoints']['createListing']>;
type QuoteInput = InputOf<(typeof marketplace)['endpoints']['submitQuote']>;

interface Options {
  start?: Instant;
  config?: Record<string, string>;
}

/** A building and its people. */
async function openPlace({ start = monday, config = {} }: Options) {
  const { peers, ...around } = neighbours(start);
  const sandbox = { AGORA_PAYMENT_SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks' };
  const t = await agora({ services: [service, payment], peers, start, config: { ...sandbox, ...config } });
  const buildingId = randomUUID();
  const resident = () => t.person(`resident@building:${buildingId}`);
  const manager = t.person(`manager@building:${buildingId}`);
  const [ada, ben] = [resident(), resident()];
  const homes = { ada: randomUUID(), ben: randomUUID() };
  await t.deliver(residentVerified, { userId: ada.userId, buildingId, unitId: homes.ada });
  await t.deliver(residentVerified, { userId: ben.userId, buildingId, unitId: homes.ben });
  const as = (person: typeof ada) => t.as(person).marketplace;
  return {
    t,
    db: t.db('marketplace'),
    ...around,
    buildingId,
    manager,
    managed: as(manager),
    admin: t.person('admin@platform'),
    stranger: t.person(`manager@building:${randomUUID()}`),
    as,
    resident,
    ada,
    ben,
    homes,
    /** So many days from now, as the wall there tells it. */
    day: (inDays: number) => instantAt(t.clock.epochMs() + inDays * 86_400_000).slice(0, 10),
  };
}
type Place = Awaited<ReturnType<typeof openPlace>>;

/** Somebody who offers plumbing, every day from eight to eight. */
async function foundPlumber({ t, as, buildingId, admin }: Place, change: Partial<Listing>, verified: boolean) {
  const owner = t.person();
  const { id: providerId } = await as(owner).createProvider({
    name: 'Rohr & Sohn',
    zone: 'Europe/Berlin',
    phone: '+4930123456',
  });
  for (let weekday = 1; weekday <= 7; weekday++)
    await as(owner).addWindow({ providerId, weekday, from: '08:00', to: '20:00' });
  const offered = { category: 'plumbing' as const, title: 'Plumbing', priceFrom: '5000', priceTo: '20000' };
  const terms = { warrantyDays: 365, freeCancelHours: 24, lateCancelPercent: 20 };
  const listing = await as(owner).createListing({
    ...offered,
    ...terms,
    unit: 'visit',
    buildingIds: [buildingId],
    ...change,
    providerId,
  });
  for (const kind of ['identity', 'insurance'] as const)
    await as(owner).addDocument({ providerId, kind, fileId: randomUUID() });
  await as(owner).submitProvider({ providerId });
  if (verified) await as(admin).decideProvider({ providerId, decision: 'verify' });
  return { owner, providerId, listingId: listing.id };
}
export type Plumber = Awaited<ReturnType<typeof foundPlumber>>;

/** What is done between asking and being done, each step with all before it. */
function stepsOf({ t, as, ada, buildingId, day }: Place) {
  type Person = Place['ada'];

  const ask = (person: Person, listingIds: string[] = [], more: object = {}) =>
    as(person).requestQuotes({ buildingId, category: 'plumbing', title: 'The tap drips', listingIds, ...more });

  const offer = ({ owner, providerId }: Plumber, requestId: string, more: Partial<QuoteInput> = {}) =>
    as(owner).submitQuote({
      requestId,
      providerId,
      lines: [{ text: 'New tap, fitted', quantity: 1, unitPrice: '11900', taxRatePpm: 190_000 }],
      slots: [{ start: `${day(3)}T10:00`, end: `${day(3)}T12:00` }],
      validUntil: instantAt(t.clock.epochMs() + 7 * 86_400_000),
      ...more,
    });

  const pay = (person: Person, jobId: string, token = 'tok_visa') =>
    as(person).payJob({ jobId, method: { kind: 'card', token } });

  /** A job that is to be paid. */
  async function accepted(from: Plumber, person: Person = ada, more: Partial<QuoteInput> = {}) {
    const request = await ask(person, [from.listingId]);
    const quote = await offer(from, request.id, more);
    const job = await as(person).acceptQuote({ quoteId: quote.id, start: quote.slots[0]!.start });
    return { jobId: job.id, requestId: request.id, quoteId: quote.id, start: quote.slots[0]!.start };
  }

  /** One whose money is in escrow. */
  async function booked(from: Plumber, person: Person = ada, more: Partial<QuoteInput> = {}) {
    const made = await accepted(from, person, more);
    await pay(person, made.jobId);
    return made;
  }

  /** One of which the provider says that it is done; time goes on to then. */
  async function done(from: Plumber, person: Person = ada, more: Partial<QuoteInput> = {}) {
    const made = await booked(from, person, more);
    const { endsAt } = await as(person).getJob({ jobId: made.jobId });
    t.clock.set(endsAt);
    await as(from.owner).finishJob({ jobId: made.jobId, note: 'A new tap' });
    return made;
  }
  return { ask, offer, pay, accepted, booked, done };
}

/** Opens a market in which nobody offers anything yet. */
export async function market(options: Options = {}) {
  const place = await openPlace(options);
  return {
    ...place,
    ...stepsOf(place),
    plumber: (change: Partial<Listing> = {}, verified = true) => foundPlumber(place, change, verified),
    close: () => place.t.close(),
  };
}
export type Market = Awaited<ReturnType<typeof market>>;

/** The reason a promise was refused with, or that it was not. */
export const reasonOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    error => error.extras?.reason ?? error.code ?? String(error),
  );

export const eur = (amount: number) => ({ amount: String(amount), currency: 'EUR' });
