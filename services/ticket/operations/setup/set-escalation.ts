import { fail } from '#kernel/errors';
import { ticketService } from '../../definition.ts';
import { type EscalationLevel, escalationOf, writeEscalation } from '../../queries/escalation.ts';
import { requireStaff } from '../../queries/people.ts';

export const setEscalation = ticketService.operation('setEscalation', async (ctx, { buildingId, levels }) => {
  requireChain(levels);
  return ctx.db.transaction(async tx => {
    for (const userId of new Set(levels.flatMap(level => level.userIds))) await requireStaff(tx, buildingId, userId);
    await tx.run`delete from escalation_rules where building_id = ${buildingId}`;
    await writeEscalation(tx, buildingId, levels);
    // Clocks that ran out under the old chain may have run into a level of the new one: the sweep works it out.
    await tx.run`
      update sla_timestamps s set check_at = ${ctx.now()} from tickets t
      where t.id = s.ticket_id and t.building_id = ${buildingId}
        and s.running_since is not null and s.breached_at is not null`;
    return escalationOf(tx, buildingId);
  });
});

function requireChain(levels: readonly EscalationLevel[]): void {
  for (const [index, { afterMinutes, userIds, roles }] of levels.entries()) {
    if (userIds.length + roles.length === 0) fail('invalid_argument', `levels.${index}: name somebody, or a role.`);
    if (index > 0 && afterMinutes <= levels[index - 1]!.afterMinutes)
      fail('invalid_argument', `levels.${index}.afterMinutes: each level comes later than the one before.`);
  }
}
