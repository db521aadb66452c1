// What is promised for a ticket, and what each step of its life means for the clocks that measure it.

import type { Instant } from '#kernel/time';
import type { Sla } from '../contract/setup.ts';
import type { ClockName, TicketStatus } from '../contract/wire.ts';
import { type Clock, newClock, type Promises, pause, restart, retarget, run, stop } from './clocks.ts';
import { isActive } from './status.ts';

const clockNames: readonly ClockName[] = ['first_response', 'update', 'solution'];

function targetOf(clock: ClockName, sla: Sla, urgent: boolean): number | null {
  const { firstResponseMinutes, updateMinutes, solutionMinutes } = urgent ? sla.urgent : sla.normal;
  return { first_response: firstResponseMinutes, update: updateMinutes, solution: solutionMinutes }[clock];
}

/** The promise of the category, or of the nearest one above it that makes one; given from the top down. */
export const slaOf = (fromTop: readonly (Sla | null)[]): Sla => {
  const sla = fromTop.findLast(each => each !== null);
  if (!sla) throw new Error('no category on the way to the top makes a promise');
  return sla;
};

/** The clocks of a new ticket: response and solution run, the first update is due once somebody has responded. */
export const clocksOf = (sla: Sla, urgent: boolean, at: Instant, promises: Promises): Clock[] =>
  clockNames.map(name => {
    const clock = newClock(name, targetOf(name, sla, urgent));
    return name === 'update' ? clock : run(clock, at, promises);
  });

/** The clocks under another promise. */
export const underSla = (clocks: readonly Clock[], sla: Sla, urgent: boolean, promises: Promises): Clock[] =>
  clocks.map(clock => retarget(clock, targetOf(clock.clock, sla, urgent), promises));

/** Staff have told the household something: the first response is given, the next update is due anew. */
export const afterReply = (clocks: readonly Clock[], at: Instant, promises: Promises): Clock[] =>
  clocks.map(clock => {
    if (clock.clock === 'first_response') return stop(clock, at, promises);
    return clock.clock === 'update' ? restart(clock, at, promises) : clock;
  });

export interface Situation {
  status: TicketStatus;
  /** Its incident is open: nothing can be done about the ticket alone. */
  heldByIncident: boolean;
}

/**
 * Brings the clocks in line with the ticket's state: they stand still while the household is asked or an incident
 * holds it, are stopped once it is solved, and go on from what they had counted when it is reopened.
 */
export function inSituation(
  clocks: readonly Clock[],
  { status, heldByIncident }: Situation,
  at: Instant,
  promises: Promises,
): Clock[] {
  const responded = clocks.some(({ clock, stoppedAt }) => clock === 'first_response' && stoppedAt !== null);
  return clocks.map(clock => {
    if (!isActive(status)) return stop(clock, at, promises);
    if (clock.clock === 'first_response' && responded) return clock;
    if (status === 'waiting_for_resident' || heldByIncident) return pause(clock, at, promises);
    if (clock.clock !== 'update') return run(clock, at, promises);
    // A ticket that comes back to life deserves word of it within one whole period.
    if (clock.stoppedAt !== null) return restart(clock, at, promises);
    return responded ? run(clock, at, promises) : clock;
  });
}
