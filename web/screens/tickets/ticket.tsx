import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, Wrench } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { ticket as contract } from '#services/ticket/contract';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Badge, blank, Card, Empty, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { FileRow } from '#web/screens/services/files.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { ticketText } from '#web/text/tickets.ts';
import { lastBoard } from './board-place.ts';
import { nameOf, useCategories } from './categories.ts';
import { Ending } from './ending.tsx';
import { attachedBy } from './entries.ts';
import { Followers } from './followers.tsx';
import { useTicketsLive } from './live.ts';
import { useCalled } from './people.ts';
import { Progress } from './progress.tsx';
import type { Details } from './promise.ts';
import { type Standing, useStanding } from './standing.ts';
import { StateBadge } from './state.tsx';
import { Talk } from './talk.tsx';
import { Timeline } from './timeline.tsx';

const { getTicket, listAttachments } = contract.endpoints;
/** What residents do not see they do not load. */
const Work = lazy(() => import('#web/screens/board/work.tsx'));

const route = getRouteApi('/inside/tickets/$ticketId');

/** One report: how far it is, what happened, and what can be done about it by whoever looks. */
export default function TicketScreen() {
  const problems = useText(problemText);
  const { ticketId } = route.useParams();
  const { data: ticket, error } = useRead(getTicket, { ticketId }, { everyMs: 30_000 });
  const standing = useStanding(ticket);
  useTicketsLive();
  if (error && !ticket) return <Empty icon={<Wrench />} title={sentenceFor(error, problems)} action={<Back />} />;
  if (!ticket || !standing)
    return (
      <Page title={blank} lead={blank} actions={<Back />}>
        <div className="flex flex-col gap-5">
          <Skeleton className="h-36 rounded-card" />
          <Skeleton className="h-44 rounded-card" />
          <Skeleton className="h-60 rounded-card" />
        </div>
      </Page>
    );
  return <Whole ticket={ticket} standing={standing} />;
}

function Back({ staff = false }: { staff?: boolean }) {
  const t = useText(ticketText);
  return (
    <Button asChild look="plain" size="small">
      {staff ? (
        <Link to="/manage/tickets" search={lastBoard()}>
          <ArrowLeft size={18} aria-hidden /> {t.toBoard}
        </Link>
      ) : (
        <Link to="/tickets">
          <ArrowLeft size={18} aria-hidden /> {t.back}
        </Link>
      )}
    </Button>
  );
}

function Whole({ ticket, standing }: { ticket: Details; standing: Standing }) {
  const categories = useCategories(ticket.buildingId);
  const files = useRead(listAttachments, { ticketId: ticket.id }, { enabled: ticket.fileIds.length > 0 });
  const staff = standing === 'staff';
  const where = ticket.unitLabel ?? ticket.place?.text;
  return (
    <Page
      title={ticket.title}
      lead={[ticket.reference, nameOf(categories, ticket.categoryId) ?? '…', where].filter(Boolean).join(' · ')}
      wide={staff}
      actions={<Back staff={staff} />}
    >
      <div className={cx('grid gap-5', staff && 'desk:grid-cols-[1fr_21rem] desk:grid-rows-[auto_1fr]')}>
        <div className="flex min-w-0 flex-col gap-5">
          <Progress ticket={ticket} promised={!staff} />
          {ticket.mergedInto && <Merged into={ticket.mergedInto} />}
          <Report ticket={ticket} files={files.data?.items} staff={staff} />
        </div>
        {staff && (
          <div className="min-w-0 desk:row-span-2">
            <Suspense fallback={<Skeleton className="h-160 rounded-card" />}>
              <Work ticket={ticket} />
            </Suspense>
          </div>
        )}
        <div className="flex min-w-0 flex-col gap-5">
          <Timeline ticket={ticket} files={files.data?.items} />
          <Talk ticket={ticket} standing={standing} />
          {standing === 'household' && <Ending ticket={ticket} />}
          <Followers ticket={ticket} />
        </div>
      </div>
    </Page>
  );
}

function Merged({ into }: { into: string }) {
  const t = useText(ticketText);
  return (
    <Note>
      {t.merged}{' '}
      <Link to="/tickets/$ticketId" params={{ ticketId: into }} className="underline">
        {t.toOther}
      </Link>
    </Note>
  );
}

interface ReportProps {
  ticket: Details;
  files: Parameters<typeof Timeline>[0]['files'];
  staff: boolean;
}

/** What was reported, by whom. */
function Report({ ticket, files, staff }: ReportProps) {
  const t = useText(ticketText);
  const { name } = useCalled(ticket.buildingId, ticket.openedBy);
  // What was added later stands where it was added.
  const later = ticket.timeline.items.flatMap(attachedBy);
  const reported = files?.filter(({ fileId, commentId }) => commentId === null && !later.includes(fileId));
  return (
    <Card className="p-4 sm:p-5">
      <p className="flex flex-wrap items-center gap-2">
        <StateBadge status={ticket.status} forStaff={staff} />
        {ticket.urgent && <Badge tone="bad">{t.urgent}</Badge>}
        <span className="text-sm text-soft">{name}</span>
      </p>
      {ticket.description && <p className="mt-3 whitespace-pre-line">{ticket.description}</p>}
      <FileRow files={reported} alt={t.photoOf(ticket.title)} />
    </Card>
  );
}
