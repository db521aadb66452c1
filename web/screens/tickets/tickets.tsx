import { Link } from '@tanstack/react-router';
import { CircleCheck, Plus, Wrench } from 'lucide-react';
import { useState } from 'react';
import { ticket } from '#services/ticket/contract';
import { useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { More } from '#web/kit/more.tsx';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { useText } from '#web/text/language.ts';
import { ticketText } from '#web/text/tickets.ts';
import { nameOf, useCategories } from './categories.ts';
import { StateBadge, type Ticket } from './state.tsx';

type View = 'active' | 'closed';

/** What I reported, what concerns my home and what I follow. */
export default function Tickets() {
  const t = useText(ticketText);
  const [view, setView] = useState<View>('active');
  return (
    <Page title={t.title} lead={t.lead} actions={<Report />}>
      <div className="flex flex-col gap-4">
        <Choices
          label={t.show}
          shown={false}
          value={view}
          onChoose={setView}
          options={(['active', 'closed'] as const).map(value => ({ value, label: t[value] }))}
        />
        <List view={view} />
      </div>
    </Page>
  );
}

function Report() {
  const t = useText(ticketText);
  return (
    <Button asChild>
      <Link to="/tickets/new">
        <Plus size={20} aria-hidden /> {t.report}
      </Link>
    </Button>
  );
}

/** What waits for an answer is not to be overlooked. */
const waitingFirst = (tickets: readonly Ticket[]): Ticket[] => {
  const waits = ({ status }: Ticket) => Number(status === 'waiting_for_resident');
  return tickets.toSorted((one, other) => waits(other) - waits(one));
};

function List({ view }: { view: View }) {
  const t = useText(ticketText);
  const list = useList(ticket.endpoints.listMyTickets, { state: view, limit: 20 });
  if (list.error && !list.items) return <Failed error={list.error} retry={list.refetch} />;
  if (!list.items)
    return (
      <>
        {[0, 1, 2].map(each => (
          <Skeleton key={each} className="h-26 rounded-card" />
        ))}
      </>
    );
  if (list.items.length === 0)
    return (
      <Card>
        {view === 'active' ? (
          <Empty icon={<Wrench />} title={t.none} action={<Report />}>
            {t.noneLead}
          </Empty>
        ) : (
          <Empty icon={<CircleCheck />} title={t.noneClosed}>
            {t.noneClosedLead}
          </Empty>
        )}
      </Card>
    );
  return (
    <>
      <ul className="flex flex-col gap-3">
        {waitingFirst(list.items).map(each => (
          <li key={each.id}>
            <TicketCard ticket={each} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

function TicketCard({ ticket: { id, title, reference, status, urgent, ...rest } }: { ticket: Ticket }) {
  const t = useText(ticketText);
  const category = nameOf(useCategories(rest.buildingId), rest.categoryId);
  return (
    <Card className="relative p-4 hover:border-edge">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 flex-1 basis-56 text-lg">
          <Link to="/tickets/$ticketId" params={{ ticketId: id }} className="fills-card">
            {title}
          </Link>
        </h2>
        <span className="flex flex-wrap gap-2">
          {urgent && <Badge tone="bad">{t.urgent}</Badge>}
          <StateBadge status={status} />
        </span>
      </div>
      <p className="mt-1 text-soft">{[category, rest.unitLabel ?? rest.place?.text].filter(Boolean).join(' · ')}</p>
      <p className="text-sm text-soft">
        {reference} · {t.moved} <Ago at={rest.updatedAt} />
      </p>
    </Card>
  );
}
