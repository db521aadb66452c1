import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Failed } from '#web/kit/failed.tsx';
import { Badge, Card, Note, Skeleton, type Tone } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { adminText } from '#web/text/admin.ts';
import { useText } from '#web/text/language.ts';
import { AdminPage } from './frame.tsx';
import { type PlatformService, useServices, worriesOf } from './services.ts';

/** How every service is doing, at a glance. */
export default function Health() {
  const t = useText(adminText);
  return (
    <AdminPage title={t.places.health} lead={t.healthLead}>
      <Services />
    </AdminPage>
  );
}

function Services() {
  const { data, error, refetch, dataUpdatedAt } = useServices();
  if (error && !data) return <Failed error={error} retry={refetch} />;
  const cells = 'grid gap-4 sm:grid-cols-2 desk:grid-cols-3 wide:grid-cols-4';
  if (!data)
    return (
      <div className={cells}>
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} className="h-46 rounded-card" />
        ))}
      </div>
    );
  return (
    <>
      <Worries services={data.items} now={dataUpdatedAt} />
      <ul className={cells}>
        {data.items.map(service => (
          <li key={service.service}>
            <ServiceCard service={service} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Worries({ services, now }: { services: readonly PlatformService[]; now: number }) {
  const t = useText(adminText);
  const { away, databaseAway, lagging, parked, failedJobs } = worriesOf(services, now);
  const link = (to: '/admin/events' | '/admin/jobs') => (
    <Link to={to} className="font-semibold underline underline-offset-2">
      {t.look}
    </Link>
  );
  const worries: { key: string; tone: Tone; text: ReactNode }[] = [];
  if (away.length > 0) worries.push({ key: 'away', tone: 'bad', text: t.awayNow(away.join(', ')) });
  if (databaseAway.length > 0)
    worries.push({ key: 'database', tone: 'bad', text: t.databaseAwayNow(databaseAway.join(', ')) });
  if (lagging.length > 0) worries.push({ key: 'lag', tone: 'warn', text: t.lagging(lagging.join(', ')) });
  if (parked > 0)
    worries.push({ key: 'parked', tone: 'warn', text: [t.parkedNow(parked), ' ', link('/admin/events')] });
  if (failedJobs > 0)
    worries.push({ key: 'jobs', tone: 'warn', text: [t.failedNow(failedJobs), ' ', link('/admin/jobs')] });
  return (
    <div className="mb-5 flex flex-col gap-2" role="status">
      {worries.length === 0 && <Note tone="good">{t.allWell(services.length)}</Note>}
      {worries.map(({ key, tone, text }) => (
        <Note key={key} tone={tone}>
          {text}
        </Note>
      ))}
    </div>
  );
}

const toneOf: Record<PlatformService['state'], Tone> = { up: 'good', database_away: 'bad', away: 'bad' };

function ServiceCard({ service: { service, state, lag, jobs } }: { service: PlatformService }) {
  const t = useText(adminText);
  const failed = jobs.filter(({ lastError }) => lastError !== null).length;
  return (
    <Card className="h-full p-4">
      <div className="mb-2 flex items-center justify-between gap-2">
        <h2 className="truncate text-lg">{service}</h2>
        <Badge tone={toneOf[state]}>{t.states[state]}</Badge>
      </div>
      <dl className="text-[0.9375rem]">
        <Line label={t.toSend} since={lag?.outbox.oldest}>
          {lag ? lag.outbox.waiting : t.unknown}
        </Line>
        <Line label={t.toHandle} since={lag?.inbox.oldest}>
          {lag ? lag.inbox.waiting : t.unknown}
        </Line>
        <Line label={t.parked} bad={(lag?.inbox.parked ?? 0) > 0}>
          {lag ? lag.inbox.parked : t.unknown}
        </Line>
        <Line label={t.jobs} bad={failed > 0}>
          {lag ? (failed > 0 ? t.jobsFailed(failed, jobs.length) : jobs.length) : t.unknown}
        </Line>
      </dl>
    </Card>
  );
}

interface LineProps {
  label: string;
  since?: string | null | undefined;
  bad?: boolean;
  children: ReactNode;
}

const Line = ({ label, since, bad = false, children }: LineProps) => (
  <div className="flex items-baseline justify-between gap-3 py-0.5">
    <dt className="text-soft">{label}</dt>
    <dd className={bad ? 'text-right font-semibold text-bad tabular-nums' : 'text-right font-semibold tabular-nums'}>
      {children}
      {since && (
        <span className="ml-2 text-sm font-normal text-soft">
          <Ago at={since} />
        </span>
      )}
    </dd>
  </div>
);
