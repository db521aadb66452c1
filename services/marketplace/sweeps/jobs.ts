// What the clock does to jobs: reminders, the confirmation that nobody objected to, and those of which nobody says a word.

import { col } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import type { MarketplaceCtx } from '../definition.ts';
import { jobReminderDue } from '../events.ts';
import { dispute } from '../job/dispute.ts';
import { settleWith } from '../job/move.ts';
import { eventAbout, findCard, lockCard } from '../queries/jobs.ts';

const perRun = 500;
const dayMs = 86_400_000;

const daysAgo = (ctx: MarketplaceCtx, days: number) => instantAt(epochMs(ctx.now()) - days * dayMs);

/** Confirms what was said to be done and nobody objected to. */
export async function confirmSilently(ctx: MarketplaceCtx): Promise<void> {
  const due = await ctx.db.many({ id: col.uuid })`
    select id from job_bookings
    where state = 'done' and done_at <= ${daysAgo(ctx, ctx.config.confirmDays)} order by done_at, id limit ${perRun}`;
  for (const { id } of due)
    await ctx.db.transaction(async tx => {
      const card = (await lockCard(tx, id))!;
      if (card.state === 'done') await settleWith(ctx, tx, card, 'confirmed', 0n, { by: null, note: 'no_word' });
    });
}

/** Asks a manager about what should have taken place, where neither side has said a word. */
export async function disputeSilent(ctx: MarketplaceCtx): Promise<void> {
  const due = await ctx.db.many({ id: col.uuid })`
    select j.id from job_bookings j join appointments a on a.job_id = j.id and a.claim_id is null
    where j.state = 'booked' and a.ends_at <= ${daysAgo(ctx, ctx.config.silentDays)}
    order by a.ends_at, j.id limit ${perRun}`;
  for (const { id } of due)
    await ctx.db.transaction(async tx => {
      const card = (await lockCard(tx, id))!;
      if (card.state !== 'booked') return;
      await dispute(ctx, tx, card, { by: null, text: 'Nobody has said whether it took place.' });
    });
}

/** Reminds of what begins soon, unless it was only just booked. */
export async function remind(ctx: MarketplaceCtx): Promise<void> {
  const { reminderHours } = ctx.config;
  const soon = instantAt(epochMs(ctx.now()) + reminderHours * 3_600_000);
  await ctx.db.transaction(async tx => {
    const due = await tx.many({ id: col.uuid })`
      update job_bookings set reminded_at = ${ctx.now()}
      where id in (
        select j.id from job_bookings j join appointments a on a.job_id = j.id and a.claim_id is null
        where j.state = 'booked' and j.reminded_at is null and a.starts_at > ${ctx.now()} and a.starts_at <= ${soon}
          and j.booked_at < a.starts_at - make_interval(hours => ${reminderHours})
        order by j.id limit ${perRun} for update of j skip locked)
      returning id`;
    for (const { id } of due) await ctx.publish(tx, jobReminderDue, eventAbout((await findCard(tx, id))!));
  });
}
