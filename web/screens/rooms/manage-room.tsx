import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { booking } from '#services/booking/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Badge, blank, Card, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { roomsText } from '#web/text/rooms.ts';
import { ManageDraws } from './manage-draws.tsx';
import { OpeningRules } from './opening-rules.tsx';
import { useRefusal } from './refusal.ts';
import { ResourceForm } from './resource-form.tsx';
import type { Resource } from './rules.ts';

const route = getRouteApi('/inside/manage/rooms/$resourceId');
const { getCheckInCode, getResource, listResources, updateResource } = booking.endpoints;

/** One thing that can be booked: when it is open, on which terms, and its code. */
export default function ManageRoom() {
  const t = useText(manageRoomsText);
  const r = useText(roomsText);
  const { resourceId } = route.useParams();
  const { data: resource, error, refetch } = useRead(getResource, { resourceId });
  return (
    <Page
      title={resource?.name ?? blank}
      lead={resource ? r.kinds[resource.kind] : blank}
      actions={
        <>
          <Button asChild look="plain">
            <Link to="/manage/rooms">
              <ArrowLeft size={18} aria-hidden /> {t.all}
            </Link>
          </Button>
          <Button asChild look="outline">
            <Link to="/rooms/$resourceId" params={{ resourceId }}>
              {t.look}
            </Link>
          </Button>
        </>
      }
    >
      {error && !resource && <Failed error={error} retry={refetch} />}
      {!error && !resource && <Skeleton className="h-150 rounded-card" />}
      {resource && (
        <div className="flex flex-col gap-5">
          <OpeningRules resource={resource} />
          <ResourceForm key={resource.version} resource={resource} />
          <Code resourceId={resourceId} />
          <ManageDraws resource={resource} />
          <Offering resource={resource} />
        </div>
      )}
    </Page>
  );
}

/** Big enough to be copied onto a sheet of paper for the door. */
function Code({ resourceId }: { resourceId: string }) {
  const t = useText(manageRoomsText);
  const { data } = useRead(getCheckInCode, { resourceId });
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.code}</h2>
      <p className="text-soft">{t.codeLead}</p>
      {data ? (
        <p className="mt-3 font-mono text-4xl font-bold tracking-[0.3em]">{data.checkInCode}</p>
      ) : (
        <Skeleton className="mt-3 h-10 w-56" />
      )}
    </Card>
  );
}

function Offering({ resource }: { resource: Resource }) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const archived = resource.state === 'archived';
  const update = useAction(updateResource, { refreshes: [getResource, listResources], done: () => toast(t.saved) });
  const change = () =>
    update.mutate(
      { resourceId: resource.id, state: archived ? 'active' : 'archived', expectedVersion: resource.version },
      { onError: error => toast(refusal(error), 'bad') },
    );
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3 p-4 sm:p-5">
      <div className="min-w-0 flex-1 basis-60">
        <Badge tone={archived ? 'plain' : 'good'}>{archived ? t.archived : t.bookable}</Badge>
        {!archived && <p className="mt-2 text-soft">{t.archiveLead}</p>}
      </div>
      <Button look="outline" busy={update.isPending} onClick={change}>
        {archived ? t.restore : t.archive}
      </Button>
    </Card>
  );
}
