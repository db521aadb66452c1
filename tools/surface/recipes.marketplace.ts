// What marketplace's operations are for: quotes and jobs in the state that is wanted, of a provider of the demo.

import { seedId } from '../../kernel/seed.ts';
import type { Person } from './house.ts';
import { signIn } from './house.ts';
import type { Input } from './inputs.ts';
import { bytes, type Kitchen, unitId } from './kitchen.ts';
import { firstBuilding as buildingId } from './known.ts';

type Made = Promise<{ as?: Person; input?: Input }>;

const providerId = seedId('service-provider:1');
const listingId = seedId('service-listing:1');
/** Left out, as what is generated for them would rarely fit. */
const neither = { fileIds: undefined, expectedVersion: undefined };
const card = { kind: 'card', token: 'tok_ok' } as const;

const owners = new WeakMap<Kitchen['t'], Promise<Person>>();

/** Who runs the first provider of the demo. */
function owner({ t }: Kitchen): Promise<Person> {
  let found = owners.get(t);
  if (!found) owners.set(t, (found = signIn(t, 'provider1@demo.example')));
  return found;
}

async function uploaded(k: Kitchen, as: Person): Promise<string> {
  const content = bytes('%PDF-1.4\n%%EOF\n');
  return (await k.t.as(as).media.uploadFile({ content, contentType: 'application/pdf' })).id;
}

/** A provider nobody else needs, as a draft with its papers. */
async function founded(k: Kitchen): Promise<{ as: Person; providerId: string; documentId: string }> {
  const as = await k.someone();
  const { marketplace } = k.t.as(as);
  const { id } = await marketplace.createProvider({ name: 'Fuzzed', zone: 'UTC' });
  const identity = { providerId: id, kind: 'identity', fileId: await uploaded(k, as) } as const;
  const { id: documentId } = await marketplace.addDocument(identity);
  await marketplace.addDocument({ providerId: id, kind: 'insurance', fileId: await uploaded(k, as) });
  return { as, providerId: id, documentId };
}

const at = ({ t }: Kitchen, ms: number): string => new Date(t.clock.epochMs() + ms).toISOString();
const dayMs = 86_400_000;

/** A time of the provider nobody else has: each on a day of its own, by the clock in Berlin. */
function slot(k: Kitchen): { start: string; end: string } {
  const day = at(k, (30 + k.count()) * dayMs).slice(0, 10);
  return { start: `${day}T09:00`, end: `${day}T10:00` };
}

async function asked(k: Kitchen): Promise<string> {
  const wish = { buildingId, category: 'plumbing', title: 'The tap drips', listingIds: [listingId] } as const;
  return (await k.t.as(k.resident).marketplace.requestQuotes({ ...wish, listingIds: [listingId] })).id;
}

const lines = [{ text: 'A new tap', quantity: 1, unitPrice: '9900' }];

async function quoted(k: Kitchen, when = slot(k)): Promise<{ quoteId: string; requestId: string; start: string }> {
  const requestId = await asked(k);
  const offer = { requestId, providerId, lines, slots: [when], validUntil: at(k, 5 * dayMs), warrantyDays: 300 };
  const { id } = await k.t.as(await owner(k)).marketplace.submitQuote(offer);
  return { quoteId: id, requestId, start: when.start };
}

async function accepted(k: Kitchen, when = slot(k)): Promise<string> {
  const { quoteId, start } = await quoted(k, when);
  return (await k.t.as(k.resident).marketplace.acceptQuote({ quoteId, start })).id;
}

async function booked(k: Kitchen, when = slot(k)): Promise<string> {
  const jobId = await accepted(k, when);
  await k.t.as(k.resident).marketplace.payJob({ jobId, method: card });
  return jobId;
}

/** A job that has begun: its visit is set back, as time goes on for everybody else too. */
async function begun(k: Kitchen): Promise<string> {
  const jobId = await booked(k);
  const startsAt = at(k, -(2 * dayMs + k.count() * 60_000));
  await k.t.db('marketplace').run`
    update appointments set starts_at = ${startsAt}::timestamptz, ends_at = ${startsAt}::timestamptz + interval '30 seconds'
    where job_id = ${jobId}`;
  return jobId;
}

async function done(k: Kitchen): Promise<string> {
  const jobId = await begun(k);
  await k.t.as(await owner(k)).marketplace.finishJob({ jobId });
  return jobId;
}

