// What happens to quotes and jobs, to the resident and to whoever runs the provider; what waits for a decision, to those who
// decide. Whoever did something is not told of it.

import type { Tx } from '#kernel/sql/database';
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
import { type NotificationCtx, notificationService } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';
import type { Variables } from '../delivery/rows.ts';
import type { TypeName } from '../domain/types.ts';
import { managersOf } from '../queries.ts';

type Money = { amount: string; currency: string };

/** The amount, or null where there is none. */
const some = (money: Money): Money | null => (money.amount === '0' ? null : money);

/** Notes one notice for each who is there to be told. */
const tell = (
  ctx: NotificationCtx,
  tx: Tx,
  type: TypeName,
  key: string,
  userIds: readonly (string | null)[],
  variables: Variables,
): Promise<void> =>
  enqueue(ctx, tx, { type, key, userIds: userIds.filter((each): each is string => each !== null), variables });

interface JobFacts {
  jobId: string;
  title: string;
  provider: string;
  startsAt: string;
}
const jobOf = ({ jobId, title, provider, startsAt }: JobFacts) => ({ jobId, title, provider, startsAt });

interface QuoteFacts {
  requestId: string;
  quoteId: string;
  title: string;
  provider: string;
  total: Money;
}
const quoteOf = ({ requestId, quoteId, title, provider, total }: QuoteFacts) => ({
  requestId,
  quoteId,
  title,
  provider,
  total,
});

/** Tells both sides of a job, each in its own words. */
async function tellBoth(
  ctx: NotificationCtx,
  tx: Tx,
  type: TypeName,
  data: JobFacts & { userId: string | null; ownerId: string | null },
  more: Variables = {},
): Promise<void> {
  const about = { ...jobOf(data), ...more };
  await tell(ctx, tx, type, data.jobId, [data.userId], { ...about, forProvider: false });
  await tell(ctx, tx, type, `${data.jobId}:provider`, [data.ownerId], { ...about, forProvider: true });
}

export const onProviderSubmitted = notificationService.on(providerSubmitted, async (ctx, data, tx) => {
  const { providerId, name, submission, buildingIds } = data;
  const managers = (await Promise.all(buildingIds.map(buildingId => managersOf(tx, buildingId)))).flat();
  const key = `${providerId}:${submission}`;
  await tell(ctx, tx, 'provider.submitted', key, [...new Set(managers)], { providerId, name });
});

export const onProviderVerified = notificationService.on(providerVerified, (ctx, data, tx, meta) => {
  const { providerId, name, ownerId } = data;
  return tell(ctx, tx, 'provider.verified', meta.id, [ownerId], { providerId, name });
});

export const onProviderRejected = notificationService.on(providerRejected, (ctx, data, tx, meta) => {
  const { providerId, name, ownerId, reason, buildingId } = data;
  return tell(ctx, tx, 'provider.rejected', meta.id, [ownerId], { providerId, name, reason, blocked: !!buildingId });
});

export const onProviderSuspended = notificationService.on(providerSuspended, (ctx, data, tx, meta) => {
  const { providerId, name, ownerId, reason, cause } = data;
  const expired = cause === 'document_expired';
  return tell(ctx, tx, 'provider.suspended', meta.id, [ownerId], { providerId, name, reason, expired });
});

export const onDocumentExpiring = notificationService.on(documentExpiring, (ctx, data, tx) => {
  const { providerId, name, ownerId, documentId, kind, expiresOn } = data;
  return tell(ctx, tx, 'provider.document_expiring', documentId, [ownerId], { providerId, name, kind, expiresOn });
});

export const onQuoteRequested = notificationService.on(quoteRequested, (ctx, data, tx) => {
  const { requestId, title, ownerIds } = data;
  return tell(ctx, tx, 'quote.requested', requestId, ownerIds, { requestId, title });
});

