// Ticket: reports, the work on them, the promises made, upkeep and incidents.

import { ticketService } from './definition.ts';
import { jobs } from './jobs.ts';
import { changeTickets } from './operations/board/change-tickets.ts';
import { countTickets } from './operations/board/count-tickets.ts';
import { exportTickets } from './operations/board/export-tickets.ts';
import { listAssignees } from './operations/board/list-assignees.ts';
import { listBoard } from './operations/board/list-board.ts';
import { listTags } from './operations/board/list-tags.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { getIncident } from './operations/incidents/get-incident.ts';
import { linkTickets } from './operations/incidents/link-tickets.ts';
import { listIncidents } from './operations/incidents/list-incidents.ts';
import { openIncident } from './operations/incidents/open-incident.ts';
import { resolveIncident } from './operations/incidents/resolve-incident.ts';
import { unlinkTicket } from './operations/incidents/unlink-ticket.ts';
import { addCategory } from './operations/setup/add-category.ts';
import { getEscalation } from './operations/setup/get-escalation.ts';
import { listCategories } from './operations/setup/list-categories.ts';
import { setEscalation } from './operations/setup/set-escalation.ts';
import { updateCategory } from './operations/setup/update-category.ts';
import { addAttachments } from './operations/tickets/add-attachments.ts';
import { addComment } from './operations/tickets/add-comment.ts';
import { addObserver } from './operations/tickets/add-observer.ts';
import { answerQuestion } from './operations/tickets/answer-question.ts';
import { askResident } from './operations/tickets/ask-resident.ts';
import { assignTicket } from './operations/tickets/assign-ticket.ts';
import { closeTicket } from './operations/tickets/close-ticket.ts';
import { getTicket } from './operations/tickets/get-ticket.ts';
import { listAttachments } from './operations/tickets/list-attachments.ts';
import { listMyTickets } from './operations/tickets/list-my-tickets.ts';
import { listTimeline } from './operations/tickets/list-timeline.ts';
import { mergeTicket } from './operations/tickets/merge-ticket.ts';
import { openTicket } from './operations/tickets/open-ticket.ts';
import { removeObserver } from './operations/tickets/remove-observer.ts';
import { reopenTicket } from './operations/tickets/reopen-ticket.ts';
import { resolveTicket } from './operations/tickets/resolve-ticket.ts';
import { setTags } from './operations/tickets/set-tags.ts';
import { startWork } from './operations/tickets/start-work.ts';
import { updateTicket } from './operations/tickets/update-ticket.ts';
import { addAsset } from './operations/upkeep/add-asset.ts';
import { addSchedule } from './operations/upkeep/add-schedule.ts';
import { listAssetHistory } from './operations/upkeep/list-asset-history.ts';
import { listAssets } from './operations/upkeep/list-assets.ts';
import { listSchedules } from './operations/upkeep/list-schedules.ts';
import { updateAsset } from './operations/upkeep/update-asset.ts';
import { updateSchedule } from './operations/upkeep/update-schedule.ts';
import { seed } from './seed.ts';
import { subscriptions } from './subscriptions.ts';

export default ticketService.build({
  operations: {
    exportPersonalData,
    openTicket,
    getTicket,
    listTimeline,
    listMyTickets,
    addComment,
    answerQuestion,
    addAttachments,
    listAttachments,
    reopenTicket,
    closeTicket,
    addObserver,
    removeObserver,
    listBoard,
    exportTickets,
    countTickets,
    listTags,
    listAssignees,
    updateTicket,
    assignTicket,
    startWork,
    askResident,
    resolveTicket,
    mergeTicket,
    setTags,
    changeTickets,
    listCategories,
    addCategory,
    updateCategory,
    getEscalation,
    setEscalation,
    addAsset,
    listAssets,
    updateAsset,
    listAssetHistory,
    addSchedule,
    listSchedules,
    updateSchedule,
    openIncident,
    listIncidents,
    getIncident,
    linkTickets,
    unlinkTicket,
    resolveIncident,
  },
  subscriptions,
  jobs,
  seed,
});
