import { fail } from '#kernel/errors';
import { epochMs } from '#kernel/time';
import { act, changeTicket, save } from '../../change/change.ts';
import { writeComment } from '../../change/comment.ts';
import type { Change } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';
import { worksFor } from '../../queries/people.ts';

export const reopenTicket = ticketService.operation('reopenTicket', async (ctx, input, call) => {
  const seen = await seeTicket(ctx, call, input.ticketId, ['staff', 'household']);
  return changeTicket(ctx, call, seen, input.expectedVersion, async change => {
    if (seen.who === 'household') requireWindow(change);
    await dropGoneAssignee(change);
    await writeComment(change, { kind: 'reopening', text: input.reason });
    act(change, { do: 'reopen' });
    return save(change);
  });
});

function requireWindow({ ctx, ticket, at }: Change): void {
  const since = ticket.resolved_at ?? ticket.closed_at;
  const days = ctx.config.reopenDays;
  if (since !== null && epochMs(at) - epochMs(since) > days * 86_400_000)
    fail('failed_precondition', `This was solved more than ${days} days ago: report it anew.`, {
      reason: 'reopen_window_over',
    });
}

/** Whoever cared for it may have left meanwhile; then it is open to all. */
async function dropGoneAssignee(change: Change): Promise<void> {
  const { assignee_id, building_id } = change.ticket;
  if (assignee_id !== null && !(await worksFor(change.tx, assignee_id, building_id)))
    change.ticket = { ...change.ticket, assignee_id: null, executor_id: null };
}
