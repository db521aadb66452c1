// A provider's business: what is asked, what is booked, what is offered, the papers, and the money.

import { Hammer } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { marketplace } from '#services/marketplace/contract';
import { useAction, useList, useRead } from '#web/api/queries.ts';
import { Choices } from '#web/kit/choices.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { money } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Badge, Card, Empty, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { JobCard } from '#web/screens/services/job-card.tsx';
import { RequestCard } from '#web/screens/services/request-card.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { provideText } from '#web/text/provide.ts';
import { Calendar } from './calendar.tsx';
import { Listings } from './listings.tsx';
import { Papers } from './papers.tsx';

const { listMyProviders, createProvider, listProviderRequests, listProviderJobs, getEarnings } = marketplace.endpoints;
export type Provider = OutputOf<typeof listMyProviders>['items'][number];

const views = ['requests', 'jobs', 'calendar', 'listings', 'papers', 'earnings'] as const;
const tones = { draft: 'plain', submitted: 'info', verified: 'good', rejected: 'bad', suspended: 'bad' } as const;

export default function Provide() {
  const t = useText(provideText);
  const { data } = useRead(listMyProviders, {});
  const [view, setView] = useState<(typeof views)[number]>('requests');
  const provider = data?.items[0];
  if (!data)
    return (
      <Page title={t.title}>
        <Skeleton className="h-80 rounded-card" />
      </Page>
    );
  if (!provider) return <Begin />;
  return (
    <Page
      title={provider.name}
      lead={provider.about || ' '}
      actions={<Badge tone={tones[provider.state]}>{t.states[provider.state]}</Badge>}
    >
      <div className="flex flex-col gap-4">
        {provider.reason && <Note tone="warn">{provider.reason}</Note>}
        <Choices
          label={t.view}
          shown={false}
          value={view}
          onChoose={setView}
          options={views.map(value => ({ value, label: t[value] }))}
        />
        {view === 'requests' && <Requests providerId={provider.id} />}
        {view === 'jobs' && <Jobs providerId={provider.id} />}
        {view === 'calendar' && <Calendar providerId={provider.id} />}
        {view === 'listings' && <Listings providerId={provider.id} />}
        {view === 'papers' && <Papers provider={provider} />}
        {view === 'earnings' && <Earnings providerId={provider.id} />}
      </div>
    </Page>
  );
}

function Begin() {
  const t = useText(provideText);
  const { mutateAsync } = useAction(createProvider, { refreshes: [listMyProviders] });
  const form = useForm({
    schema: createProvider.input.pick({ name: true, about: true }),
    initial: { name: '', about: '' },
    submit: fields => mutateAsync({ ...fields, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  });
  return (
    <Page title={t.none} lead={t.noneLead}>
      <Card className="p-4 sm:p-6">
        <Form form={form} submit={t.begin}>
          <TextField form={form} name="name" label={t.name} maxLength={120} />
          <TextArea form={form} name="about" label={t.about} optional maxLength={5_000} />
        </Form>
      </Card>
    </Page>
  );
}

interface OfProvider {
  providerId: string;
}

function Requests({ providerId }: OfProvider) {
  const t = useText(provideText);
  const list = useList(listProviderRequests, { providerId, limit: 20 });
  return (
    <>
      {!list.items && <Skeleton className="h-24 rounded-card" />}
      {list.items?.length === 0 && (
        <Card>
          <Empty icon={<Hammer />} title={t.noRequests} />
        </Card>
      )}
      {list.items?.map(request => (
        <RequestCard key={request.id} request={request} />
      ))}
      <More list={list} />
    </>
  );
}

function Jobs({ providerId }: OfProvider) {
  const t = useText(provideText);
  const list = useList(listProviderJobs, { providerId, limit: 20 });
  return (
    <>
      {!list.items && <Skeleton className="h-24 rounded-card" />}
      {list.items?.length === 0 && (
        <Card>
          <Empty icon={<Hammer />} title={t.noJobs} />
        </Card>
      )}
      {list.items?.map(job => (
        <JobCard key={job.id} job={job} />
      ))}
      <More list={list} />
    </>
  );
}

function Earnings({ providerId }: OfProvider) {
  const t = useText(provideText);
  const language = useLanguage();
  const { data } = useRead(getEarnings, { providerId });
  if (!data) return <Skeleton className="h-40 rounded-card" />;
  const sums = [
    [t.escrow, data.inEscrow],
    [t.paidOut, data.paidOut],
  ] as const;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {sums.map(([label, amounts]) => (
          <Card key={label} className="p-4">
            <p className="text-soft">{label}</p>
            <p className="text-2xl font-bold tabular-nums">
              {amounts.map(amount => money(amount, language)).join(' + ') || t.nothingYet}
            </p>
          </Card>
        ))}
      </div>
      {data.months.length > 0 && (
        <Card className="overflow-x-auto p-4">
          <table className="w-full text-left">
            <thead className="text-sm text-soft">
              <tr>
                <th className="pr-4 pb-2 font-semibold">{t.month}</th>
                <th className="pr-4 pb-2 text-right font-semibold">{t.jobs}</th>
                <th className="pr-4 pb-2 text-right font-semibold">{t.earned}</th>
                <th className="pb-2 text-right font-semibold">{t.commission}</th>
              </tr>
            </thead>
            <tbody className="tabular-nums">
              {data.months.map(month => (
                <tr key={`${month.month}${month.earned.currency}`} className="border-t border-line">
                  <td className="py-2 pr-4">{month.month}</td>
                  <td className="py-2 pr-4 text-right">{month.jobs}</td>
                  <td className="py-2 pr-4 text-right font-semibold">{money(month.earned, language)}</td>
                  <td className="py-2 text-right">{money(month.commission, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      )}
    </>
  );
}
