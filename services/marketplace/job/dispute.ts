// A dispute begins, by somebody's word or because there was none.

import type { Tx } from '#kernel/sql/database';
import type { MarketplaceCtx } from '../definition.ts';
import { jobDisputed } from '../events.ts';
import { type Card, eventAbout } from '../queries/jobs.ts';
import { move } from './move.ts';

/** Opens a dispute on a job that is locked: its money stays in escrow until a manager decides. */
export async function dispute(
  ctx: MarketplaceCtx,
  tx: Tx,
  card: Card,
  { by, text }: { by: string | null; text: string },
): Promise<void> {
  await move(ctx, tx, card, 'disputed', { by, note: text });
  await tx.run`
    insert into disputes (job_id, opened_by, text, opened_at) values (${card.id}, ${by}, ${text}, ${ctx.now()})`;
  await ctx.publish(tx, jobDisputed, { ...eventAbout(card), by });
}
