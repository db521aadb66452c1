import { epochMs, instantAt } from '#kernel/time';
import { marketplaceService } from '../../definition.ts';
import { isRunning, reasonOf, refundNow } from '../../job/cancel.ts';
import { requireTakes } from '../../job/move.ts';
import { findCard, requireParty } from '../../queries/jobs.ts';

export const previewCancellation = marketplaceService.operation('previewCancellation', async (ctx, { jobId }, call) => {
  const { card, party } = requireParty(call, await findCard(ctx.db, jobId));
  if (!isRunning(card)) requireTakes(card, 'cancelled');
  const refund = refundNow(ctx, card, reasonOf(party));
  const money = (amount: bigint) => ({ amount: String(amount), currency: card.currency });
  const freeUntil = instantAt(epochMs(card.starts_at) - card.free_cancel_hours * 3_600_000);
  // What was not paid cannot be kept either.
  const paid = card.paid || card.state === 'capturing';
  return { refund: money(paid ? refund : 0n), kept: money(paid ? card.total - refund : 0n), freeUntil };
});
