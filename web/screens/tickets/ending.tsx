import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ticket as contract } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { ticketText } from '#web/text/tickets.ts';
import type { Details } from './promise.ts';
import { SayDialog } from './say-dialog.tsx';
import { showsTickets } from './shown.ts';

const { closeTicket, reopenTicket } = contract.endpoints;
const refreshes = showsTickets;

/** What the household decides: that it is solved, that it is not, or that nobody need come. */
export function Ending({ ticket }: { ticket: Details }) {
  if (ticket.mergedInto !== null) return null;
  if (ticket.status === 'resolved' || ticket.status === 'closed') return <Verdict ticket={ticket} />;
  return <Otherwise ticket={ticket} />;
}

function Verdict({ ticket: { id, status, version } }: { ticket: Details }) {
  const t = useText(ticketText);
  const problems = useText(problemText);
  const [reopening, setReopening] = useState(false);
  const close = useAction(closeTicket, { refreshes, done: () => toast(t.confirmed) });
  const reopen = useAction(reopenTicket, { refreshes, done: () => toast(t.reopened) });
  const solved = status === 'resolved';
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{solved ? t.solvedTitle : t.closedTitle}</h2>
      <p className="mt-1 mb-4 text-soft">{solved ? t.solvedLead : t.closedLead}</p>
      <div className="flex flex-wrap gap-2">
        {solved && (
          <Button
            busy={close.isPending}
            onClick={() =>
              close.mutate(
                { ticketId: id, expectedVersion: version },
                { onError: error => toast(sentenceFor(error, problems), 'bad') },
              )
            }
          >
            {t.confirm}
          </Button>
        )}
        <Button look="outline" onClick={() => setReopening(true)}>
          {solved ? t.reopen : t.again}
        </Button>
      </div>
      <SayDialog
        open={reopening}
        close={() => setReopening(false)}
        title={t.again}
        lead={t.reopenLead}
        label={t.reopenText}
        submit={t.again}
        schema={reopenTicket.input.pick({ reason: true })}
        send={reason => reopen.mutateAsync({ ticketId: id, reason })}
      />
    </Card>
  );
}

function Otherwise({ ticket: { id } }: { ticket: Details }) {
  const t = useText(ticketText);
  const problems = useText(problemText);
  const [open, setOpen] = useState(false);
  const close = useAction(closeTicket, {
    refreshes,
    done: () => {
      toast(t.withdrawn);
      setOpen(false);
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button asChild look="outline" size="small" title={t.askQuotesLead}>
        <Link to="/services/ask" search={{ ticket: id } as never}>
          {t.askQuotes}
        </Link>
      </Button>
      <Button look="plain" size="small" className="text-bad" onClick={() => setOpen(true)}>
        {t.withdraw}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.withdraw} description={t.withdrawLead}>
        <Button
          look="danger"
          busy={close.isPending}
          onClick={() =>
            close.mutate(
              { ticketId: id, reason: 'withdrawn' },
              { onError: error => toast(sentenceFor(error, problems), 'bad') },
            )
          }
        >
          {t.withdraw}
        </Button>
      </Dialog>
    </div>
  );
}
