// When a clock is about to run out or has: who hears of it.

import { col } from '#kernel/sql/columns';
import { type Crossing, crossingsBy } from '../domain/clocks.ts';
import { ticketSlaBreached, ticketSlaWarning } from '../events.ts';
import { type Change, note } from './record.ts';

/** Notes and publishes what the clocks of a ticket ran into until now. */
export async function tellCrossings(change: Change): Promise<void> {
  const results = change.clocks.map(clock => crossingsBy(clock, change.at, change.promises));
  if (results.every(({ clock }, index) => clock === change.clocks[index])) return;
  change.clocks = results.map(result => result.clock);
  for (const { crossings } of results) for (const crossing of crossings) await tell(change, crossing);
}

async function tell(change: Change, { clock, dueAt, level }: Crossing): Promise<void> {
  const { ctx, tx } = change;
  if (level === null) {
    change.events.push(about => ctx.publish(tx, ticketSlaWarning, { ...about, by: null, clock, dueAt }));
    return;
  }
  change.ticket = { ...change.ticket, breached: true };
  const people = level === 0 ? [] : await peopleOfLevel(change, level);
  note(change, 'escalated', { clock, dueAt, level }, { internal: true, by: null, people });
  for (const escalatedTo of people.length > 0 ? people : [null])
    change.events.push(about =>
      ctx.publish(tx, ticketSlaBreached, { ...about, by: null, clock, dueAt, level, escalatedTo }),
    );
}

/** Those a level of the chain names, and those who hold the roles it names. */
async function peopleOfLevel({ tx, ticket }: Change, level: number): Promise<string[]> {
  const { people } = await tx.one({ people: col.uuids })`
    select array(
      select unnest(r.user_ids) from escalation_rules r
      where r.building_id = ${ticket.building_id} and r.level = ${level}
      union
      select s.user_id from escalation_rules r
      join staff s on s.role = any (r.roles) and (s.building_id = r.building_id or s.building_id is null)
      where r.building_id = ${ticket.building_id} and r.level = ${level}) as people`;
  return people;
}
