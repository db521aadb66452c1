// What of the promise for a ticket matters to those who wait for it, in one sentence.

import type { OutputOf } from '#kernel/contract';
import type { ticket } from '#services/ticket/contract';

export type Details = OutputOf<typeof ticket.endpoints.getTicket>;

export type Promised =
  | { kind: 'late' | 'asked' | 'incident' }
  /** `by` is when at the latest. */
  | { kind: 'answer' | 'solution'; by: string };

/** Null where nothing is promised, or nothing any more. */
export function promisedFor(
  { status, incidentId, clocks }: Pick<Details, 'status' | 'incidentId' | 'clocks'>,
  now: number,
) {
  if (status === 'resolved' || status === 'closed') return null;
  if (status === 'waiting_for_resident') return { kind: 'asked' } satisfies Promised;
  const clockOf = (name: Details['clocks'][number]['clock']) => clocks.find(({ clock }) => clock === name);
  const [answer, solution] = [clockOf('first_response'), clockOf('solution')];
  if (incidentId !== null && solution?.state === 'paused') return { kind: 'incident' } satisfies Promised;
  const running = answer?.state === 'running' ? answer : solution;
  if (running?.breachedAt) return { kind: 'late' } satisfies Promised;
  if (running?.state !== 'running' || running.dueAt === null) return null;
  if (Date.parse(running.dueAt) < now) return { kind: 'late' } satisfies Promised;
  return { kind: running === answer ? 'answer' : 'solution', by: running.dueAt } satisfies Promised;
}
