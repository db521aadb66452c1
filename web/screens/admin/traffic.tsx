import { Activity } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { gateway } from '#services/gateway/contract';
import { useRead } from '#web/api/queries.ts';
import { Bars } from '#web/kit/bars.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Figure } from '#web/kit/figure.tsx';
import { tags } from '#web/kit/format.ts';
import { Select } from '#web/kit/select.tsx';
import { Card, Empty, Skeleton } from '#web/kit/surface.tsx';
import { adminText } from '#web/text/admin.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { AdminPage } from './frame.tsx';
import { RequestLog } from './request-log.tsx';
import { useServices } from './services.ts';
import { byService, milliseconds, slowestOf, totalsOf } from './summary.ts';

const { summariseTraffic } = gateway.endpoints;
type Summary = OutputOf<typeof summariseTraffic>;

const hours = { hour: 1, day: 24, week: 24 * 7 };
type Window = keyof typeof hours;
const since = (window: Window) => new Date(Date.now() - hours[window] * 3_600_000).toISOString();

/** Requests to the platform, added up and one by one. */
export default function Traffic() {
  const t = useText(adminText);
  return (
    <AdminPage title={t.places.traffic} lead={t.trafficLead}>
      <Chosen />
    </AdminPage>
  );
}

function Chosen() {
  const t = useText(adminText);
  const [{ window, from }, setWindow] = useState(() => ({ window: 'day' as Window, from: since('day') }));
  const [service, setService] = useState('');
  const services = useServices();
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-4">
        <Choices
          label={t.window}
          shown={false}
          value={window}
          onChoose={next => setWindow({ window: next, from: since(next) })}
          options={(['hour', 'day', 'week'] as const).map(value => ({ value, label: t.windows[value] }))}
        />
        <div className="min-w-52">
          <Select
            label={t.service}
            hideLabel
            value={service}
            onChoose={setService}
            options={[
              { value: '', label: t.allServices },
              ...(services.data?.items ?? []).map(each => ({ value: each.service, label: each.service })),
            ]}
          />
        </div>
      </div>
      <AddedUp from={from} service={service} />
      <RequestLog from={from} service={service} />
    </>
  );
}

function AddedUp({ from, service }: { from: string; service: string }) {
  const t = useText(adminText);
  const language = useLanguage();
  const { data, error, refetch } = useRead(
    summariseTraffic,
    { from, ...(service && { service }) },
    { everyMs: 30_000 },
  );
  if (error && !data) return <Failed error={error} retry={refetch} />;
  const totals = data && totalsOf(data.items);
  const number = (value: number | undefined) => value?.toLocaleString(tags[language]);
  const percent = (value: number) =>
    value.toLocaleString(tags[language], { style: 'percent', maximumFractionDigits: 1 });
  const slowest = data && slowestOf(data.items)[0];
  return (
    <>
      <div className="mb-4 grid grid-cols-2 gap-4 desk:grid-cols-4">
        <Figure
          label={t.requests}
          value={number(totals?.requests)}
          hint={data && t.limitsHint(data.limits.userPerMinute, data.limits.addressPerMinute)}
        />
        <Figure label={t.refused} value={number(totals?.refused)} hint={totals && t.refusedHint(totals.limited)} />
        <Figure
          label={t.errors}
          value={number(totals?.failed)}
          bad={(totals?.failed ?? 0) > 0}
          hint={totals && t.errorsHint(percent(totals.requests && totals.failed / totals.requests))}
        />
        <Figure
          label={t.slowest}
          value={data && (slowest ? milliseconds(slowest.p95Ms, language) : '–')}
          hint={slowest && t.slowestHint}
        />
      </div>
      {!data && <Skeleton className="mb-4 h-80 rounded-card" />}
      {data?.items.length === 0 && (
        <Empty icon={<Activity />} title={t.noTraffic}>
          {t.noTrafficLead}
        </Empty>
      )}
      {data && data.items.length > 0 && <Charts items={data.items} />}
    </>
  );
}

function Charts({ items }: { items: Summary['items'] }) {
  const t = useText(adminText);
  const language = useLanguage();
  const slow = slowestOf(items);
  return (
    <div className="mb-6 grid items-start gap-4 desk:grid-cols-2">
      <Card className="p-4 sm:p-5">
        <h2 className="text-lg">{t.byService}</h2>
        <p className="mb-4 text-sm text-soft">{t.byServiceHint}</p>
        <Bars
          label={t.byService}
          bars={byService(items).map(({ service, requests, failed }) => ({
            key: service,
            label: service,
            value: requests,
            bad: failed,
            shown: requests.toLocaleString(tags[language]),
          }))}
        />
      </Card>
      {slow.length > 0 && (
        <Card className="p-4 sm:p-5">
          <h2 className="text-lg">{t.slow}</h2>
          <p className="mb-4 text-sm text-soft">{t.slowHint}</p>
          <Bars
            label={t.slow}
            bars={slow.map(({ method, path, p95Ms }) => ({
              key: `${method} ${path}`,
              label: <span className="break-all">{`${method} ${path}`}</span>,
              value: p95Ms,
              shown: milliseconds(p95Ms, language),
            }))}
          />
        </Card>
      )}
    </div>
  );
}
