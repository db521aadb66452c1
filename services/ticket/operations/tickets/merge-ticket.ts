import { fail } from '#kernel/errors';
import { calendarOf } from '../../change/calendar.ts';
import { act, openChange, save, saveChange } from '../../change/change.ts';
import { type Change, note } from '../../change/record.ts';
import { ticketService } from '../../definition.ts';
import { seeTicket } from '../../queries/cards.ts';

export const mergeTicket = ticketService.operation('mergeTicket', async (ctx, input, call) => {
  const { ticketId, into, expectedVersion } = input;
  if (ticketId.toLowerCase() === into.toLowerCase())
    fail('invalid_argument', 'into: a ticket is no duplicate of itself.');
  const { who, buildingId } = await seeTicket(ctx, call, ticketId, ['staff']);
  const calendar = await calendarOf(ctx, buildingId);
  const options = { by: call.user?.userId ?? null, who, calendar };
  return ctx.db.transaction(async tx => {
    // Locked in one order: of two that merge each other into one another the second finds its target closed.
    const changes = new Map<string, Change | null>();
    for (const id of [ticketId, into].toSorted()) {
      const expected = id === ticketId ? expectedVersion : undefined;
      changes.set(id, await openChange(ctx, tx, id, { ...options, expectedVersion: expected }));
    }
    const [duplicate, target] = [changes.get(ticketId)!, changes.get(into)];
    if (target?.ticket.building_id !== buildingId)
      return fail('not_found', 'The building has no such ticket to merge into.');
    if (target.ticket.status === 'closed')
      fail('failed_precondition', `${target.ticket.reference} is closed: merge into one that is not.`, {
        reason: 'target_closed',
      });
    duplicate.ticket = { ...duplicate.ticket, merged_into: into };
    act(duplicate, { do: 'close', reason: 'duplicate' });
    note(duplicate, 'merged', { into });
    note(target, 'merged', { ticketId, reference: duplicate.ticket.reference });
    await moveWatchers(duplicate, target);
    // What was merged into the duplicate before now leads to the target at once, so that no chain grows.
    await tx.run`update tickets set merged_into = ${into} where merged_into = ${ticketId}`;
    await saveChange(target);
    return save(duplicate);
  });
});

/** Who followed the duplicate follows the target. */
async function moveWatchers({ ticket, observerIds }: Change, target: Change): Promise<void> {
  const people = [ticket.opened_by, ...observerIds].filter(
    person => person !== null && person !== target.ticket.opened_by,
  );
  await target.tx.run`
    insert into observers (ticket_id, user_id, added_by, added_at)
    select ${target.ticket.id}, person, ${target.by}, ${target.at} from unnest(${people}::uuid[]) as person
    on conflict do nothing`;
  target.observerIds = [...new Set([...target.observerIds, ...people.filter(person => person !== null)])];
}
