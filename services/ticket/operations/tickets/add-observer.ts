import { fail } from '#kernel/errors';
import { changeTicket, saveChange } from '../../change/change.ts';
import { note } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';
import { belongsTo } from '../../queries/people.ts';

export const addObserver = ticketService.operation('addObserver', async (ctx, { ticketId, userId }, call) => {
  const seen = await seeTicket(ctx, call, ticketId);
  if (seen.who !== 'staff' && userId !== call.userId) fail('permission_denied', 'You can only watch it yourself.');
  await changeTicket(ctx, call, seen, undefined, async change => {
    if (!(await belongsTo(change.tx, userId, seen.buildingId)))
      fail('failed_precondition', 'Choose somebody who lives or works in this building.', {
        reason: 'not_of_building',
      });
    const added = await change.tx.run`
      insert into observers (ticket_id, user_id, added_by, added_at)
      values (${ticketId}, ${userId}, ${change.by}, ${change.at}) on conflict do nothing`;
    if (added === 0) return;
    note(change, 'changed', { observer: 'added' }, { people: [userId] });
    await saveChange(change);
  });
});
