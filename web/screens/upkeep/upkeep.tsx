import { useState } from 'react';
import { Choices } from '#web/kit/choices.tsx';
import { Page, Skeleton } from '#web/kit/surface.tsx';
import { ForStaff } from '#web/screens/tickets/for-staff.tsx';
import { useText } from '#web/text/language.ts';
import { upkeepText } from '#web/text/upkeep.ts';
import { Devices } from './devices.tsx';
import { Schedules } from './schedules.tsx';

/** What a building keeps in order: its devices, and the work that comes round. */
export default function Upkeep() {
  const t = useText(upkeepText);
  const [view, setView] = useState<'devices' | 'schedules'>('devices');
  return (
    <Page title={t.title} lead={t.lead}>
      <div className="flex flex-col gap-4">
        <Choices
          label={t.view}
          shown={false}
          value={view}
          onChoose={setView}
          options={(['devices', 'schedules'] as const).map(value => ({ value, label: t[value] }))}
        />
        <ForStaff waiting={<Skeleton className="h-80 rounded-card" />}>
          {buildingId =>
            view === 'devices' ? <Devices buildingId={buildingId} /> : <Schedules buildingId={buildingId} />
          }
        </ForStaff>
      </div>
    </Page>
  );
}
