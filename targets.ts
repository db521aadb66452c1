// The only file that imports every service. A target is one service or a list of them.

import type { BuiltService } from '#kernel/service';
import booking from '#services/booking/service';
import building from '#services/building/service';
import cart from '#services/cart/service';
import catalog from '#services/catalog/service';
import chat from '#services/chat/service';
import community from '#services/community/service';
import discount from '#services/discount/service';
import gateway from '#services/gateway/service';
import iam from '#services/iam/service';
import marketplace from '#services/marketplace/service';
import media from '#services/media/service';
import notification from '#services/notification/service';
import order from '#services/order/service';
import payment from '#services/payment/service';
import profile from '#services/profile/service';
import shipping from '#services/shipping/service';
import ticket from '#services/ticket/service';

/** Every service of the platform, in alphabetical order. */
export const services: readonly BuiltService[] = [
  booking,
  building,
  cart,
  catalog,
  chat,
  community,
  discount,
  gateway,
  iam,
  marketplace,
  media,
  notification,
  order,
  payment,
  profile,
  shipping,
  ticket,
];

/** The contract that gives the keys access tokens are signed with. */
export const identity = iam.definition.contract;

const names = services.map(({ name }) => name);

/** Lists under one name. */
export const composites: Readonly<Record<string, readonly string[]>> = {
  all: names,
  // Prices of residents and their carts ask building who lives where.
  commerce: ['iam', 'building', 'media', 'notification', 'catalog', 'cart', 'discount', 'shipping', 'payment', 'order'],
  edge: ['gateway'],
  residential: [
    'iam',
    'profile',
    'building',
    'community',
    'chat',
    'ticket',
    'booking',
    'marketplace',
    'payment',
    'notification',
    'media',
  ],
};

/** The services of `a,b,c`, where each may be a composite. Throws a sentence for a name that is neither. */
export function chooseTargets(list: string): BuiltService[] {
  const chosen = new Set(
    list.split(',').flatMap(name => {
      const trimmed = name.trim();
      const found = composites[trimmed] ?? (names.includes(trimmed) ? [trimmed] : null);
      if (!found)
        throw new Error(
          `There is no target ${trimmed}. Choose of: ${[...Object.keys(composites), ...names].join(', ')}.`,
        );
      return found;
    }),
  );
  return services.filter(({ name }) => chosen.has(name));
}
