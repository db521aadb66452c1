// What others may ask of ticket: reports and the work on them, the promises made, upkeep and incidents.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import * as incidents from './contract/incidents.ts';
import * as setup from './contract/setup.ts';
import * as tickets from './contract/tickets.ts';
import * as upkeep from './contract/upkeep.ts';
import * as work from './contract/work.ts';

export const ticket = contract('ticket', {
  exportPersonalData: personalData('ticket'),
  openTicket: tickets.openTicket,
  getTicket: tickets.getTicket,
  listTimeline: tickets.listTimeline,
  listMyTickets: tickets.listMyTickets,
  addComment: tickets.addComment,
  answerQuestion: tickets.answerQuestion,
  addAttachments: tickets.addAttachments,
  listAttachments: tickets.listAttachments,
  reopenTicket: tickets.reopenTicket,
  closeTicket: tickets.closeTicket,
  addObserver: tickets.addObserver,
  removeObserver: tickets.removeObserver,

  listBoard: work.listBoard,
  exportTickets: work.exportTickets,
  countTickets: work.countTickets,
  listTags: work.listTags,
  listAssignees: work.listAssignees,
  updateTicket: work.updateTicket,
  assignTicket: work.assignTicket,
  startWork: work.startWork,
  askResident: work.askResident,
  resolveTicket: work.resolveTicket,
  mergeTicket: work.mergeTicket,
  setTags: work.setTags,
  changeTickets: work.changeTickets,

  listCategories: setup.listCategories,
  addCategory: setup.addCategory,
  updateCategory: setup.updateCategory,
  getEscalation: setup.getEscalation,
  setEscalation: setup.setEscalation,

  addAsset: upkeep.addAsset,
  listAssets: upkeep.listAssets,
  updateAsset: upkeep.updateAsset,
  listAssetHistory: upkeep.listAssetHistory,
  addSchedule: upkeep.addSchedule,
  listSchedules: upkeep.listSchedules,
  updateSchedule: upkeep.updateSchedule,

  openIncident: incidents.openIncident,
  listIncidents: incidents.listIncidents,
  getIncident: incidents.getIncident,
  linkTickets: incidents.linkTickets,
  unlinkTicket: incidents.unlinkTicket,
  resolveIncident: incidents.resolveIncident,
});
