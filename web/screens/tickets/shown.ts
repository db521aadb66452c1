import { gateway } from '#services/gateway/contract';
import { ticket } from '#services/ticket/contract';

const { getTicket, listTimeline, listAttachments, listMyTickets, listBoard, countTickets, listAssignees, listTags } =
  ticket.endpoints;

/** What shows a ticket: read anew when one has changed. */
export const showsTickets = [
  getTicket,
  listTimeline,
  listAttachments,
  listMyTickets,
  listBoard,
  countTickets,
  listAssignees,
  listTags,
  gateway.endpoints.getHome,
] as const;
