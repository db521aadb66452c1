import { ListChecks } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { gateway } from '#services/gateway/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Endless } from '#web/kit/endless.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Badge, Card, Empty, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { toast } from '#web/kit/toast.tsx';
import { adminText } from '#web/text/admin.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { AdminPage } from './frame.tsx';
import { useServices } from './services.ts';

const { listParkedEvents, listServices, replayEvents } = gateway.endpoints;
type ParkedEvent = OutputOf<typeof listParkedEvents>['items'][number];

/** Events that were given up, and the way back in line. */
export default function Events() {
  const t = useText(adminText);
  return (
    <AdminPage title={t.places.events} lead={t.eventsLead}>
      <Parked />
    </AdminPage>
  );
}

function Parked() {
  const t = useText(adminText);
  const { data, error, refetch } = useServices();
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <Skeleton className="h-64 rounded-card" />;
  const some = data.items.filter(({ lag }) => lag && lag.inbox.parked > 0);
  if (some.length === 0)
    return (
      <Empty icon={<ListChecks />} title={t.noneParked}>
        {t.noneParkedLead}
      </Empty>
    );
  return (
    <div className="flex flex-col gap-6">
      {some.map(({ service, lag }) => (
        <OfService key={service} service={service} count={lag!.inbox.parked} />
      ))}
    </div>
  );
}

/** Puts events back in line, and says how many. */
function useReplay() {
  const t = useText(adminText);
  const problems = useText(problemText);
  const { mutate, isPending } = useAction(replayEvents, {
    refreshes: [listServices, listParkedEvents],
    done: ({ replayed }) => toast(t.replayed(replayed)),
  });
  const replay = (service: string, eventId?: string) =>
    mutate({ service, ...(eventId && { eventId }) }, { onError: error => toast(sentenceFor(error, problems), 'bad') });
  return { replay, isPending };
}

function OfService({ service, count }: { service: string; count: number }) {
  const t = useText(adminText);
  const list = useList(listParkedEvents, { service });
  const { replay, isPending } = useReplay();
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex items-center gap-2 text-lg">
          {service} <Badge tone="warn">{count}</Badge>
        </h2>
        <Button look="quiet" busy={isPending} onClick={() => replay(service)}>
          {t.replayAll}
        </Button>
      </div>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && <Skeleton className="h-32 rounded-card" />}
      <ul className="flex flex-col gap-2">
        {list.items?.map(event => (
          <li key={event.id}>
            <ParkedCard service={service} event={event} />
          </li>
        ))}
      </ul>
      <Endless list={list} />
    </section>
  );
}

function ParkedCard({ service, event }: { service: string; event: ParkedEvent }) {
  const t = useText(adminText);
  const { replay, isPending } = useReplay();
  return (
    <Card className="flex flex-wrap items-start justify-between gap-3 p-4">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-sans text-base font-semibold tracking-normal">{event.type}</h3>
        <p className="mt-1 text-[0.9375rem] break-words text-bad">{event.error ?? t.noError}</p>
        <p className="mt-1 text-sm break-all text-soft">
          {t.about} {event.subject}
        </p>
        <p className="text-sm text-soft">
          {t.attempts(event.attempts)}, {t.parkedAt} <Ago at={event.parkedAt} />
        </p>
      </div>
      <Button
        look="outline"
        busy={isPending}
        aria-label={`${t.replay}: ${event.type}`}
        onClick={() => replay(service, event.id)}
      >
        {t.replay}
      </Button>
    </Card>
  );
}
