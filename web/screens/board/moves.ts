// Which step brings a ticket from one column of the board to another.

import type { Status, Ticket } from '#web/screens/tickets/state.tsx';

export type Step =
  | 'assign'
  | 'assignAndStart'
  | 'giveBack'
  | 'start'
  | 'ask'
  | 'answer'
  | 'resolve'
  | 'reopen'
  | 'close';

/** From left to right. */
export const columns: readonly Status[] = [
  'open',
  'assigned',
  'in_progress',
  'waiting_for_resident',
  'resolved',
  'closed',
];

const over = { resolved: 'resolve', closed: 'close' } as const;
const steps: Record<Status, Partial<Record<Status, Step>>> = {
  open: { assigned: 'assign', in_progress: 'assignAndStart', waiting_for_resident: 'ask', ...over },
  assigned: { open: 'giveBack', in_progress: 'start', waiting_for_resident: 'ask', ...over },
  in_progress: { open: 'giveBack', waiting_for_resident: 'ask', ...over },
  waiting_for_resident: { open: 'answer', assigned: 'answer', in_progress: 'answer', ...over },
  resolved: { open: 'reopen', assigned: 'reopen', closed: 'close' },
  closed: { open: 'reopen', assigned: 'reopen' },
};

type Movable = Pick<Ticket, 'status' | 'assigneeId' | 'mergedInto'>;

/** The step that leads there; null where none does. A ticket that comes back goes to whoever had it. */
export function stepTo({ status, assigneeId, mergedInto }: Movable, to: Status): Step | null {
  const step = steps[status][to] ?? null;
  if (step === 'reopen' && mergedInto !== null) return null;
  if (step === 'reopen' || step === 'answer') return (to === 'open') === (assigneeId === null) ? step : null;
  return step;
}

/** Where a ticket can go, from left to right. */
export const targetsOf = (ticket: Movable): Status[] => columns.filter(to => stepTo(ticket, to) !== null);

/** The nearest column on a side that the ticket can go to. */
export function besides(ticket: Movable, side: 'left' | 'right'): Status | undefined {
  const at = columns.indexOf(ticket.status);
  const targets = targetsOf(ticket);
  return side === 'right'
    ? targets.find(to => columns.indexOf(to) > at)
    : targets.findLast(to => columns.indexOf(to) < at);
}
