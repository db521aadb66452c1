import { changeTicket, save } from '../../change/change.ts';
import { note } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket, ticketOf } from '../../queries/cards.ts';
import { addTags } from '../../queries/tags.ts';

export const setTags = ticketService.operation('setTags', async (ctx, { ticketId, tags, expectedVersion }, call) => {
  const seen = await seeTicket(ctx, call, ticketId, ['staff']);
  return changeTicket(ctx, call, seen, expectedVersion, async change => {
    const removed = await change.tx.run`
      delete from ticket_tags x using tags g
      where x.ticket_id = ${ticketId} and g.id = x.tag_id and not g.name = any(${tags}::text[])`;
    const added = await addTags(ctx, change.tx, { id: ticketId, buildingId: seen.buildingId }, tags);
    if (removed + added === 0) return ticketOf(change.tx, ticketId);
    note(change, 'changed', { tags }, { internal: true });
    return save(change);
  });
});
