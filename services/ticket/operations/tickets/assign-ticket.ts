import { assign } from '../../change/assign.ts';
import { changeTicket, save } from '../../change/change.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const assignTicket = ticketService.operation('assignTicket', async (ctx, input, call) => {
  const seen = await seeTicket(ctx, call, input.ticketId, ['staff']);
  return changeTicket(ctx, call, seen, input.expectedVersion, async change => {
    await assign(change, input.assigneeId, input.executorId);
    return save(change);
  });
});
