import { Link } from '@tanstack/react-router';
import { Cog } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { ticket } from '#services/ticket/contract';
import { useList } from '#web/api/queries.ts';
import { useHolds } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { day } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Select } from '#web/kit/select.tsx';
import { Badge, Card, Empty, Skeleton, type Tone } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { upkeepText } from '#web/text/upkeep.ts';
import { AddDevice, ChangeDevice, deviceStates } from './device-form.tsx';

const { listAssets, listAssetHistory } = ticket.endpoints;
export type Device = OutputOf<typeof listAssets>['items'][number];
const tones: Record<Device['state'], Tone> = { in_service: 'good', out_of_service: 'warn', retired: 'plain' };

export function Devices({ buildingId }: { buildingId: string }) {
  const t = useText(upkeepText);
  const manages = useHolds('manager', `building:${buildingId}`);
  const [state, setState] = useState<Device['state'] | ''>('');
  const [adding, setAdding] = useState(false);
  const list = useList(listAssets, { buildingId, limit: 50, ...(state && { state }) });
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Select
          label={t.state}
          value={state}
          onChoose={setState}
          options={[
            { value: '', label: t.everyState },
            ...deviceStates.map(value => ({ value, label: t.states[value] })),
          ]}
        />
        {manages && <Button onClick={() => setAdding(true)}>{t.addDevice}</Button>}
      </div>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.items && !list.error && <Skeleton className="h-80 rounded-card" />}
      {list.items?.length === 0 && (
        <Card>
          <Empty icon={<Cog />} title={t.noDevices}>
            {t.noDevicesLead}
          </Empty>
        </Card>
      )}
      <ul className="flex flex-col gap-3">
        {list.items?.map(device => (
          <li key={device.id}>
            <DeviceCard device={device} manages={manages} />
          </li>
        ))}
      </ul>
      <More list={list} />
      <Dialog open={adding} onOpenChange={setAdding} title={t.addDevice}>
        <AddDevice buildingId={buildingId} close={() => setAdding(false)} />
      </Dialog>
    </>
  );
}

function DeviceCard({ device, manages }: { device: Device; manages: boolean }) {
  const t = useText(upkeepText);
  const language = useLanguage();
  const [open, setOpen] = useState<'change' | 'history' | null>(null);
  const close = () => setOpen(null);
  const { name, kind, serial, place, installedOn, warrantyUntil, activeTickets, state } = device;
  return (
    <Card className="p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="min-w-0 text-lg">{name}</h2>
        <Badge tone={tones[state]}>{t.states[state]}</Badge>
      </div>
      <p className="text-soft">
        {[
          kind,
          serial,
          place?.text,
          installedOn && `${t.installedOn} ${day(installedOn, language)}`,
          warrantyUntil && `${t.warrantyUntil} ${day(warrantyUntil, language)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {device.notes && <p className="mt-2 whitespace-pre-line">{device.notes}</p>}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {activeTickets > 0 && (
          <Button asChild look="quiet" size="small">
            <Link to="/manage/tickets" search={{ asset: device.id }}>
              {t.activeTickets(activeTickets)}
            </Link>
          </Button>
        )}
        <Button look="outline" size="small" aria-label={t.historyOf(name)} onClick={() => setOpen('history')}>
          {t.history}
        </Button>
        {manages && (
          <Button look="outline" size="small" aria-label={t.changeOf(name)} onClick={() => setOpen('change')}>
            {t.change}
          </Button>
        )}
      </div>
      <Dialog open={open === 'change'} onOpenChange={close} title={t.changeOf(name)}>
        <ChangeDevice device={device} close={close} />
      </Dialog>
      <Dialog open={open === 'history'} onOpenChange={close} title={t.historyOf(name)}>
        <History assetId={device.id} />
      </Dialog>
    </Card>
  );
}

function History({ assetId }: { assetId: string }) {
  const t = useText(upkeepText);
  const list = useList(listAssetHistory, { assetId, limit: 30 });
  if (list.error && !list.items) return <Failed error={list.error} retry={list.refetch} />;
  if (!list.items) return <Skeleton className="h-32" />;
  const way = ({ ticketId, incidentId }: (typeof list.items & object)[number]): ReactNode => {
    const look = 'font-semibold text-fig underline';
    if (ticketId)
      return (
        <Link to="/tickets/$ticketId" params={{ ticketId }} className={look}>
          {t.toReport}
        </Link>
      );
    if (!incidentId) return null;
    return (
      <Link to="/incidents/$incidentId" params={{ incidentId }} className={look}>
        {t.toIncident}
      </Link>
    );
  };
  return (
    <>
      {list.items.length === 0 && <p className="text-soft">{t.nothing}</p>}
      <ul className="mb-3 divide-y divide-line">
        {list.items.map(entry => (
          <li key={entry.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5">
            <span className="font-medium">{t.events[entry.kind]}</span>
            {way(entry)}
            <span className="text-sm text-soft">
              <Ago at={entry.at} />
            </span>
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}
