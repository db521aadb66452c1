import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { ticket } from '#services/ticket/contract';
import { useList } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { More } from '#web/kit/more.tsx';
import { Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { ForStaff } from '#web/screens/tickets/for-staff.tsx';
import { useIsStaff } from '#web/screens/tickets/people.ts';
import { incidentText } from '#web/text/incidents.ts';
import { useText } from '#web/text/language.ts';
import { IncidentCard } from './incident-card.tsx';
import { OpenIncident } from './open-incident.tsx';

type View = 'open' | 'resolved';

/** What is out of order in the building, and what was. */
export default function Incidents() {
  const t = useText(incidentText);
  const { current } = useBuildings();
  const staff = useIsStaff(current?.id);
  const [view, setView] = useState<View>('open');
  const [opening, setOpening] = useState(false);
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <Button disabled={!staff} onClick={() => setOpening(true)}>
          {t.begin}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Choices
          label={t.show}
          shown={false}
          value={view}
          onChoose={setView}
          options={(['open', 'resolved'] as const).map(value => ({ value, label: t[value] }))}
        />
        <ForStaff waiting={<Skeleton className="h-28 rounded-card" />}>
          {buildingId => <List buildingId={buildingId} view={view} />}
        </ForStaff>
      </div>
      {current && (
        <OpenIncident open={opening} close={() => setOpening(false)} buildingId={current.id} ticketIds={[]} />
      )}
    </Page>
  );
}

function List({ buildingId, view }: { buildingId: string; view: View }) {
  const t = useText(incidentText);
  const list = useList(ticket.endpoints.listIncidents, { buildingId, status: view, limit: 20 });
  if (list.error && !list.items) return <Failed error={list.error} retry={list.refetch} />;
  if (!list.items) return <Skeleton className="h-28 rounded-card" />;
  if (list.items.length === 0)
    return (
      <Card>
        {view === 'open' ? (
          <Empty icon={<CircleCheck />} title={t.none}>
            {t.noneLead}
          </Empty>
        ) : (
          <Empty icon={<TriangleAlert />} title={t.noneResolved} />
        )}
      </Card>
    );
  return (
    <>
      <ul className="flex flex-col gap-3">
        {list.items.map(incident => (
          <li key={incident.id}>
            <IncidentCard incident={incident} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}
