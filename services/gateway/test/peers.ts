// The services the gateway asks, as fakes whose answers a test can replace.

import type { Call } from '#kernel/call';
import { fake } from '#kernel/testing/harness';
import { building } from '#services/building/contract';
import { notification } from '#services/notification/contract';
import { ticket } from '#services/ticket/contract';

export const ticketCounts = {
  byStatus: { open: 3, assigned: 1, in_progress: 0, waiting_for_resident: 0, resolved: 0, closed: 9 },
  active: 4,
  unassigned: 1,
  urgent: 0,
  breached: 2,
};

export const buildingCounts = {
  units: 40,
  occupiedUnits: 38,
  residents: 63,
  pendingVerifications: 2,
  oldestVerificationAt: '2026-03-01T08:00:00.000Z',
  openInvitations: 1,
};

const none = { items: [], nextCursor: null };

/** The answers to begin with. */
const usual = {
  getHomes: async (_call: Call): Promise<unknown> => none,
  listMyTickets: async (_call: Call): Promise<unknown> => none,
  countUnread: async (_call: Call): Promise<unknown> => ({ unread: 3 }),
  countTickets: async (_call: Call): Promise<unknown> => ticketCounts,
  countBuilding: async (_call: Call): Promise<unknown> => buildingCounts,
};

/** Replace one to make a service answer otherwise; `reset` brings all back. */
export const answers = { ...usual };
export const reset = (): void => void Object.assign(answers, usual);

export const peers = [
  fake(building, {
    getHomes: (_input, call) => answers.getHomes(call),
    countBuilding: (_input, call) => answers.countBuilding(call),
  }),
  fake(ticket, {
    listMyTickets: (_input, call) => answers.listMyTickets(call),
    countTickets: (_input, call) => answers.countTickets(call),
  }),
  fake(notification, { countUnread: (_input, call) => answers.countUnread(call) }),
];
