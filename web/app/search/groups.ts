// What the search box looks through, as data: whom a group is for, what is asked, and how a hit is shown and where it
// leads. A group whose endpoint does not search is asked for all it has, once, and looked through here.

import { DoorOpen, Hammer, type LucideIcon, MessageSquareText, ShoppingBag, Wrench } from 'lucide-react';
import type { Endpoint, InputOf, OutputOf } from '#kernel/contract';
import { booking } from '#services/booking/contract';
import { catalog } from '#services/catalog/contract';
import { chat } from '#services/chat/contract';
import { marketplace } from '#services/marketplace/contract';
import { ticket } from '#services/ticket/contract';
import { money } from '#web/kit/format.ts';
import type { Language } from '#web/text/language.ts';
import type { searchText } from '#web/text/search.ts';

type Ticket = OutputOf<typeof ticket.endpoints.listMyTickets>['items'][number];

export interface Hit {
  id: string;
  title: string;
  about?: string;
  to: string;
}

/** For whom and where one looks. */
export interface Place {
  buildingId: string | undefined;
  language: Language;
  /** Whether one holds one of these roles in the building. */
  holds: (...roles: string[]) => boolean;
}

export interface SearchGroup {
  name: keyof (typeof searchText)['en']['groups'];
  icon: LucideIcon;
  endpoint: Endpoint;
  /** What is asked, or null where there is nothing to ask. */
  input: (words: string, place: Place) => object | null;
  /** Looks through what comes by itself; the server has looked already without it. */
  here?: true;
  hits: (output: never, place: Place) => Hit[];
  /** Where all hits are, where there may be more than are shown. */
  all?: (words: string) => string;
}

const group = <E extends Endpoint>(
  of: Omit<SearchGroup, 'endpoint' | 'input' | 'hits'> & {
    endpoint: E;
    input: (words: string, place: Place) => InputOf<E> | null;
    hits: (output: OutputOf<E>, place: Place) => Hit[];
  },
): SearchGroup => of;

/** So many of a group are shown. */
export const shownHits = 5;
const everything = 100;

const staff = ['manager', 'support'] as const;

const ofTicket = ({ id, title, reference }: Ticket): Hit => ({ id, title, about: reference, to: `/tickets/${id}` });

export const groups: readonly SearchGroup[] = [
  group({
    name: 'tickets',
    icon: Wrench,
    endpoint: ticket.endpoints.listBoard,
    input: (text, { buildingId, holds }) =>
      buildingId !== undefined && holds(...staff) ? { buildingId, text, limit: shownHits } : null,
    hits: ({ columns }) => columns.flatMap(({ items }) => items.map(ofTicket)),
  }),
  group({
    name: 'tickets',
    icon: Wrench,
    endpoint: ticket.endpoints.listMyTickets,
    here: true,
    input: (_words, { holds }) => (holds(...staff) ? null : { limit: everything }),
    hits: ({ items }) => items.map(ofTicket),
  }),
  group({
    name: 'rooms',
    icon: DoorOpen,
    endpoint: booking.endpoints.listResources,
    here: true,
    input: (_words, { buildingId }) => (buildingId === undefined ? null : { buildingId }),
    hits: ({ items }) =>
      items.map(({ id, name, description }) => ({ id, title: name, about: description, to: `/rooms/${id}` })),
  }),
  group({
    name: 'services',
    icon: Hammer,
    endpoint: marketplace.endpoints.listListings,
    here: true,
    input: (_words, { buildingId }) => (buildingId === undefined ? null : { buildingId, limit: everything }),
    hits: ({ items }) =>
      items.map(({ id, title, provider, providerId }) => ({
        id,
        title,
        about: provider,
        to: `/providers/${providerId}`,
      })),
  }),
  group({
    name: 'products',
    icon: ShoppingBag,
    endpoint: catalog.endpoints.listProducts,
    all: words => `/shop?${new URLSearchParams({ q: words })}`,
    input: q => ({ q, sort: 'relevance' as const, limit: shownHits }),
    hits: ({ items }, { language }) =>
      items.map(({ id, title, price, slug }) => ({
        id,
        title,
        about: money(price.from, language),
        to: `/products/${slug}`,
      })),
  }),
  group({
    name: 'messages',
    icon: MessageSquareText,
    endpoint: chat.endpoints.searchMessages,
    input: (q, { buildingId }) => (buildingId === undefined ? null : { q, limit: shownHits }),
    hits: ({ items }) =>
      items.map(({ id, text, channelId }) => ({ id, title: text, to: `/channels/${channelId}?message=${id}` })),
  }),
];
