// The steps of a ticket's life as the API takes them; each of them is an endpoint of its own.

import { ticket as contract } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { showsTickets } from '#web/screens/tickets/shown.ts';
import type { Ticket } from '#web/screens/tickets/state.tsx';
import type { Step } from './moves.ts';

const { assignTicket, startWork, askResident, answerQuestion, resolveTicket, reopenTicket, closeTicket } =
  contract.endpoints;
const refreshes = { refreshes: showsTickets };

/** Takes a step; `said` is the text of those that need one, or whom to give it to. */
export function useSteps(): (step: Step, ticket: Ticket, said?: string) => Promise<unknown> {
  const assign = useAction(assignTicket, refreshes);
  const start = useAction(startWork, refreshes);
  const ask = useAction(askResident, refreshes);
  const answer = useAction(answerQuestion, refreshes);
  const resolve = useAction(resolveTicket, refreshes);
  const reopen = useAction(reopenTicket, refreshes);
  const close = useAction(closeTicket, refreshes);
  return async (step, { id: ticketId, version: expectedVersion }, said = '') => {
    const seen = { ticketId, expectedVersion };
    switch (step) {
      case 'assign':
        return assign.mutateAsync({ ...seen, assigneeId: said });
      case 'assignAndStart':
        await assign.mutateAsync({ ...seen, assigneeId: said });
        return start.mutateAsync({ ticketId });
      case 'giveBack':
        return assign.mutateAsync({ ...seen, assigneeId: null });
      case 'start':
        return start.mutateAsync(seen);
      case 'ask':
        return ask.mutateAsync({ ...seen, question: said });
      case 'answer':
        return answer.mutateAsync({ ...seen, answer: said });
      case 'resolve':
        return resolve.mutateAsync({ ...seen, note: said });
      case 'reopen':
        return reopen.mutateAsync({ ...seen, reason: said });
      case 'close':
        return close.mutateAsync(seen);
    }
  };
}

/** Of the steps that take words, which field of the API they go to. */
export const wordsOf = {
  ask: askResident.input.pick({ question: true }),
  answer: answerQuestion.input.pick({ answer: true }),
  resolve: resolveTicket.input.pick({ note: true }),
  reopen: reopenTicket.input.pick({ reason: true }),
} as const;