/** A job whose refund was refused until nobody asks for it any more. */
async function refundFailed(k: Kitchen): Promise<string> {
  const jobId = await booked(k);
  await k.t.as(await owner(k)).marketplace.cancelJob({ jobId });
  await k.t.db('marketplace').run`
    update job_bookings set state = 'cancelling', refund_failed_at = accepted_at, due_at = null where id = ${jobId}`;
  return jobId;
}

async function disputed(k: Kitchen): Promise<string> {
  const jobId = await done(k);
  await k.t.as(k.resident).marketplace.disputeJob({ jobId, text: 'It drips' });
  return jobId;
}

async function completed(k: Kitchen): Promise<string> {
  const jobId = await done(k);
  await k.t.as(k.resident).marketplace.confirmJob({ jobId });
  await k.t.settle();
  return jobId;
}

async function claimed(k: Kitchen): Promise<string> {
  const jobId = await completed(k);
  return (await k.t.as(k.resident).marketplace.claimWarranty({ jobId, text: 'It drips again' })).id;
}

export const marketplaceRecipes: Readonly<Record<string, (k: Kitchen) => Made>> = {
  'marketplace.createProvider': async k => ({ as: await k.someone(), input: { phone: '+4930123456' } }),
  'marketplace.updateProvider': async k => ({
    as: await owner(k),
    input: { providerId, phone: null, expectedVersion: undefined },
  }),
  'marketplace.submitProvider': async k => {
    const { as, providerId: id } = await founded(k);
    return { as, input: { providerId: id } };
  },
  'marketplace.getProvider': async () => ({ input: { providerId } }),
  'marketplace.decideProvider': async k => {
    const { as, providerId: id } = await founded(k);
    await k.t.as(as).marketplace.submitProvider({ providerId: id });
    return { as: k.admin, input: { providerId: id, decision: 'verify' } };
  },
  'marketplace.addDocument': async k => {
    const { as, providerId: id } = await founded(k);
    return { as, input: { providerId: id, fileId: await uploaded(k, as), expiresOn: undefined } };
  },
  'marketplace.listDocuments': async k => ({ as: await owner(k), input: { providerId } }),
  'marketplace.removeDocument': async k => {
    const { as, documentId } = await founded(k);
    return { as, input: { documentId } };
  },
  'marketplace.setStanding': async () => ({
    input: { providerId: seedId('service-provider:9'), standing: 'approved' },
  }),
  'marketplace.createListing': async k => ({
    as: await owner(k),
    input: { providerId, priceFrom: '100', priceTo: '200', buildingIds: [buildingId] },
  }),
  'marketplace.updateListing': async k => {
    const offered = { category: 'other', title: 'Fuzzed', priceFrom: '1', priceTo: '900', unit: 'hour' } as const;
    const { marketplace } = k.t.as(await owner(k));
    const { id } = await marketplace.createListing({ providerId, ...offered, buildingIds: [buildingId] });
    const prices = { priceFrom: '2', priceTo: '800', buildingIds: [buildingId] };
    return { as: await owner(k), input: { listingId: id, ...prices, expectedVersion: undefined } };
  },
  'marketplace.listProviderListings': async k => ({ as: await owner(k), input: { providerId } }),
  'marketplace.addWindow': async k => ({
    as: await owner(k),
    input: {
      providerId,
      kind: 'open',
      weekday: 1,
      from: '08:00',
      to: '09:00',
      firstDay: undefined,
      lastDay: undefined,
    },
  }),
  'marketplace.removeWindow': async k => {
    const window = { providerId, weekday: 1, from: '08:00', to: '09:00' };
    return { as: await owner(k), input: { windowId: (await k.t.as(await owner(k)).marketplace.addWindow(window)).id } };
  },
  'marketplace.getCalendar': async k => ({
    as: await owner(k),
    input: { providerId, from: at(k, 0).slice(0, 10), to: at(k, 5 * dayMs).slice(0, 10) },
  }),
  'marketplace.listFreeTimes': async k => ({
    input: { providerId, from: at(k, 0).slice(0, 10), to: at(k, 5 * dayMs).slice(0, 10) },
  }),
  'marketplace.listProviderJobs': async k => ({ as: await owner(k), input: { providerId } }),
  'marketplace.requestQuotes': async k => ({
    as: k.resident,
    input: { category: 'plumbing', listingIds: [listingId], unitId, ticketId: undefined, fileIds: undefined },
  }),
  'marketplace.getQuoteRequest': async k => ({ as: k.resident, input: { requestId: await asked(k) } }),
  'marketplace.listRequestFiles': async k => ({ as: k.resident, input: { requestId: await asked(k) } }),
  'marketplace.cancelQuoteRequest': async k => ({ as: k.resident, input: { requestId: await asked(k) } }),
  'marketplace.listProviderRequests': async k => ({ as: await owner(k), input: { providerId } }),
  'marketplace.refuseRequest': async k => ({ as: await owner(k), input: { requestId: await asked(k), providerId } }),
  'marketplace.submitQuote': async k => ({
    as: await owner(k),
    input: { requestId: await asked(k), providerId, lines, slots: [slot(k)], validUntil: at(k, 5 * dayMs) },
  }),
  'marketplace.withdrawQuote': async k => ({ as: await owner(k), input: { quoteId: (await quoted(k)).quoteId } }),
  'marketplace.declineQuote': async k => ({ as: k.resident, input: { quoteId: (await quoted(k)).quoteId } }),
  'marketplace.acceptQuote': async k => {
    const { quoteId, start } = await quoted(k);
    return { as: k.resident, input: { quoteId, start } };
  },
  'marketplace.sendQuoteMessage': async k => ({ as: k.resident, input: { quoteId: (await quoted(k)).quoteId } }),
  'marketplace.listQuoteMessages': async k => ({ as: k.resident, input: { quoteId: (await quoted(k)).quoteId } }),
  'marketplace.payJob': async k => ({ as: k.resident, input: { jobId: await accepted(k), method: card } }),
  'marketplace.getJob': async k => ({ as: k.resident, input: { jobId: await accepted(k) } }),
  'marketplace.listUnitJobs': async k => ({ as: k.resident, input: { unitId } }),
  'marketplace.listJobHistory': async k => ({ as: k.resident, input: { jobId: await accepted(k) } }),
  'marketplace.listJobFiles': async k => ({ as: k.resident, input: { jobId: await accepted(k) } }),
  'marketplace.previewCancellation': async k => ({ as: k.resident, input: { jobId: await booked(k) } }),
  'marketplace.cancelJob': async k => ({ as: k.resident, input: { jobId: await booked(k) } }),
  'marketplace.finishJob': async k => ({ as: await owner(k), input: { jobId: await begun(k), ...neither } }),
  'marketplace.confirmJob': async k => ({ as: k.resident, input: { jobId: await done(k) } }),
  'marketplace.disputeJob': async k => ({ as: k.resident, input: { jobId: await done(k), ...neither } }),
  'marketplace.decideDispute': async k => ({
    as: k.manager,
    input: { jobId: await disputed(k), decision: 'split', refund: '1' },
  }),
  'marketplace.retryJobRefund': async k => ({ as: k.manager, input: { jobId: await refundFailed(k) } }),
  'marketplace.settleJobRefund': async k => ({ as: k.manager, input: { jobId: await refundFailed(k) } }),
  'marketplace.checkVisitorPass': async k => {
    const jobId = await booked(k);
    const { visitorPass } = await k.t.as(k.resident).marketplace.getJob({ jobId });
    const [from, to] = [at(k, -1_000), at(k, 60_000)];
    await k.t.db('marketplace').run`
      update appointments set active = false
      where provider_id = ${providerId} and starts_at < ${to}::timestamptz and ends_at > ${from}::timestamptz`;
    await k.t.db('marketplace').run`
      update appointments set starts_at = ${from}::timestamptz, ends_at = ${to}::timestamptz where job_id = ${jobId}`;
    return { input: { code: visitorPass! } };
  },
  'marketplace.getEarnings': async k => ({ as: await owner(k), input: { providerId } }),
  'marketplace.claimWarranty': async k => ({ as: k.resident, input: { jobId: await completed(k), ...neither } }),
  'marketplace.listWarrantyClaims': async k => ({ as: k.resident, input: { jobId: await completed(k) } }),
  'marketplace.scheduleWarranty': async k => ({ as: await owner(k), input: { claimId: await claimed(k), ...slot(k) } }),
  'marketplace.finishWarranty': async k => ({ as: await owner(k), input: { claimId: await claimed(k), ...neither } }),
  'marketplace.withdrawWarranty': async k => ({ as: k.resident, input: { claimId: await claimed(k) } }),
};
