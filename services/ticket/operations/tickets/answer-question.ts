import { act, changeTicket, saveChange } from '../../change/change.ts';
import { writeComment } from '../../change/comment.ts';
import { withFiles } from '../../change/files.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const answerQuestion = ticketService.operation('answerQuestion', async (ctx, input, call) => {
  const seen = await seeTicket(ctx, call, input.ticketId, ['staff', 'household']);
  return withFiles(ctx, call, 'answerQuestion', input.fileIds, files =>
    changeTicket(ctx, call, seen, input.expectedVersion, async change => {
      const written = await writeComment(change, { kind: 'answer', text: input.answer, files });
      act(change, { do: 'answer' });
      return written(await saveChange(change));
    }),
  );
});