export const onQuoteSubmitted = notificationService.on(quoteSubmitted, (ctx, data, tx) =>
  tell(ctx, tx, 'quote.submitted', data.quoteId, [data.userId], { ...quoteOf(data), validUntil: data.validUntil }),
);

/** Whoever took a quote back hears nothing of it; the resident hears of that alone. */
export const onQuoteClosed = notificationService.on(quoteClosed, (ctx, data, tx) => {
  const { reason, quoteId } = data;
  const to = reason === 'withdrawn' ? data.userId : data.ownerId;
  return tell(ctx, tx, 'quote.closed', quoteId, [to], { ...quoteOf(data), reason: `quote_${reason}` });
});

export const onQuoteMessage = notificationService.on(quoteMessageSent, (ctx, data, tx) => {
  const to = data.side === 'resident' ? data.ownerId : data.userId;
  return tell(ctx, tx, 'quote.message_sent', data.messageId, [to], quoteOf(data));
});

export const onQuoteAccepted = notificationService.on(quoteAccepted, (ctx, data, tx) => {
  const { jobId, ownerId, total, payBy } = data;
  return tell(ctx, tx, 'quote.accepted', jobId, [ownerId], { ...jobOf(data), total, payBy });
});

export const onJobBooked = notificationService.on(jobBooked, (ctx, data, tx) =>
  tellBoth(ctx, tx, 'job.booked', data, { total: data.total }),
);

export const onJobReminder = notificationService.on(jobReminderDue, (ctx, data, tx) =>
  tellBoth(ctx, tx, 'job.reminder', data),
);

export const onJobDone = notificationService.on(jobDone, (ctx, data, tx) =>
  tell(ctx, tx, 'job.done', data.jobId, [data.userId], { ...jobOf(data), confirmBy: data.confirmBy }),
);

export const onJobDisputed = notificationService.on(jobDisputed, async (ctx, data, tx) => {
  const { jobId, buildingId, ownerId, userId, by } = data;
  const to = [ownerId, userId, ...(await managersOf(tx, buildingId))].filter(each => each !== by);
  await tell(ctx, tx, 'job.disputed', jobId, [...new Set(to)], jobOf(data));
});

/** Once for each job, also where it was asked for again and failed again. */
export const onJobRefundFailed = notificationService.on(jobRefundFailed, async (ctx, data, tx) => {
  const to = await managersOf(tx, data.buildingId);
  await tell(ctx, tx, 'job.refund_failed', data.jobId, to, { ...jobOf(data), refund: data.refund });
});

export const onJobCompleted = notificationService.on(jobCompleted, (ctx, data, tx) => {
  const { decision, refunded, earned } = data;
  const decided = decision !== null && decision !== 'taken_back';
  return tellBoth(ctx, tx, 'job.completed', data, { decided, refunded: some(refunded), earned: some(earned) });
});

/** Whose account is gone is not told. */
export const onJobCancelled = notificationService.on(jobCancelled, (ctx, data, tx) => {
  const { reason, refund } = data;
  return tellBoth(ctx, tx, 'job.cancelled', data, { reason: `job_${reason}`, refund: some(refund) });
});

export const onWarrantyClaimed = notificationService.on(warrantyClaimed, (ctx, data, tx) =>
  tell(ctx, tx, 'warranty.claimed', data.claimId, [data.ownerId], { ...jobOf(data), claimId: data.claimId }),
);

export const onWarrantyScheduled = notificationService.on(warrantyScheduled, (ctx, data, tx, meta) => {
  const { claimId, claimedBy, visitAt } = data;
  return tell(ctx, tx, 'warranty.scheduled', meta.id, [claimedBy], { ...jobOf(data), claimId, visitAt });
});

export const onWarrantyClosed = notificationService.on(warrantyClosed, (ctx, data, tx) => {
  const { claimId, claimedBy, ownerId, outcome } = data;
  const to = outcome === 'resolved' ? claimedBy : ownerId;
  return tell(ctx, tx, 'warranty.closed', claimId, [to], { ...jobOf(data), claimId });
});
