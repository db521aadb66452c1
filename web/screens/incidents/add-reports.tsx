import { useState } from 'react';
import { ticket } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { toast } from '#web/kit/toast.tsx';
import { FindTickets } from '#web/screens/tickets/find-tickets.tsx';
import { showsTickets } from '#web/screens/tickets/shown.ts';
import { incidentText } from '#web/text/incidents.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import type { Incident } from './incident-data.ts';

const { linkTickets, getIncident, listIncidents } = ticket.endpoints;

interface AddReportsProps {
  open: boolean;
  close: () => void;
  incident: Incident;
}

/** Finds open reports with the same cause, and takes those that are ticked. */
export function AddReports({ open, close, incident }: AddReportsProps) {
  const t = useText(incidentText);
  return (
    <Dialog open={open} onOpenChange={close} title={t.add} description={t.addLead}>
      <Choose incident={incident} close={close} />
    </Dialog>
  );
}

function Choose({ incident, close }: Omit<AddReportsProps, 'open'>) {
  const t = useText(incidentText);
  const problems = useText(problemText);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const link = useAction(linkTickets, {
    refreshes: [getIncident, listIncidents, ...showsTickets],
    done: () => {
      toast(t.added);
      close();
    },
  });
  return (
    <>
      <FindTickets
        buildingId={incident.buildingId}
        label={t.find}
        none={t.noneFound}
        fits={each => each.incidentId === null}
      >
        {each => (
          <Tick
            checked={chosen.includes(each.id)}
            onTick={on => setChosen(on ? [...chosen, each.id] : chosen.filter(id => id !== each.id))}
          >
            <span className="block font-semibold">{each.title}</span>
            <span className="block text-sm text-soft">
              {[each.reference, each.unitLabel ?? each.place?.text].join(' · ')}
            </span>
          </Tick>
        )}
      </FindTickets>
      <Button
        className="mt-4"
        disabled={chosen.length === 0}
        busy={link.isPending}
        onClick={() =>
          link.mutate(
            { incidentId: incident.id, ticketIds: [...chosen] },
            { onError: error => toast(sentenceFor(error, problems), 'bad') },
          )
        }
      >
        {t.addThem}
      </Button>
    </>
  );
}
