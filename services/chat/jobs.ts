// What chat does by itself: what hung on messages that are past their time goes with them.

import { dropForgotten } from '#kernel/forgotten';
import { col } from '#kernel/sql/columns';
import { type ChatCtx, chatService } from './definition.ts';
import { keptSince } from './queries/messages.ts';

const batch = 100;

/** The months themselves are dropped by the kernel; here go the rows that are kept apart from them. */
async function forgetOld(ctx: ChatCtx): Promise<void> {
  const before = keptSince(ctx);
  await ctx.db.run`delete from pins where message_at < ${before}`;
  await ctx.db.run`delete from message_reports where state <> 'open' and created_at < ${before}`;
  for (;;) {
    const claims = await ctx.db.many({ claim: col.text })`
      select claim from file_claims where message_at < ${before} order by message_at limit ${batch}`;
    // Released before it is forgotten: done twice it changes nothing.
    for (const { claim } of claims) {
      await ctx.clients.media.releaseFiles({ claim });
      await ctx.db.run`delete from file_claims where claim = ${claim}`;
    }
    if (claims.length < batch) return;
  }
}

export const jobs = [
  chatService.job('forget-old', '1d', forgetOld),
  chatService.job('drop-forgotten', '1d', dropForgotten),
];
