import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { ticket } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Badge, blank, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useIsStaff } from '#web/screens/tickets/people.ts';
import { SayDialog } from '#web/screens/tickets/say-dialog.tsx';
import { showsTickets } from '#web/screens/tickets/shown.ts';
import { StateBadge, type Ticket } from '#web/screens/tickets/state.tsx';
import { incidentText } from '#web/text/incidents.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { AddReports } from './add-reports.tsx';
import { type Incident, useConcerned, useIncident } from './incident-data.ts';

const { getIncident, listIncidents, resolveIncident, unlinkTicket } = ticket.endpoints;
const refreshes = [getIncident, listIncidents, ...showsTickets] as const;
const route = getRouteApi('/inside/incidents/$incidentId');

/** One incident: for residents what is known, for staff its reports and its end. */
export default function IncidentScreen() {
  const t = useText(incidentText);
  const { incidentId } = route.useParams();
  const incident = useIncident(incidentId);
  const staff = useIsStaff(incident?.buildingId);
  if (incident === null) return <Empty icon={<TriangleAlert />} title={t.gone} />;
  return (
    <Page title={incident?.title ?? blank} actions={staff && <Back />}>
      {!incident ? (
        <Skeleton className="h-44 rounded-card" />
      ) : (
        <div className="flex flex-col gap-5">
          <About incident={incident} staff={staff} />
          {staff && incident.tickets && <Reports incident={incident} tickets={incident.tickets} />}
        </div>
      )}
    </Page>
  );
}

function Back() {
  const t = useText(incidentText);
  return (
    <Button asChild look="plain" size="small">
      <Link to="/manage/incidents">
        <ArrowLeft size={18} aria-hidden /> {t.back}
      </Link>
    </Button>
  );
}

function About({ incident, staff }: { incident: Incident; staff: boolean }) {
  const t = useText(incidentText);
  const [ending, setEnding] = useState(false);
  const end = useAction(resolveIncident, { refreshes, done: () => toast(t.ended) });
  const concerned = useConcerned(incident);
  const open = incident.status === 'open';
  return (
    <Card className="p-4 sm:p-5">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={open ? 'warn' : 'good'}>{open ? t.open : t.resolved}</Badge>
        <span className="text-sm text-soft">
          {concerned ?? blank} · <Ago at={incident.resolvedAt ?? incident.openedAt} />
        </span>
      </p>
      {incident.description && <p className="mt-3 whitespace-pre-line">{incident.description}</p>}
      {incident.resolution && <p className="mt-3 whitespace-pre-line">{incident.resolution}</p>}
      {staff && open && (
        <Button className="mt-4" onClick={() => setEnding(true)}>
          {t.end}
        </Button>
      )}
      {!staff && (
        <>
          <p className="mt-3 text-soft">{open ? t.residentLead : t.isOver}</p>
          <Button asChild look="quiet" className="mt-4">
            <Link to="/tickets/new">{t.report}</Link>
          </Button>
        </>
      )}
      <SayDialog
        open={ending}
        close={() => setEnding(false)}
        title={t.end}
        lead={t.endLead}
        label={t.note}
        submit={t.end}
        schema={resolveIncident.input.pick({ note: true })}
        send={note => end.mutateAsync({ incidentId: incident.id, note })}
      />
    </Card>
  );
}

function Reports({ incident, tickets }: { incident: Incident; tickets: readonly Ticket[] }) {
  const t = useText(incidentText);
  const problems = useText(problemText);
  const [adding, setAdding] = useState(false);
  const out = useAction(unlinkTicket, { refreshes });
  const open = incident.status === 'open';
  return (
    <Card className="p-4 sm:p-5">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg">{t.reportsTitle}</h2>
        {open && (
          <Button look="quiet" size="small" onClick={() => setAdding(true)}>
            {t.add}
          </Button>
        )}
      </div>
      {tickets.length === 0 && <p className="text-soft">{t.noReports}</p>}
      <ul className="divide-y divide-line">
        {tickets.map(({ id, title, reference, status, unitLabel, place }) => (
          <li key={id} className="flex items-center gap-3 py-2.5">
            <span className="min-w-0 flex-1">
              <Link to="/tickets/$ticketId" params={{ ticketId: id }} className="block font-semibold hover:underline">
                {title}
              </Link>
              <span className="text-sm text-soft">{[reference, unitLabel ?? place?.text].join(' · ')}</span>
            </span>
            <StateBadge status={status} forStaff />
            {open && (
              <IconButton
                label={t.takeOut(`${title}, ${reference}`)}
                onClick={() =>
                  out.mutate(
                    { incidentId: incident.id, ticketId: id },
                    { onError: error => toast(sentenceFor(error, problems), 'bad') },
                  )
                }
              >
                <X size={18} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <AddReports open={adding} close={() => setAdding(false)} incident={incident} />
    </Card>
  );
}
