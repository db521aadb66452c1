// The life of a ticket, as one state machine:
//
//     open → assigned → in_progress ⇄ waiting_for_resident → resolved → closed
//
// A ticket can be asked about or resolved from any state in which somebody may work on it, goes back to where it was
// once the household has answered, and comes back to life when it is reopened.

import { fail } from '#kernel/errors';
import type { CloseReason, TicketStatus } from '../contract/wire.ts';

/** Who acts: staff of the building, somebody of the ticket's household, somebody who watches it, or nobody at all. */
export type Standing = 'staff' | 'household' | 'observer' | 'platform';

export interface TicketState {
  status: TicketStatus;
  /** Where a ticket that waits for the resident goes on. */
  askedFrom: TicketStatus | null;
  assigneeId: string | null;
  closeReason: CloseReason | null;
}

export type Action =
  | { do: 'assign'; assigneeId: string }
  | { do: 'unassign' | 'start' | 'ask' | 'answer' | 'resolve' | 'reopen' }
  | { do: 'close'; reason: CloseReason };

export type ActionName = Action['do'];

/** Nothing is solved yet: its clocks may run and somebody may work on it. */
export const activeStatuses: readonly TicketStatus[] = ['open', 'assigned', 'in_progress', 'waiting_for_resident'];
export const isActive = (status: TicketStatus): boolean => activeStatuses.includes(status);

const working: readonly TicketStatus[] = ['open', 'assigned', 'in_progress'];

interface Rule {
  from: readonly TicketStatus[];
  who: readonly Standing[];
  /** What to tell somebody who tries it in another state. */
  otherwise: string;
}

const rules: Record<Exclude<ActionName, 'close'>, Rule> = {
  assign: { from: activeStatuses, who: ['staff', 'platform'], otherwise: 'reopen it before you assign it' },
  unassign: { from: activeStatuses, who: ['staff', 'platform'], otherwise: 'it needs nobody any more' },
  start: { from: ['assigned'], who: ['staff'], otherwise: 'work starts on an assigned ticket' },
  ask: { from: working, who: ['staff'], otherwise: 'only one question can wait, and none once it is solved' },
  answer: { from: ['waiting_for_resident'], who: ['staff', 'household'], otherwise: 'nothing was asked' },
  resolve: { from: activeStatuses, who: ['staff', 'platform'], otherwise: 'it is solved already' },
  reopen: { from: ['resolved', 'closed'], who: ['staff', 'household'], otherwise: 'it is open' },
};

const closing: Record<CloseReason, Rule> = {
  solved: { from: ['resolved'], who: ['staff', 'household'], otherwise: 'confirm it once it is resolved' },
  withdrawn: { from: activeStatuses, who: ['staff', 'household'], otherwise: 'it is solved already' },
  duplicate: { from: [...activeStatuses, 'resolved'], who: ['staff'], otherwise: 'it is closed already' },
  auto_closed: { from: ['resolved'], who: ['platform'], otherwise: 'it is not resolved' },
};

/** Staff may also close as solved what nobody resolved first, e.g. after a phone call. */
const ruleOf = (action: Action, who: Standing): Rule => {
  if (action.do !== 'close') return rules[action.do];
  if (action.reason === 'solved' && who === 'staff') return closing.duplicate;
  return closing[action.reason];
};

/**
 * What becomes of a ticket. Raises `permission_denied` if that is not for the one who acts, `failed_precondition` with
 * the reason `wrong_status` if the state does not allow it.
 */
export function transition(state: TicketState, action: Action, who: Standing): TicketState {
  const rule = ruleOf(action, who);
  if (!rule.who.includes(who)) fail('permission_denied', `Only ${rule.who.join(' or ')} may ${action.do} a ticket.`);
  if (!rule.from.includes(state.status))
    fail('failed_precondition', `This ticket is ${state.status.replaceAll('_', ' ')}: ${rule.otherwise}.`, {
      reason: 'wrong_status',
      details: { status: state.status },
    });
  return after(state, action);
}

function after(state: TicketState, action: Action): TicketState {
  const { status, askedFrom, assigneeId } = state;
  switch (action.do) {
    case 'assign':
      return { ...through(state, 'open', 'assigned'), assigneeId: action.assigneeId };
    case 'unassign':
      return { ...through(through(state, 'assigned', 'open'), 'in_progress', 'open'), assigneeId: null };
    case 'start':
      return { ...state, status: 'in_progress' };
    case 'ask':
      return { ...state, status: 'waiting_for_resident', askedFrom: status };
    case 'answer':
      return { ...state, status: askedFrom ?? 'open', askedFrom: null };
    case 'resolve':
      return { ...state, status: 'resolved', askedFrom: null };
    case 'close':
      return { ...state, status: 'closed', askedFrom: null, closeReason: action.reason };
    case 'reopen':
      if (state.closeReason === 'duplicate')
        fail('failed_precondition', 'This ticket was merged into another: write on that one.', { reason: 'merged' });
      return { ...state, status: assigneeId === null ? 'open' : 'assigned', closeReason: null };
  }
}

/** Moves a ticket on, or where it goes on while it waits, if it stands at `from`. */
function through(state: TicketState, from: TicketStatus, to: TicketStatus): TicketState {
  if (state.status === from) return { ...state, status: to };
  return state.askedFrom === from ? { ...state, askedFrom: to } : state;
}
