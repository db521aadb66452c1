import { fail } from '#kernel/errors';
import { act, changeTicket, countReply, saveChange } from '../../change/change.ts';
import { writeComment } from '../../change/comment.ts';
import { withFiles } from '../../change/files.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const askResident = ticketService.operation('askResident', async (ctx, input, call) => {
  const seen = await seeTicket(ctx, call, input.ticketId, ['staff']);
  return withFiles(ctx, call, 'askResident', input.fileIds, files =>
    changeTicket(ctx, call, seen, input.expectedVersion, async change => {
      if (change.ticket.opened_by === null && change.ticket.unit_id === null)
        fail('failed_precondition', 'Nobody reported this, so there is nobody to ask.', { reason: 'nobody_to_ask' });
      const written = await writeComment(change, { kind: 'question', text: input.question, files });
      countReply(change);
      act(change, { do: 'ask' });
      return written(await saveChange(change));
    }),
  );
});
