import { useState } from 'react';
import { ticket as contract } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { toast } from '#web/kit/toast.tsx';
import { FindTickets } from '#web/screens/tickets/find-tickets.tsx';
import type { Details } from '#web/screens/tickets/promise.ts';
import { showsTickets } from '#web/screens/tickets/shown.ts';
import { boardText } from '#web/text/board.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

/** Closes a ticket as the duplicate of another. */
export function Merge({ ticket }: { ticket: Details }) {
  const t = useText(boardText);
  const problems = useText(problemText);
  const [open, setOpen] = useState(false);
  const merge = useAction(contract.endpoints.mergeTicket, {
    refreshes: showsTickets,
    done: () => {
      toast(t.merged);
      setOpen(false);
    },
  });
  return (
    <>
      <Button look="plain" size="small" className="-ml-3 self-start" onClick={() => setOpen(true)}>
        {t.merge}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.merge} description={t.mergeLead}>
        <FindTickets
          buildingId={ticket.buildingId}
          label={t.mergeFind}
          none={t.mergeNone}
          fits={({ id }) => id !== ticket.id}
        >
          {other => (
            <div className="flex items-center gap-3 py-2">
              <span className="min-w-0 flex-1">
                <span className="block font-semibold">{other.title}</span>
                <span className="text-sm text-soft">
                  {[other.reference, other.unitLabel ?? other.place?.text].join(' · ')}
                </span>
              </span>
              <Button
                look="quiet"
                size="small"
                aria-label={t.mergeInto(`${other.title}, ${other.reference}`)}
                busy={merge.isPending && merge.variables.into === other.id}
                onClick={() =>
                  merge.mutate(
                    { ticketId: ticket.id, into: other.id, expectedVersion: ticket.version },
                    { onError: error => toast(sentenceFor(error, problems), 'bad') },
                  )
                }
              >
                {t.mergeHere}
              </Button>
            </div>
          )}
        </FindTickets>
      </Dialog>
    </>
  );
}
