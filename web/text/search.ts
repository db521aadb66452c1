import { texts } from './language.ts';

export const searchText = texts(
  {
    title: 'Search',
    placeholder: 'What are you looking for?',
    hint: 'Pages, reports, rooms, services, products and messages.',
    keys: '↑ and ↓ choose, Enter opens, Escape closes.',
    none: (words: string) => `Nothing found for “${words}”.`,
    all: 'See all of them',
    found: (count: number) => `${count} found`,
    gaps: 'A part did not answer, so something may be missing.',
    groups: {
      pages: 'Pages',
      tickets: 'Reports',
      rooms: 'Rooms',
      services: 'Services',
      products: 'Products',
      messages: 'Messages',
    },
  },
  {
    title: 'Suche',
    placeholder: 'Was suchst du?',
    hint: 'Seiten, Meldungen, Räume, Dienste, Produkte und Nachrichten.',
    keys: '↑ und ↓ wählen, Enter öffnet, Escape schließt.',
    none: words => `Nichts gefunden zu „${words}“.`,
    all: 'Alle ansehen',
    found: count => `${count} gefunden`,
    gaps: 'Ein Teil hat nicht geantwortet, es kann also etwas fehlen.',
    groups: {
      pages: 'Seiten',
      tickets: 'Meldungen',
      rooms: 'Räume',
      services: 'Dienste',
      products: 'Produkte',
      messages: 'Nachrichten',
    },
  },
);
