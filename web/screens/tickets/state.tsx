import type { OutputOf } from '#kernel/contract';
import type { ticket } from '#services/ticket/contract';
import { Badge, type Tone } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { ticketStateText } from '#web/text/ticket-states.ts';

export type Ticket = OutputOf<typeof ticket.endpoints.openTicket>;
export type Status = Ticket['status'];

const tones: Record<Status, Tone> = {
  open: 'new',
  assigned: 'info',
  in_progress: 'info',
  waiting_for_resident: 'warn',
  resolved: 'good',
  closed: 'plain',
};

/** How far a ticket is, in the words of those who look at it. */
export function StateBadge({ status, forStaff = false }: { status: Status; forStaff?: boolean }) {
  const t = useText(ticketStateText);
  return <Badge tone={tones[status]}>{(forStaff ? t.staff : t.mine)[status]}</Badge>;
}
