import { fail } from '#kernel/errors';
import { changeTicket, saveChange } from '../../change/change.ts';
import { note } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const removeObserver = ticketService.operation('removeObserver', async (ctx, { ticketId, userId }, call) => {
  const seen = await seeTicket(ctx, call, ticketId);
  if (seen.who !== 'staff' && userId !== call.userId) fail('permission_denied', 'You can only stop watching yourself.');
  await changeTicket(ctx, call, seen, undefined, async change => {
    const removed = await change.tx.run`
      delete from observers where ticket_id = ${ticketId} and user_id = ${userId}`;
    if (removed === 0) fail('not_found', 'This person does not watch the ticket.');
    note(change, 'changed', { observer: 'removed' }, { people: [userId] });
    await saveChange(change);
  });
});
