// Notifications come in many types; people choose by what they are about. A type is in the first category whose beginning
// it has, so a new type of a known kind finds its place by itself.

import type { OutputOf } from '#kernel/contract';
import type { notification } from '#services/notification/contract';
import type { notificationSettingsText } from '#web/text/notification-settings.ts';

type Preference = OutputOf<typeof notification.endpoints.getPreferences>['items'][number];
export type Channel = Preference['channel'];
type CategoryName = keyof (typeof notificationSettingsText)['en']['categories'];

const beginnings: readonly (readonly [CategoryName, RegExp])[] = [
  ['emergency', /^(emergency|announcement\.emergency)/],
  ['house', /^(announcement|incident|resident)\./],
  ['neighbours', /^(comment|content|chat)\./],
  ['tickets', /^ticket\./],
  ['rooms', /^booking\./],
  ['services', /^(quote|job|warranty|provider)\./],
  ['groupBuys', /^order\.group_buy/],
  ['orders', /^(order|payment|refund|gift_card|preorder|invoice|shipment)\./],
  ['offers', /^(stock|cart)\./],
  ['account', /^(account|profile)\./],
];

/** How a category stands on a channel: `never` is not sent there, `always` cannot be switched off. */
export type Standing = 'on' | 'off' | 'some' | 'always' | 'never';

export interface Category {
  name: CategoryName;
  preferences: readonly Preference[];
}

export function categoriesOf(preferences: readonly Preference[]): Category[] {
  const nameOf = ({ type }: Preference): CategoryName =>
    beginnings.find(([, beginning]) => beginning.test(type))?.[0] ?? 'other';
  const names: CategoryName[] = [...beginnings.map(([name]) => name), 'other'];
  return names
    .map(name => ({ name, preferences: preferences.filter(each => nameOf(each) === name) }))
    .filter(category => category.preferences.length > 0);
}

export function standingOf({ preferences }: Category, channel: Channel): Standing {
  const here = preferences.filter(each => each.channel === channel);
  const free = here.filter(({ locked }) => !locked);
  if (here.length === 0) return 'never';
  if (free.length === 0) return 'always';
  const on = free.filter(({ enabled }) => enabled).length;
  return on === free.length ? 'on' : on === 0 ? 'off' : 'some';
}

/** What to ask for so that a category is on, or off, on a channel. */
export const changesFor = ({ preferences }: Category, channel: Channel, enabled: boolean) =>
  preferences
    .filter(each => each.channel === channel && !each.locked && each.enabled !== enabled)
    .map(({ type }) => ({ type, channel, enabled }));
