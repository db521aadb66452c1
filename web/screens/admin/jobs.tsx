import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { gateway } from '#services/gateway/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Select } from '#web/kit/select.tsx';
import { Badge, Card, Empty, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { adminText } from '#web/text/admin.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { AdminPage } from './frame.tsx';
import { type Job, type PlatformService, useServices } from './services.ts';

const { listServices, runJob } = gateway.endpoints;

/** What services do by themselves. */
export default function Jobs() {
  const t = useText(adminText);
  return (
    <AdminPage title={t.places.jobs} lead={t.jobsLead}>
      <AllJobs />
    </AdminPage>
  );
}

function AllJobs() {
  const { data, error, refetch, dataUpdatedAt } = useServices();
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <Skeleton className="h-96 rounded-card" />;
  return <Chosen services={data.items} now={dataUpdatedAt} />;
}

function Chosen({ services, now }: { services: readonly PlatformService[]; now: number }) {
  const t = useText(adminText);
  const [which, setWhich] = useState<'all' | 'failed'>('all');
  const [service, setService] = useState('');
  const shown = services
    .filter(each => service === '' || each.service === service)
    .flatMap(each => each.jobs.map(job => ({ service: each.service, job })))
    .filter(({ job }) => which === 'all' || job.lastError !== null);
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-4">
        <div className="min-w-52">
          <Select
            label={t.service}
            value={service}
            onChoose={setService}
            options={[
              { value: '', label: t.allServices },
              ...services.map(each => ({ value: each.service, label: each.service })),
            ]}
          />
        </div>
        <Choices
          label={t.which}
          shown={false}
          value={which}
          onChoose={setWhich}
          options={[
            { value: 'all', label: t.all },
            { value: 'failed', label: t.failedOnly },
          ]}
        />
      </div>
      {shown.length === 0 ? (
        <Empty icon={<CircleCheck />} title={t.noFailed}>
          {t.noFailedLead}
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {shown.map(each => (
              <JobRow key={`${each.service} ${each.job.name}`} {...each} now={now} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function JobRow({ service, job, now }: { service: string; job: Job; now: number }) {
  const t = useText(adminText);
  const problems = useText(problemText);
  const { mutate, isPending } = useAction(runJob, { refreshes: [listServices], done: () => toast(t.started) });
  const run = () =>
    mutate({ service, job: job.name }, { onError: error => toast(sentenceFor(error, problems), 'bad') });
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 p-4">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">{job.name}</span>
          <StateOf job={job} />
        </p>
        <p className="text-sm text-soft">
          {service} · {t.runs(job.runs)}
        </p>
        {job.lastError && <p className="mt-1 text-sm break-words text-bad">{job.lastError}</p>}
      </div>
      <dl className="grid flex-1 grid-cols-[auto_1fr] gap-x-3 text-[0.9375rem] sm:w-60 sm:flex-none">
        <dt className="text-soft">{t.next}</dt>
        <dd>{Date.parse(job.nextRunAt) - now < 45_000 ? t.soon : <Ago at={job.nextRunAt} />}</dd>
        <dt className="text-soft">{t.last}</dt>
        <dd>{job.lastFinishedAt ? <Ago at={job.lastFinishedAt} /> : t.never}</dd>
      </dl>
      <Button
        look="outline"
        busy={isPending}
        disabled={job.running}
        aria-label={`${t.runNow}: ${job.name}`}
        onClick={run}
      >
        {t.runNow}
      </Button>
    </li>
  );
}

function StateOf({ job }: { job: Job }) {
  const t = useText(adminText);
  if (job.running) return <Badge tone="info">{t.running}</Badge>;
  if (job.lastError) return <Badge tone="bad">{t.failed}</Badge>;
  return job.runs > 0 ? <Badge tone="good">{t.fine}</Badge> : <Badge>{t.never}</Badge>;
}
