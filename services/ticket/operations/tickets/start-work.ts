import { act, changeTicket, save } from '../../change/change.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const startWork = ticketService.operation('startWork', async (ctx, { ticketId, expectedVersion }, call) => {
  const seen = await seeTicket(ctx, call, ticketId, ['staff']);
  return changeTicket(ctx, call, seen, expectedVersion, async change => {
    act(change, { do: 'start' });
    return save(change);
  });
});
