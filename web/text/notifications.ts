import { texts } from './language.ts';

export const notificationText = texts(
  {
    title: 'Notifications',
    readAll: 'Mark all as read',
    settings: 'What I am told',
    allRead: 'Everything is marked as read.',
    all: 'All',
    unread: 'Unread',
    empty: 'Nothing here',
    emptyLead: 'When something concerns you, it appears here.',
    delete: 'Delete',
    isNew: 'New',
  },
  {
    title: 'Mitteilungen',
    readAll: 'Alle als gelesen markieren',
    settings: 'Was ich erfahre',
    allRead: 'Alles ist als gelesen markiert.',
    all: 'Alle',
    unread: 'Ungelesen',
    empty: 'Hier ist nichts',
    emptyLead: 'Wenn dich etwas betrifft, erscheint es hier.',
    delete: 'Löschen',
    isNew: 'Neu',
  },
);
