import type { ParsedOf } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { epochMs, instantAt } from '#kernel/time';
import type { marketplace } from '../../contract.ts';
import { type MarketplaceCtx, marketplaceService } from '../../definition.ts';
import { timers } from '../../domain/job.ts';
import { drive } from '../../job/drive.ts';
import { loadJobs, placeOf } from '../../job/load.ts';
import { type Card, findCard, jobOf, requireParty } from '../../queries/jobs.ts';

/** More cards than this nobody tries. */
const maxTries = 10;

export const payJob = marketplaceService.operation('payJob', async (ctx, { jobId, method }, call) => {
  const { card } = requireParty(call, await findCard(ctx.db, jobId), ['resident']);
  if (card.state === 'accepted') await begin(ctx, card, method);
  const [job] = await loadJobs(ctx.db, [jobId]);
  const paid = job!.state === 'authorising' ? await drive(ctx, job!) : job!;
  if (paid?.state === 'accepted')
    fail('failed_precondition', 'The payment was declined; nothing was charged. Try another way to pay.', {
      reason: 'payment_declined',
    });
  const now = await jobOf(ctx.db, jobId);
  if (now.state === 'voiding' || now.state === 'lapsed') late();
  return now;
});

const late = (): never =>
  fail('failed_precondition', 'The time to pay is over. Accept the quote once more.', { reason: 'pay_time_over' });

/** From here on whoever finds the job can pay for it. */
async function begin(
  ctx: MarketplaceCtx,
  card: Card,
  method: ParsedOf<(typeof marketplace)['endpoints']['payJob']>['method'],
): Promise<void> {
  if (card.expires_at === null || card.expires_at <= ctx.now()) late();
  if (card.payment_no > maxTries)
    fail('failed_precondition', 'Too many payments were declined.', { reason: 'too_many_tries' });
  const billTo = ctx.cipher.seal(json(await nameOf(ctx, card)), placeOf.billTo(card.id));
  const sealed = ctx.cipher.seal(json(method), placeOf.method(card.id));
  const begun = await ctx.db.run`
    update job_bookings set state = 'authorising', version = version + 1, attempts = 0, payment_method = ${sealed},
                            bill_to = ${billTo}, payment_state = 'initiated',
                            due_at = ${instantAt(epochMs(ctx.now()) + timers.leaseMs)}
    where id = ${card.id} and state = 'accepted' and payment_no = ${card.payment_no}`;
  if (begun === 0) fail('conflict', 'It is being paid already; look at the job.', { reason: 'being_paid' });
}

/** What stands on the invoice. That it cannot be asked for now keeps nobody from paying. */
async function nameOf(ctx: MarketplaceCtx, { user_id, unit }: Card): Promise<string[]> {
  const { items } = await ctx.clients.iam.getUsers({ userIds: [user_id!] }).catch(() => ({ items: [] }));
  return [items[0]?.name ?? 'Resident', unit];
}
