import { act, changeTicket, save } from '../../change/change.ts';
import { writeComment } from '../../change/comment.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const resolveTicket = ticketService.operation('resolveTicket', async (ctx, input, call) => {
  const seen = await seeTicket(ctx, call, input.ticketId, ['staff']);
  return changeTicket(ctx, call, seen, input.expectedVersion, async change => {
    if (input.note) await writeComment(change, { kind: 'resolution', text: input.note });
    act(change, { do: 'resolve' });
    return save(change);
  });
});
