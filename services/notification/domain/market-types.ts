// The kinds of notification quotes, jobs and providers have.

import type { TypeRule } from './types.ts';

const id = '01920000-0000-7000-8000-000000000001';
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const quote = { requestId: id, quoteId: id, title: 'The tap drips', provider: 'Rohr & Sohn', total: euros('11900') };
const job = { jobId: id, title: 'The tap drips', provider: 'Rohr & Sohn', startsAt: '2026-03-05T09:00:00.000Z' };
const company = { providerId: id, name: 'Rohr & Sohn' };
const claim = { ...job, claimId: id };

const requestLink = '/quote-requests/{requestId}';
const jobLink = '/jobs/{jobId}';
const providerLink = '/providers/{providerId}';
const quietly = { in_app: true, email: true, push: true } as const;
const loudly = { in_app: true, email: true, push: true, sms: false } as const;
const silently = { in_app: true, email: false, push: true } as const;

export const marketTypes = {
  'provider.submitted': { channels: quietly, digestible: true, link: providerLink, sample: company },
  'provider.verified': { channels: quietly, link: providerLink, sample: company },
  'provider.rejected': {
    channels: quietly,
    link: providerLink,
    sample: { ...company, blocked: true, reason: 'The insurance is of another company.' },
  },
  'provider.suspended': {
    channels: loudly,
    link: providerLink,
    sample: { ...company, expired: false, reason: 'There are complaints.' },
  },
  'provider.document_expiring': {
    channels: loudly,
    link: providerLink,
    sample: { ...company, kind: 'insurance', expiresOn: '2026-03-20' },
  },
  'quote.requested': { channels: loudly, link: requestLink, sample: { requestId: id, title: 'The tap drips' } },
  'quote.submitted': {
    channels: quietly,
    digestible: true,
    link: requestLink,
    sample: { ...quote, validUntil: '2026-03-09T17:00:00.000Z' },
  },
  'quote.closed': { channels: quietly, digestible: true, link: requestLink, sample: { ...quote, reason: 'lost' } },
  'quote.message_sent': { channels: silently, digestible: true, link: requestLink, sample: quote },
  'quote.accepted': {
    channels: quietly,
    link: jobLink,
    sample: { ...job, total: euros('11900'), payBy: '2026-03-03T09:00:00.000Z' },
  },
  'job.booked': { channels: quietly, link: jobLink, sample: { ...job, total: euros('11900'), forProvider: false } },
  'job.reminder': { channels: quietly, link: jobLink, sample: { ...job, forProvider: false } },
  'job.done': { channels: quietly, link: jobLink, sample: { ...job, confirmBy: '2026-03-12T11:00:00.000Z' } },
  'job.refund_failed': { channels: loudly, link: jobLink, sample: { ...job, refund: euros('11900') } },
  'job.disputed': { channels: loudly, link: jobLink, sample: job },
  'job.completed': {
    channels: quietly,
    link: jobLink,
    sample: { ...job, forProvider: true, decided: true, refunded: euros('3333'), earned: euros('7710') },
  },
  'job.cancelled': {
    channels: loudly,
    link: jobLink,
    sample: { ...job, reason: 'job_by_provider', forProvider: false, refund: euros('11900') },
  },
  'job.refunded': { channels: quietly, link: jobLink, sample: { jobId: id, amount: euros('11900') } },
  'warranty.claimed': { channels: loudly, link: jobLink, sample: claim },
  'warranty.scheduled': { channels: quietly, link: jobLink, sample: { ...claim, visitAt: '2026-05-05T08:00:00.000Z' } },
  'warranty.closed': { channels: quietly, link: jobLink, sample: claim },
} as const satisfies Record<string, TypeRule>;
