import { act, changeTicket, save } from '../../change/change.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const closeTicket = ticketService.operation('closeTicket', async (ctx, input, call) => {
  const seen = await seeTicket(ctx, call, input.ticketId, ['staff', 'household']);
  return changeTicket(ctx, call, seen, input.expectedVersion, async change => {
    act(change, { do: 'close', reason: input.reason });
    return save(change);
  });
});
