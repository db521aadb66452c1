import { useRef, useState } from 'react';
import { toast } from '#web/kit/toast.tsx';
import type { Status, Ticket } from '#web/screens/tickets/state.tsx';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { ticketStateText } from '#web/text/ticket-states.ts';
import { type BoardInput, findCard, showMoved } from './columns.ts';
import { stepTo } from './moves.ts';
import { type AskedStep, takesSomebody, takesWords } from './step-dialog.tsx';
import { useSteps } from './steps.ts';

interface Asked extends AskedStep {
  to: Status;
}

/** Moves cards: what needs no words at once, back again if it is refused; else after the words. */
export function useMoves(input: BoardInput) {
  const t = useText(boardText);
  const states = useText(ticketStateText).staff;
  const problems = useText(problemText);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [news, setNews] = useState('');
  const takeStep = useSteps();
  const under = useRef(new Map<string, Promise<void>>());

  const tell = ({ ticket, to }: Asked) => setNews(t.moved(ticket.title, states[to]));
  /** One step of a ticket after the other, each on what the one before has made of it. */
  async function take({ step, ticket }: Asked, said?: string): Promise<void> {
    const before = under.current.get(ticket.id);
    const taken = (async () => {
      await before?.catch(() => {});
      const version = Math.max(ticket.version, findCard(input, ticket.id)?.version ?? 0);
      await takeStep(step, { ...ticket, version }, said);
    })();
    under.current.set(ticket.id, taken);
    await taken;
  }
  async function atOnce(move: Asked): Promise<void> {
    const { ticket, step, to } = move;
    const assigneeId = step === 'giveBack' ? null : ticket.assigneeId;
    const back = showMoved(input, ticket.status, { ...ticket, status: to, assigneeId });
    tell(move);
    await take(move).catch(error => {
      back();
      setNews('');
      toast(sentenceFor(error, problems), 'bad');
    });
  }
  return {
    asked,
    /** What just happened, for those who do not see the cards move. */
    news,
    say: setNews,
    move(ticket: Ticket, to: Status): void {
      const step = stepTo(ticket, to);
      if (!step) return;
      if (takesWords(step) || takesSomebody(step)) setAsked({ ticket, to, step });
      else void atOnce({ ticket, to, step });
    },
    /** Gives a ticket to somebody else where it stands. */
    give: (ticket: Ticket): void => setAsked({ ticket, to: ticket.status, step: 'assign' }),
    cancel: (): void => setAsked(null),
    /** By then the board has been read anew. */
    async take(said: string): Promise<void> {
      await take(asked!, said);
      tell(asked!);
      setAsked(null);
    },
  };
}
