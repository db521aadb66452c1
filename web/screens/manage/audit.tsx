import { ScrollText } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { gateway } from '#services/gateway/contract';
import { useList } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Failed } from '#web/kit/failed.tsx';
import { moment } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Card, Empty, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { useCalled } from '#web/screens/tickets/people.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageAuditText } from '#web/text/manage-audit.ts';

const { listBuildingAudit } = gateway.endpoints;
type Action = OutputOf<typeof listBuildingAudit>['items'][number];

/** Who of the management did what in the building. */
export default function BuildingAudit() {
  const t = useText(manageAuditText);
  const { current } = useBuildings();
  return (
    <Page title={t.title} lead={t.lead}>
      {current === undefined && <Skeleton className="h-96 rounded-card" />}
      {current && <Log buildingId={current.id} />}
    </Page>
  );
}

function Log({ buildingId }: { buildingId: string }) {
  const t = useText(manageAuditText);
  const list = useList(listBuildingAudit, { buildingId, limit: 30 });
  const gaps = new Set(list.data?.pages.flatMap(page => (page as OutputOf<typeof listBuildingAudit>).gaps));
  if (list.error && !list.items) return <Failed error={list.error} retry={list.refetch} />;
  if (!list.items) return <Skeleton className="h-96 rounded-card" />;
  return (
    <>
      {gaps.size > 0 && <Note tone="warn">{t.gaps([...gaps].join(', '))}</Note>}
      {list.items.length === 0 && (
        <Empty icon={<ScrollText />} title={t.none}>
          {t.noneLead}
        </Empty>
      )}
      {list.items.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {list.items.map(action => (
              <Row key={action.id} action={action} buildingId={buildingId} />
            ))}
          </ul>
        </Card>
      )}
      <div className="mt-4">
        <More list={list} />
      </div>
    </>
  );
}

/** What of an action people can read: no ids, and nothing that has a form of its own. */
const words = (details: Action['details']): string[] =>
  ['title', 'name', 'decision', 'standing', 'role', 'reason', 'note']
    .map(field => details[field])
    .filter(value => typeof value === 'string' && value !== '') as string[];

function Row({ action: { at, action, userId, details }, buildingId }: { action: Action; buildingId: string }) {
  const t = useText(manageAuditText);
  const language = useLanguage();
  const { name } = useCalled(buildingId, userId);
  const said = words(details);
  return (
    <li className="flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-semibold">{(t.actions as Record<string, string>)[action] ?? action}</p>
        {said.length > 0 && <p className="text-soft [overflow-wrap:anywhere]">{said.join(' · ')}</p>}
      </div>
      <p className="text-sm text-soft">
        {name} · <time dateTime={at}>{moment(at, language)}</time>
      </p>
    </li>
  );
}
