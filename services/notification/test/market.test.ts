// What people hear of quotes, jobs and providers: each once however often it comes, in their language, as they wish.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userRoleChanged } from '#services/iam/events';
import {
  documentExpiring,
  jobBooked,
  jobCancelled,
  jobCompleted,
  jobDisputed,
  jobDone,
  jobRefundFailed,
  jobReminderDue,
  providerRejected,
  providerSubmitted,
  providerSuspended,
  providerVerified,
  quoteAccepted,
  quoteClosed,
  quoteMessageSent,
  quoteRequested,
  quoteSubmitted,
  warrantyClaimed,
  warrantyClosed,
  warrantyScheduled,
} from '#services/marketplace/events';
import { type Town, town } from './town.ts';

let here: Town;
beforeAll(async () => {
  here = await town();
});
afterAll(() => here.t.close());

/** An event comes, and a second goes by: so that lists by time have one order. */
const hear: Town['t']['deliver'] = async (event, data) => {
  await here.t.deliver(event, data);
  here.t.clock.advance('1s');
};

const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** A resident, the owner of a provider and a manager, and a job between them. */
async function meeting(locale: 'en' | 'de' = 'en') {
  const [ada, owner, manager] = [here.person({ locale }), here.person({ locale }), here.person()];
  const buildingId = randomUUID();
  const scope = `building:${buildingId}`;
  await here.t.deliver(userRoleChanged, { userId: manager.userId, role: 'manager', scope, change: 'granted' });
  const company = { providerId: randomUUID(), ownerId: owner.userId, name: 'Rohr & Sohn' };
  const about = {
    requestId: randomUUID(),
    quoteId: randomUUID(),
    buildingId,
    unitId: randomUUID(),
    userId: ada.userId,
    title: 'The tap drips',
    providerId: company.providerId,
    ownerId: owner.userId,
    provider: company.name,
    total: eur('11900'),
  };
  const times = { startsAt: '2026-03-05T09:00:00.000Z', endsAt: '2026-03-05T11:00:00.000Z', zone: 'Europe/Berlin' };
  const job = { ...about, ...times, jobId: randomUUID(), ticketId: null };
  return { ada, owner, manager, buildingId, company, quote: about, job };
}

const types = async (person: Awaited<ReturnType<typeof meeting>>['ada']) =>
  (await here.inApp(person)).map(({ type }) => type).toReversed();

test('a provider hears what is decided on it and when its papers expire, managers of one that asks; told twice, once', async () => {
  const { owner, manager, buildingId, company } = await meeting();
  await hear(providerSubmitted, { ...company, submission: 2, buildingIds: [buildingId, randomUUID()] });
  await hear(providerVerified, { ...company, buildingId: null });
  await hear(providerRejected, { ...company, buildingId, reason: 'The cellar was flooded.' });
  await hear(providerSuspended, { ...company, cause: 'document_expired', reason: 'document_expired' });
  const paper = { documentId: randomUUID(), kind: 'insurance', expiresOn: '2026-03-20' };
  await hear(documentExpiring, { ...company, ...paper });
  await here.t.redeliver();
  expect(await types(manager)).toEqual(['provider.submitted']);
  expect(await types(owner)).toEqual([
    'provider.verified',
    'provider.rejected',
    'provider.suspended',
    'provider.document_expiring',
  ]);
  const [expiring, suspended, blocked] = await here.inApp(owner);
  expect(expiring!.body).toBe('A document of Rohr & Sohn expires on 2026-03-20: insurance.');
  expect(suspended!.body).toBe('Rohr & Sohn takes no new work for now. A document has expired.');
  expect(blocked!.body).toBe('Rohr & Sohn was blocked in a building. The reason: The cellar was flooded.');
});

