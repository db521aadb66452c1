// What runs by itself: bringing messages out, asking on in emergencies, and forgetting what is old.

import { dropForgotten } from '#kernel/forgotten';
import { minus } from '#kernel/time';
import { notificationService } from './definition.ts';
import { deliverDue } from './delivery/deliver.ts';
import { loopOf } from './delivery/wake.ts';
import { channels } from './domain/types.ts';
import { escalateEmergencies } from './emergency/escalate.ts';

export const deliver = channels.map(channel =>
  notificationService.loop(loopOf(channel), ctx => deliverDue(ctx, channel)),
);

export const escalate = notificationService.job('escalate-emergencies', '30s', escalateEmergencies);

/** Longer than any event can come again: the inbox forgets after 30 days, too. */
const claimsKept = '90d';
const batchSize = 5_000;

/** Messages that are over, counts of past hours, and old messages of the local mailbox. */
export const tidy = notificationService.job('forget-deliveries', '1d', async ctx => {
  const now = ctx.now();
  const before = minus(now, claimsKept);
  let forgotten = batchSize;
  while (forgotten === batchSize)
    forgotten = await ctx.db.run`
      delete from deliveries where id in (select id from deliveries where finished_at < ${before} limit ${batchSize})`;
  await ctx.db.run`delete from send_counts where hour < ${minus(now, '1d')}`;
  await ctx.db.run`delete from mailbox where created_at < ${minus(now, `${ctx.config.mailboxDays}d`)}`;
});

export const dropGone = notificationService.job('drop-forgotten', '1d', dropForgotten);
