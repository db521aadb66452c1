// Neighbours who buy the same thing together.

import { z } from 'zod';
import { endpoint, Id, Money, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { Destination } from '#services/shipping/contract';
import { Address, Currency, Email, OrderNote, PaymentMethod, Quantity, Quote } from './wire.ts';

/**
 * - `proposed`: the vendor has not agreed yet. `open`: until its deadline, or until it gets no cheaper.
 * - `succeeded`: each pledge becomes an order. `lapsed`: nothing comes of it, and nobody is charged.
 */
export const GroupBuyState = z.enum(['proposed', 'open', 'succeeded', 'lapsed']).meta({ id: 'GroupBuyState' });
export type GroupBuyState = z.output<typeof GroupBuyState>;

/** `failed`: the order of a pledge was refused, as its `reason` says; nothing was charged. */
export const PledgeState = z.enum(['pledged', 'left', 'ordered', 'failed', 'lapsed']).meta({ id: 'PledgeState' });
export type PledgeState = z.output<typeof PledgeState>;

const Pieces = z.int().min(2).max(100_000);
const Amount = z.string().regex(/^\d{1,15}$/, 'must be an amount in minor units');

const Pledge = z
  .strictObject({
    id: Id,
    quantity: z.int(),
    state: PledgeState,
    /** The most that is charged, shipping included. */
    agreed: Money,
    orderId: Id.nullable(),
    reason: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'GroupBuyPledge' });

export const GroupBuy = z
  .strictObject({
    id: Id,
    buildingId: Id,
    vendorId: Id,
    productId: Id,
    variantId: Id,
    slug: z.string(),
    title: z.string(),
    variantTitle: z.string().nullable(),
    imageUrl: z.string().nullable(),
    state: GroupBuyState,
    reason: z.enum(['target_missed', 'not_accepted', 'withdrawn']).nullable(),
    deadline: Timestamp,
    /** Pledged by now, of how many are needed. */
    pieces: z.int(),
    target: z.int(),
    /** Of one piece: what it costs in the end, or would now; at least at the target. */
    price: Money,
    tiers: z.array(z.strictObject({ quantity: z.int(), price: Money })),
    /** What the asker takes part with. */
    mine: Pledge.nullable(),
    createdAt: Timestamp,
    decidedAt: Timestamp.nullable(),
  })
  .meta({ id: 'GroupBuy' });
export type GroupBuy = z.output<typeof GroupBuy>;

const one = { groupBuyId: Id };
const filter = { state: GroupBuyState.optional(), ...pageInput };
const resident = { role: 'resident', of: 'row' } as const;

export const openGroupBuy = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/group-buys',
  summary: 'Offer something to a building for less, if enough buy it together',
  description:
    'For the vendor, whose group buy is open at once, and for managers of the building, whose is `proposed` until the ' +
    'vendor accepts it. With `tiers` it gets cheaper beyond the target and goes on until the last tier is reached.',
  access: 'row',
  creates: true,
  idempotent: true,
  audit: ['buildingId', 'variantId', 'target', 'price', 'tiers', 'deadline'],
  input: z.strictObject({
    buildingId: Id,
    variantId: Id,
    target: Pieces,
    price: z.strictObject({ amount: Amount, currency: Currency }),
    tiers: z
      .array(z.strictObject({ quantity: Pieces, amount: Amount }))
      .max(5)
      .default([]),
    deadline: Timestamp,
  }),
  output: GroupBuy,
  errors: ['not_found', 'invalid_argument', 'failed_precondition', 'unavailable'],
});

export const acceptGroupBuy = endpoint({
  method: 'POST',
  path: '/v1/group-buys/:groupBuyId/acceptance',
  summary: 'Agree, as the vendor, to what a manager proposed',
  access: { role: 'vendor', of: 'row' },
  audit: ['groupBuyId'],
  input: z.strictObject(one),
  output: GroupBuy,
  errors: ['not_found', 'failed_precondition'],
});

export const withdrawGroupBuy = endpoint({
  method: 'POST',
  path: '/v1/group-buys/:groupBuyId/withdrawal',
  summary: 'End a group buy, as its vendor or a manager of the building, before it has succeeded',
  access: 'row',
  audit: ['groupBuyId'],
  input: z.strictObject(one),
  output: GroupBuy,
  errors: ['not_found', 'failed_precondition'],
});

export const listGroupBuys = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/group-buys',
  summary: 'The group buys of a building, newest first; proposed ones for its managers alone',
  access: { role: ['resident', 'manager'], of: { building: 'buildingId' } },
  input: z.strictObject({ buildingId: Id, ...filter }),
  output: pageOf(GroupBuy),
});

export const listVendorGroupBuys = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/group-buys',
  summary: 'The group buys of a vendor’s goods, newest first',
  access: { role: 'vendor', of: { vendor: 'vendorId' } },
  input: z.strictObject({ vendorId: Id, ...filter }),
  output: pageOf(GroupBuy),
});

export const getGroupBuy = endpoint({
  method: 'GET',
  path: '/v1/group-buys/:groupBuyId',
  summary: 'A group buy: for the residents and managers of its building, its vendor, and whoever took part',
  access: 'row',
  input: z.strictObject(one),
  output: GroupBuy,
  errors: ['not_found'],
});

export const quoteGroupBuy = endpoint({
  method: 'POST',
  path: '/v1/group-buys/:groupBuyId/quotes',
  summary: 'What taking part would cost at the target, and the ways to send it',
  access: resident,
  input: z.strictObject({
    ...one,
    quantity: Quantity,
    destination: Destination.nullable().default(null),
    methodId: Id.nullable().default(null),
  }),
  output: Quote,
  errors: ['not_found', 'failed_precondition', 'unavailable'],
});

export const joinGroupBuy = endpoint({
  method: 'POST',
  path: '/v1/group-buys/:groupBuyId/pledges',
  summary: 'Take part in a group buy',
  description:
    'Nothing is held or charged until it succeeds; then each pledge is ordered and paid for itself, at `expectedTotal` or ' +
    'less. Nobody is there to act at a payment provider then, so `payment` is a card, a gift card or store credit.',
  access: resident,
  creates: true,
  idempotent: true,
  input: z.strictObject({
    ...one,
    quantity: Quantity,
    email: Email,
    address: Address,
    billingAddress: Address.nullable().default(null),
    methodId: Id,
    expectedTotal: Money,
    payment: PaymentMethod,
    note: OrderNote.nullable().default(null),
  }),
  output: GroupBuy,
  errors: ['not_found', 'conflict', 'already_exists', 'invalid_argument', 'failed_precondition', 'unavailable'],
});

export const leaveGroupBuy = endpoint({
  method: 'DELETE',
  path: '/v1/group-buys/:groupBuyId/pledges/mine',
  summary: 'Take part no more, until it is decided',
  access: 'user',
  input: z.strictObject(one),
  output: GroupBuy,
  errors: ['not_found', 'failed_precondition'],
});
