// The kinds of notification there are of what neighbours buy together.

import type { TypeRule } from './types.ts';

const id = '01920000-0000-7000-8000-000000000001';
const group = { groupBuyId: id, title: 'Cargo bike' };
const offer = { ...group, price: { amount: '249000', currency: 'EUR' }, target: 10 };

const link = '/group-buys/{groupBuyId}';
const quietly = { in_app: true, email: true, push: true } as const;
// Advertising: only who has said so gets it beyond the app.
const silently = { in_app: true, email: false, push: false } as const;

export const groupBuyTypes = {
  'order.group_buy_proposed': { channels: quietly, digestible: true, link, sample: offer },
  'order.group_buy_opened': { channels: silently, digestible: true, link, sample: offer },
  'order.group_buy_succeeded': { channels: quietly, link, sample: { ...group, price: offer.price } },
  'order.group_buy_lapsed': {
    channels: quietly,
    digestible: true,
    link,
    sample: { ...group, reason: 'target_missed' },
  },
  'order.group_buy_pledge_failed': { channels: quietly, link, sample: { ...group, declined: true } },
} as const satisfies Record<string, TypeRule>;
