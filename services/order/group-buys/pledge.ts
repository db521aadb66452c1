// A pledge, and the checkout that it becomes.

import type { z } from 'zod';
import type { PlaceInput } from '../checkout/insert.ts';
import type { Wanted } from '../checkout/quote.ts';
import type { Address, Email, OrderNote, PaymentMethod } from '../contract/wire.ts';
import type { OrderCtx } from '../definition.ts';
import { derivedId } from '../ids.ts';
import { money } from '../money.ts';
import type { GroupBuyRow } from './rows.ts';

/** What a pledge keeps sealed. */
export interface PledgeDetails {
  email: z.output<typeof Email>;
  address: z.output<typeof Address>;
  billingAddress: z.output<typeof Address> | null;
  payment: z.output<typeof PaymentMethod>;
  note: z.output<typeof OrderNote> | null;
}

const place = (pledgeId: string): string => `group_buy_pledges|details|${pledgeId}`;

export const sealDetails = ({ cipher }: OrderCtx, pledgeId: string, details: PledgeDetails): Buffer =>
  cipher.seal(JSON.stringify(details), place(pledgeId));

export const openDetails = ({ cipher }: OrderCtx, pledgeId: string, sealed: Buffer): PledgeDetails =>
  JSON.parse(cipher.open(sealed, place(pledgeId))) as PledgeDetails;

/** The checkout of a pledge, the first or one after another that is known to have come to nothing. */
export const checkoutIdOf = (pledgeId: string, attempt: number): string => derivedId(pledgeId, `checkout ${attempt}`);

interface Taken {
  id: string;
  userId: string | null;
  quantity: number;
  methodId: string | null;
}

type Group = Pick<GroupBuyRow, 'building_id' | 'variant_id' | 'currency'>;

/** What a pledge would buy, for so much a piece. */
export const wantedOf = (
  group: Group,
  { id, userId, quantity, methodId }: Taken,
  amount: string,
  destination: Wanted['destination'],
): Wanted => ({
  currency: group.currency,
  userId,
  buildingIds: [group.building_id],
  codes: [],
  lines: [{ lineId: derivedId(id, 'line'), variantId: group.variant_id, quantity }],
  prices: new Map([[group.variant_id, amount]]),
  destination,
  methodId,
});

/** The checkout as it is placed, at this total. */
export function placedAs(
  wanted: Wanted & { methodId: string },
  checkoutId: string,
  { email, address, billingAddress, payment, note }: PledgeDetails,
  total: bigint,
): PlaceInput & Pick<Wanted, 'prices'> {
  const { destination: _, ...rest } = wanted;
  return {
    ...rest,
    checkoutId,
    cartId: null,
    email,
    address,
    billingAddress,
    slotId: null,
    // Nobody has seen a day.
    preorderUntil: null,
    expectedTotal: money(total, wanted.currency),
    payment,
    note,
  };
}
