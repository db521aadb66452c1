import { fail } from '#kernel/errors';
import { act, changeTicket, countReply, saveChange } from '../../change/change.ts';
import { writeComment } from '../../change/comment.ts';
import { withFiles } from '../../change/files.ts';
import type { Change } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const addComment = ticketService.operation('addComment', async (ctx, input, call) => {
  const { ticketId, text, internal, fileIds } = input;
  const seen = await seeTicket(ctx, call, ticketId);
  if (internal && seen.who !== 'staff')
    fail('permission_denied', 'Internal comments are for staff: send internal false.');
  return withFiles(ctx, call, 'addComment', fileIds, files =>
    changeTicket(ctx, call, seen, undefined, async change => {
      requireTalk(change);
      const answers = seen.who === 'household' && change.ticket.status === 'waiting_for_resident';
      const written = await writeComment(change, { kind: answers ? 'answer' : 'comment', text, internal, files });
      if (answers) act(change, { do: 'answer' });
      if (seen.who === 'staff' && !internal) countReply(change);
      return written(await saveChange(change));
    }),
  );
});

/** What is over is reopened rather than talked about, so that nobody waits for an answer that nobody sees. */
function requireTalk({ who, ticket }: Change): void {
  if (who === 'staff' || ticket.status !== 'closed') return;
  const instead = ticket.merged_into === null ? 'reopen it or report anew' : 'it was merged into another';
  fail('failed_precondition', `This ticket is closed: ${instead}.`, { reason: 'wrong_status' });
}
