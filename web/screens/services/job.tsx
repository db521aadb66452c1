// One job, from the payment to the warranty, for its resident and for its provider.

import { useParams } from '@tanstack/react-router';
import { Hammer } from 'lucide-react';
import type { ReactNode } from 'react';
import { marketplace } from '#services/marketplace/contract';
import { useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { day, moment, money, span } from '#web/kit/format.ts';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { ProviderSide } from '#web/screens/provide/provider-side.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { servicesText } from '#web/text/services.ts';
import { FileRow } from './files.tsx';
import { Confirm, Leave, Pay } from './job-actions.tsx';
import { type Job, jobTone } from './listing.ts';
import { Warranty } from './warranty.tsx';

const { getJob, listJobFiles, listMyProviders } = marketplace.endpoints;
/** These pass by themselves. */
const passing = [
  'authorising',
  'payment_unknown',
  'capturing',
  'settling',
  'cancelling',
  'voiding',
  'awaiting_payment',
];

export default function JobPage() {
  const problems = useText(problemText);
  const t = useText(servicesText);
  const { userId } = useAccess();
  const { jobId } = useParams({ strict: false }) as { jobId: string };
  const first = useRead(getJob, { jobId });
  const waits = first.data !== undefined && passing.includes(first.data.state);
  const { data: job, error } = useRead(getJob, { jobId }, { everyMs: waits ? 1_500 : 20_000 });
  const files = useRead(listJobFiles, { jobId });
  const providers = useRead(listMyProviders, {});
  if (error) return <Empty icon={<Hammer />} title={sentenceFor(error, problems)} />;
  if (!job)
    return (
      <Page title=" ">
        <Skeleton className="h-80 rounded-card" />
      </Page>
    );
  const mine = job.userId === userId;
  const provides = providers.data?.items.some(({ id }) => id === job.providerId) ?? false;
  return (
    <Page title={job.title} lead={`${t.categories[job.category]} · ${job.provider}`}>
      <div className="flex flex-col gap-4">
        <Facts job={job}>
          <FileRow files={files.data?.items} alt={job.title} />
        </Facts>
        {job.dispute && (
          <Card className="p-4 sm:p-5">
            <h2 className="text-lg">{t.dispute}</h2>
            <p className="mt-1 whitespace-pre-line">{job.dispute.text}</p>
            {job.dispute.decision === null && <p className="mt-2 font-medium text-warn">{t.disputed}</p>}
            {job.dispute.note && <p className="mt-2 text-soft">{job.dispute.note}</p>}
          </Card>
        )}
        {mine && <Pay job={job} />}
        {mine && <Confirm job={job} />}
        {provides && <ProviderSide job={job} />}
        {job.doneAt && <Warranty job={job} mine={mine} provides={provides} />}
        {(mine || provides) && <Leave job={job} />}
      </div>
    </Page>
  );
}

function Facts({ job, children }: { job: Job; children: ReactNode }) {
  const t = useText(servicesText);
  const language = useLanguage();
  const rows: [string, ReactNode][] = [
    [t.when, span(job, job.zone, language)],
    [t.where, [job.building, job.unit].filter(Boolean).join(' · ')],
    [t.price, money(job.total, language)],
  ];
  if (job.payBy && job.state === 'accepted') rows.push([t.payBy, moment(job.payBy, language)]);
  if (job.settlement && job.settlement.refund.amount !== '0')
    rows.push([t.refund, money(job.settlement.refund, language)]);
  if (job.warrantyUntil) rows.push([t.warrantyUntil, day(job.warrantyUntil, language)]);
  return (
    <Card className="p-4 sm:p-5">
      <Badge tone={jobTone(job.state)}>{t.jobStates[job.state]}</Badge>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-soft">{label}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {job.visitorPass && (
        <div className="mt-4 rounded-2xl bg-fig-tint px-4 py-3">
          <p className="text-sm font-semibold text-fig">{t.pass}</p>
          <p className="font-mono text-2xl font-bold tracking-[0.2em]">{job.visitorPass}</p>
          <p className="text-sm text-soft">{t.passLead}</p>
        </div>
      )}
      {children}
    </Card>
  );
}
