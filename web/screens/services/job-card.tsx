import { Link } from '@tanstack/react-router';
import { money, span } from '#web/kit/format.ts';
import { Badge, Card } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { servicesText } from '#web/text/services.ts';
import { type Job, jobTone } from './listing.ts';

/** A job in a list. */
export function JobCard({ job }: { job: Job }) {
  const t = useText(servicesText);
  const language = useLanguage();
  return (
    <Card className="relative p-4 hover:border-edge">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="min-w-0 text-lg">
          <Link to="/jobs/$jobId" params={{ jobId: job.id }} className="fills-card">
            {job.title}
          </Link>
        </h2>
        <Badge tone={jobTone(job.state)}>{t.jobStates[job.state]}</Badge>
      </div>
      <p className="text-soft">{job.provider}</p>
      <p className="mt-2 flex flex-wrap justify-between gap-2">
        <span>{span(job, job.zone, language)}</span>
        <span className="font-semibold">{money(job.total, language)}</span>
      </p>
    </Card>
  );
}
