import { Link } from '@tanstack/react-router';
import { Badge, blank, Card } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { incidentText } from '#web/text/incidents.ts';
import { useText } from '#web/text/language.ts';
import { type Incident, useConcerned } from './incident-data.ts';

/** An incident in a list. */
export function IncidentCard({ incident }: { incident: Incident }) {
  const t = useText(incidentText);
  const open = incident.status === 'open';
  return (
    <Card className="relative p-4 hover:border-edge">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 flex-1 basis-56 text-lg">
          <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }} className="fills-card">
            {incident.title}
          </Link>
        </h2>
        <Badge tone={open ? 'warn' : 'good'}>{open ? t.open : t.resolved}</Badge>
      </div>
      <p className="mt-1 text-soft">{useConcerned(incident) ?? blank}</p>
      <p className="text-sm text-soft">
        {t.reports(incident.ticketCount)} · <Ago at={incident.resolvedAt ?? incident.openedAt} />
      </p>
    </Card>
  );
}
