// What the menus lead to, in their order. The bar at the bottom of a phone shows those that are `primary`; all others are
// in the sheet that its last button opens.

import type { LinkProps } from '@tanstack/react-router';
import {
  Bell,
  Boxes,
  BriefcaseBusiness,
  Building2,
  CalendarDays,
  Cog,
  DoorClosed,
  DoorOpen,
  Gauge,
  Hammer,
  House,
  KeyRound,
  type LucideIcon,
  Megaphone,
  MessagesSquare,
  Newspaper,
  Package,
  ScrollText,
  ShieldCheck,
  SquareKanban,
  Store,
  TriangleAlert,
  UserRound,
  Users,
  Wallet,
  Wrench,
} from 'lucide-react';
import type { appText } from '#web/text/app.ts';

/** The parts of the menus, in their order; those without a heading need none. */
export const navigationGroups = [
  { name: 'everyday', heading: null },
  { name: 'living', heading: 'groupLiving' },
  { name: 'shop', heading: 'groupShop' },
  { name: 'work', heading: 'groupWork' },
  { name: 'manage', heading: 'groupManage' },
  { name: 'admin', heading: 'groupAdmin' },
  { name: 'you', heading: 'groupYou' },
] as const satisfies readonly { name: string; heading: keyof Text | null }[];

type Text = (typeof appText)['en'];

export interface NavigationItem {
  to: NonNullable<LinkProps['to']>;
  label: keyof Text;
  icon: LucideIcon;
  group: (typeof navigationGroups)[number]['name'];
  primary?: true;
  /** On a phone it is a picture at the head of the page. */
  head?: true;
  /** Only for whoever holds one of these roles somewhere. */
  roles?: readonly string[];
}

export const navigation: readonly NavigationItem[] = [
  { to: '/', label: 'home', icon: House, group: 'everyday', primary: true },
  { to: '/feed', label: 'feed', icon: Newspaper, group: 'everyday', primary: true },
  { to: '/chat', label: 'chat', icon: MessagesSquare, group: 'everyday', primary: true },
  { to: '/notifications', label: 'notifications', icon: Bell, group: 'everyday', head: true },
  { to: '/tickets', label: 'tickets', icon: Wrench, group: 'living' },
  { to: '/rooms', label: 'rooms', icon: DoorOpen, group: 'living', roles: ['resident', 'manager'] },
  { to: '/services', label: 'services', icon: Hammer, group: 'living' },
  { to: '/shop', label: 'shop', icon: Store, group: 'shop', primary: true },
  { to: '/orders', label: 'orders', icon: Package, group: 'shop' },
  { to: '/sell', label: 'sell', icon: Boxes, group: 'work', roles: ['vendor'] },
  { to: '/provide', label: 'provide', icon: BriefcaseBusiness, group: 'work', roles: ['provider'] },
  { to: '/manage/tickets', label: 'manageTickets', icon: SquareKanban, group: 'manage', roles: ['manager', 'support'] },
  {
    to: '/manage/incidents',
    label: 'manageIncidents',
    icon: TriangleAlert,
    group: 'manage',
    roles: ['manager', 'support'],
  },
  { to: '/manage/upkeep', label: 'manageUpkeep', icon: Cog, group: 'manage', roles: ['manager', 'support'] },
  { to: '/manage/building', label: 'manageBuilding', icon: Building2, group: 'manage', roles: ['manager'] },
  { to: '/manage/people', label: 'managePeople', icon: Users, group: 'manage', roles: ['manager'] },
  { to: '/manage/bookings', label: 'manageBookings', icon: CalendarDays, group: 'manage', roles: ['manager'] },
  { to: '/manage/rooms', label: 'manageRooms', icon: DoorClosed, group: 'manage', roles: ['manager'] },
  { to: '/manage/announcements', label: 'manageAnnouncements', icon: Megaphone, group: 'manage', roles: ['manager'] },
  { to: '/manage/moderation', label: 'manageModeration', icon: ShieldCheck, group: 'manage', roles: ['manager'] },
  { to: '/manage/money', label: 'manageMoney', icon: Wallet, group: 'manage', roles: ['manager'] },
  { to: '/manage/log', label: 'manageLog', icon: ScrollText, group: 'manage', roles: ['manager'] },
  { to: '/admin', label: 'admin', icon: Gauge, group: 'admin', roles: ['admin'] },
  { to: '/homes', label: 'homes', icon: KeyRound, group: 'you' },
  { to: '/account', label: 'account', icon: UserRound, group: 'you' },
];

/** Those of the entries that there are, group by group. */
export const grouped = (items: readonly NavigationItem[]) =>
  navigationGroups
    .map(group => ({ ...group, items: items.filter(item => item.group === group.name) }))
    .filter(group => group.items.length > 0);

/** What is new behind an entry, by its label; `said` is read out. */
export type Counts = Partial<Record<NavigationItem['label'], { count: number; said: string }>>;
export const none = { count: 0, said: '' };

export interface MenuProps {
  items: readonly NavigationItem[];
  counts: Counts;
}

export interface EntryProps {
  item: NavigationItem;
  counts: Counts;
}
