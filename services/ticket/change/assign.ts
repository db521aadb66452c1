// Giving a ticket to somebody, or taking it back.

import { fail } from '#kernel/errors';
import { ticketAssigned } from '../events.ts';
import { requireStaff } from '../queries/people.ts';
import { act } from './change.ts';
import { type Change, note } from './record.ts';

/**
 * Makes somebody care for the ticket, and somebody do the work; without an assignee it is given back. `executorId`
 * undefined leaves who does the work. Raises `failed_precondition` unless they work for the building and the ticket is
 * active.
 */
export async function assign(change: Change, assigneeId: string | null, executorId?: string | null): Promise<void> {
  const { ctx, tx, at, by } = change;
  const { id, building_id, assignee_id, executor_id } = change.ticket;
  if (assigneeId === null && executorId) fail('invalid_argument', 'executorId: a ticket nobody cares for has none.');
  const executor = assigneeId === null ? null : executorId === undefined ? executor_id : executorId;
  if (assigneeId === assignee_id && executor === executor_id) return;
  for (const person of new Set([assigneeId, executor])) if (person) await requireStaff(tx, building_id, person);
  act(change, assigneeId === null ? { do: 'unassign' } : { do: 'assign', assigneeId });
  change.ticket = { ...change.ticket, executor_id: executor };
  note(change, 'assigned', {}, { people: [assigneeId, executor] });
  await tx.run`update assignments set ended_at = ${at} where ticket_id = ${id} and ended_at is null`;
  if (assigneeId !== null)
    await tx.run`
      insert into assignments (id, ticket_id, assignee_id, executor_id, assigned_by, assigned_at)
      values (${ctx.id()}, ${id}, ${assigneeId}, ${executor}, ${by}, ${at})`;
  change.events.push(about => ctx.publish(tx, ticketAssigned, { ...about, assigneeId, executorId: executor }));
}