test('of a quote each side hears what the other did', async () => {
  const { ada, owner, quote, job } = await meeting();
  const { requestId, buildingId, unitId, userId, title, providerId } = quote;
  const request = { requestId, buildingId, unitId, userId, title };
  await hear(quoteRequested, {
    ...request,
    ticketId: null,
    category: 'plumbing',
    providerIds: [providerId],
    ownerIds: [owner.userId],
  });
  await hear(quoteSubmitted, { ...quote, validUntil: '2026-03-09T17:00:00.000Z' });
  await hear(quoteMessageSent, { ...quote, messageId: randomUUID(), side: 'resident' });
  await hear(quoteMessageSent, { ...quote, messageId: randomUUID(), side: 'provider' });
  await hear(quoteAccepted, { ...job, payBy: '2026-03-03T09:00:00.000Z' });
  await hear(quoteClosed, { ...quote, quoteId: randomUUID(), reason: 'lost' });
  await hear(quoteClosed, { ...quote, quoteId: randomUUID(), reason: 'withdrawn' });
  await here.t.redeliver();
  expect(await types(ada)).toEqual(['quote.submitted', 'quote.message_sent', 'quote.closed']);
  expect(await types(owner)).toEqual(['quote.requested', 'quote.message_sent', 'quote.accepted', 'quote.closed']);
  expect((await here.inApp(ada))[0]!.body).toContain('The provider has taken it back.');
  expect((await here.inApp(owner))[0]!.body).toContain('The resident has chosen another quote.');
  const mails = (await here.mailbox(ada.userId)).map(({ subject }) => subject);
  expect(mails).toContain('A quote of Rohr & Sohn: The tap drips');
});

test('of a job both hear in their own words, from booked to settled, and a manager of a dispute', async () => {
  const { ada, owner, manager, job } = await meeting('de');
  await hear(jobBooked, job);
  await hear(jobReminderDue, job);
  await hear(jobDone, { ...job, confirmBy: '2026-03-12T11:00:00.000Z' });
  await hear(jobDisputed, { ...job, by: ada.userId });
  await hear(jobRefundFailed, { ...job, refund: eur('3333'), failure: 'refused' });
  await hear(jobRefundFailed, { ...job, refund: eur('3333'), failure: 'refused' });
  const outcome = { verified: true, settled: true, refunded: eur('3333'), earned: eur('7710') };
  await hear(jobCompleted, { ...job, ...outcome, decision: 'split' });
  await here.t.redeliver();
  expect(await types(ada)).toEqual(['job.booked', 'job.reminder', 'job.done', 'job.completed']);
  expect(await types(owner)).toEqual(['job.booked', 'job.reminder', 'job.disputed', 'job.completed']);
  expect(await types(manager)).toEqual(['job.disputed', 'job.refund_failed']);
  expect((await here.inApp(ada))[0]!.body).toMatch(/abgerechnet: The tap drips\. Sie erhalten 33,33\s€ zurück\./);
  expect((await here.inApp(owner))[0]!.body).toMatch(/Sie verdienen 77,10\s€\./);
});

test('of a job that is cancelled both hear why; money that goes back only who paid; nobody whose account is gone', async () => {
  const { ada, owner, job } = await meeting();
  await hear(jobCancelled, { ...job, reason: 'by_provider', refund: eur('11900') });
  await hear(jobCancelled, {
    ...job,
    jobId: randomUUID(),
    userId: null,
    reason: 'account_deleted',
    refund: eur('0'),
  });
  await here.t.redeliver();
  const [mine] = await here.inApp(ada);
  expect(mine!.body).toMatch(/The provider has cancelled it\..*119\.00.* given back/s);
  expect(await types(ada)).toEqual(['job.cancelled']);
  const bodies = (await here.inApp(owner)).map(({ body }) => body);
  expect(bodies).toHaveLength(2);
  expect(bodies.join()).not.toContain('given back');
});

test('a warranty is told to who has to come, and to who asked', async () => {
  const { ada, owner, job } = await meeting();
  const claim = { ...job, claimId: randomUUID(), claimedBy: ada.userId };
  await hear(warrantyClaimed, claim);
  await hear(warrantyScheduled, { ...claim, visitAt: '2026-05-05T08:00:00.000Z' });
  await hear(warrantyClosed, { ...claim, outcome: 'resolved' });
  await hear(warrantyClosed, { ...claim, claimId: randomUUID(), outcome: 'withdrawn' });
  await here.t.redeliver();
  expect(await types(ada)).toEqual(['warranty.scheduled', 'warranty.closed']);
  expect(await types(owner)).toEqual(['warranty.claimed', 'warranty.closed']);
});

test('who wants no e-mails of quotes gets none', async () => {
  const { ada, quote } = await meeting();
  await here.t.as(ada).notification.setPreferences({
    items: [{ type: 'quote.submitted', channel: 'email', enabled: false }],
  });
  await hear(quoteSubmitted, { ...quote, validUntil: '2026-03-09T17:00:00.000Z' });
  expect(await types(ada)).toEqual(['quote.submitted']);
  expect(await here.mailbox(ada.userId)).toEqual([]);
});
