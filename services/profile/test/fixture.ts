// Profile among the services it asks, which are fakes that the tests write into.

import type { User } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { PersonalData } from '#kernel/personal-data';
import { agora, fake, type Harness, type Peer } from '#kernel/testing/harness';
import { booking } from '#services/booking/contract';
import { building } from '#services/building/contract';
import { cart } from '#services/cart/contract';
import { catalog } from '#services/catalog/contract';
import { chat } from '#services/chat/contract';
import { community } from '#services/community/contract';
import { discount } from '#services/discount/contract';
import { gateway } from '#services/gateway/contract';
import { iam } from '#services/iam/contract';
import { marketplace } from '#services/marketplace/contract';
import { media } from '#services/media/contract';
import { notification } from '#services/notification/contract';
import { order } from '#services/order/contract';
import { payment } from '#services/payment/contract';
import { shipping } from '#services/shipping/contract';
import { ticket } from '#services/ticket/contract';
import profile from '../service.ts';

export const start = '2026-03-02T09:00:00.000Z';

/** What the fakes know and do; change a field to change it. */
export interface Peers {
  /** The services that are away. */
  down: Set<string>;
  /** What each keeps about anybody. */
  kept: Map<string, PersonalData>;
  /** How often each was asked for data. */
  asked: string[];
  /** What variants cost; those that are not here are not sold. */
  prices: Map<string, string>;
  /** `variant kind` of what catalog watches. */
  watches: Set<string>;
  cards: string[];
  mime: string;
  released: string[];
  /** `building user` → whether they belong there now, or did. */
  belonging: Map<string, boolean>;
}

export interface World {
  t: Harness<[typeof profile]>;
  peers: Peers;
  ada: User;
}

export async function openWorld(config: Record<string, string> = {}): Promise<World> {
  const peers: Peers = {
    down: new Set(),
    kept: new Map(),
    asked: [],
    prices: new Map(),
    watches: new Set(),
    cards: [],
    mime: 'image/jpeg',
    released: [],
    belonging: new Map(),
  };
  const t = await agora({ services: [profile], peers: fakes(peers), start, config });
  return { t, peers, ada: t.person() };
}

function fakes(peers: Peers): Peer[] {
  const up = (service: string) => void (peers.down.has(service) && fail('unavailable', `${service} is away`));
  const answers = (service: string) => ({
    exportPersonalData: async () => {
      peers.asked.push(service);
      up(service);
      return peers.kept.get(service) ?? {};
    },
  });
  return [
    fake(booking, answers('booking')),
    fakeBuilding(peers, answers('building')),
    fake(cart, answers('cart')),
    fake(chat, answers('chat')),
    fake(community, answers('community')),
    fake(discount, answers('discount')),
    fake(gateway, answers('gateway')),
    fake(marketplace, answers('marketplace')),
    fake(notification, answers('notification')),
    fake(order, answers('order')),
    fake(shipping, answers('shipping')),
    fake(ticket, answers('ticket')),
    fake(iam, {
      ...answers('iam'),
      getUsers: async ({ userIds }) => {
        up('iam');
        const about = { email: 'a@b.example', name: 'Ada', locale: 'de', zone: 'Europe/Berlin', phone: null };
        return { items: userIds.map(id => ({ id, ...about, emailVerified: true, state: 'active' })) };
      },
    }),
    fake(payment, {
      ...answers('payment'),
      listPaymentMethods: async () => ({
        items: peers.cards.map(id => ({
          id,
          token: `pm:${id}`,
          brand: 'Visa',
          last4: '4242',
          expiresMonth: null,
          createdAt: start,
        })),
      }),
    }),
    fake(media, {
      ...answers('media'),
      claimFiles: async ({ fileIds }) => ({
        items: fileIds.map(id => ({
          id,
          name: null,
          mime: peers.mime,
          size: 1,
          width: 1,
          height: 1,
          createdAt: start,
        })),
      }),
      signFiles: async ({ fileIds }) => ({
        items: fileIds.map(fileId => ({
          fileId,
          mime: peers.mime,
          size: 1,
          url: `https://f.example/${fileId}`,
          thumbnailUrl: null,
        })),
      }),
      releaseFiles: async ({ claim }) => void peers.released.push(claim),
    }),
    fakeCatalog(peers, up, answers('catalog')),
  ];
}

function fakeBuilding(peers: Peers, answers: object): Peer {
  return fake(building, {
    ...answers,
    listBelonging: async ({ buildingId, userIds }) => ({
      items: userIds.flatMap(userId => {
        const now = peers.belonging.get(`${buildingId} ${userId}`);
        return now === undefined ? [] : [{ userId, now }];
      }),
    }),
  });
}

function fakeCatalog(peers: Peers, up: (service: string) => void, answers: object): Peer {
  const product = {
    productId: '01920000-0000-7000-8000-000000000001',
    slug: 'bell',
    title: 'Bell',
    variantTitle: null,
  };
  const rest = {
    vendorId: product.productId,
    sku: null,
    imageUrl: null,
    sellable: true,
    priorPrice: null,
    available: 3,
  };
  const more = {
    weightGrams: 1,
    requiresShipping: true,
    taxCategory: 'standard',
    categoryIds: [],
    shipsFrom: null,
    giftCard: false,
  };
  const watch = {
    productId: product.productId,
    productSlug: 'bell',
    productTitle: 'Bell',
    variantTitle: null,
    below: null,
  };
  return fake(catalog, {
    ...answers,
    getOffers: async ({ items, currency }) => {
      up('catalog');
      const sold = items.filter(({ variantId }) => peers.prices.has(variantId));
      return {
        items: sold.map(({ variantId }) => {
          const price = { amount: peers.prices.get(variantId)!, currency };
          return { variantId, ...product, ...rest, ...more, price };
        }),
      };
    },
    watchVariant: async ({ variantId, kind }) => {
      peers.watches.add(`${variantId} ${kind}`);
      return { variantId, kind, ...watch, createdAt: start };
    },
    unwatchVariant: async ({ variantId, kind }) => void peers.watches.delete(`${variantId} ${kind}`),
  });
}
