import { texts } from './language.ts';

/** What the states of a ticket are called: by those who reported it, and by those who work on it. */
export const ticketStateText = texts(
  {
    mine: {
      open: 'Open',
      assigned: 'Assigned',
      in_progress: 'In progress',
      waiting_for_resident: 'Waits for you',
      resolved: 'Resolved',
      closed: 'Closed',
    },
    staff: {
      open: 'Open',
      assigned: 'Assigned',
      in_progress: 'In progress',
      waiting_for_resident: 'Asked',
      resolved: 'Resolved',
      closed: 'Closed',
    },
  },
  {
    mine: {
      open: 'Offen',
      assigned: 'Zugewiesen',
      in_progress: 'In Arbeit',
      waiting_for_resident: 'Wartet auf dich',
      resolved: 'Erledigt',
      closed: 'Geschlossen',
    },
    staff: {
      open: 'Offen',
      assigned: 'Zugewiesen',
      in_progress: 'In Arbeit',
      waiting_for_resident: 'Nachgefragt',
      resolved: 'Erledigt',
      closed: 'Geschlossen',
    },
  },
);
