import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { Button } from '#web/kit/button.tsx';
import { Page, Skeleton } from '#web/kit/surface.tsx';
import { lastBoard } from '#web/screens/tickets/board-place.ts';
import { ForStaff } from '#web/screens/tickets/for-staff.tsx';
import { useText } from '#web/text/language.ts';
import { setupText } from '#web/text/ticket-setup.ts';
import { ticketText } from '#web/text/tickets.ts';
import { Categories } from './categories.tsx';
import { Escalation } from './escalation.tsx';

/** How a building sorts its reports, what it promises, and who hears when it is late. */
export default function TicketSetup() {
  const t = useText(setupText);
  const tickets = useText(ticketText);
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <Button asChild look="plain" size="small">
          <Link to="/manage/tickets" search={lastBoard()}>
            <ArrowLeft size={18} aria-hidden /> {tickets.toBoard}
          </Link>
        </Button>
      }
    >
      <ForStaff managers waiting={<Skeleton className="h-160 rounded-card" />}>
        {buildingId => (
          <div className="flex flex-col gap-5">
            <Categories buildingId={buildingId} />
            <Escalation key={buildingId} buildingId={buildingId} />
          </div>
        )}
      </ForStaff>
    </Page>
  );
}
