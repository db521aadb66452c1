// What is not ordered: nothing has been done yet, so that a refusal leaves nothing behind.

import type { Money } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { minor, money } from '../money.ts';
import { byVariant, type Quote } from './quote.ts';

export interface Expected {
  currency: string;
  expectedTotal: Money;
  slotId: string | null;
  preorderUntil: string | null;
  address: unknown;
  payment: { giftCards: readonly string[] };
}

/** Raises what stands against charging a quote. */
export function refuse(quote: Quote, expected: Expected): void {
  const { currency, expectedTotal, slotId } = expected;
  refuseLines(quote);
  refuseGiftCards(quote, expected);
  refusePreorders(quote, expected);
  refuseSending(quote, slotId);
  refuseCodes(quote);
  const total = money(quote.totals.total, currency);
  if (expectedTotal.currency !== currency || minor(expectedTotal) !== quote.totals.total)
    fail('conflict', 'The total has changed; show it to the buyer and send the new one.', {
      reason: 'total_changed',
      details: { expected: expectedTotal, total },
    });
}

function refuseLines({ lines, missing }: Quote): void {
  const unsold = [...missing, ...lines.filter(({ offer }) => !offer.sellable).map(({ variantId }) => variantId)];
  if (unsold.length > 0)
    fail('failed_precondition', 'Something in it is not sold any more; take it out and try again.', {
      reason: 'not_sellable',
      details: { variantIds: unsold },
    });
  const offers = new Map(lines.map(({ variantId, offer }) => [variantId, offer]));
  const short = byVariant(lines)
    .map(({ variantId, quantity }) => ({ variantId, wanted: quantity, available: offers.get(variantId)!.available }))
    .filter(({ wanted, available }) => available !== null && available < wanted);
  if (short.length > 0)
    fail('conflict', 'There are not so many left; take fewer and try again.', {
      reason: 'out_of_stock',
      details: { items: short },
    });
}

function refuseGiftCards({ lines, needsAddress }: Quote, { address, payment }: Expected): void {
  const cards = lines.filter(({ offer }) => offer.giftCard);
  if (cards.some(({ gross }) => gross === 0n))
    fail('failed_precondition', 'A gift card that costs nothing is worth nothing; take it out.', {
      reason: 'not_sellable',
      details: { variantIds: cards.map(({ variantId }) => variantId) },
    });
  if (cards.length > 0 && payment.giftCards.length > 0)
    fail('failed_precondition', 'Gift cards cannot be paid with gift cards; pay in another way, or take them out.', {
      reason: 'gift_card_for_gift_card',
    });
  if (needsAddress && address === null)
    fail('failed_precondition', 'Say where it goes; only gift cards need no address.', { reason: 'address_needed' });
}

/** What is not there yet is ordered by whoever has seen when it will be. */
function refusePreorders({ lines }: Quote, { preorderUntil }: Expected): void {
  const later = lines.flatMap(({ variantId, offer: { shipsFrom } }) =>
    shipsFrom !== null && (preorderUntil === null || shipsFrom > preorderUntil) ? [{ variantId, shipsFrom }] : [],
  );
  if (later.length > 0)
    fail('conflict', 'Something is not there yet; show the buyer the day it ships, and send that as preorderUntil.', {
      reason: 'on_preorder',
      details: { items: later },
    });
}

function refuseSending({ ships, method }: Quote, slotId: string | null): void {
  if (!ships) return;
  if (!method)
    fail('failed_precondition', 'It is not sent there in that way; choose another way or address.', {
      reason: 'not_deliverable',
    });
  if (slotId !== null && !method.slots.some(slot => slot.id === slotId && slot.left > 0))
    fail('failed_precondition', 'That time of delivery is taken; choose another.', {
      reason: 'not_deliverable',
      details: { slotId },
    });
}

function refuseCodes({ rejected }: Quote): void {
  const [first] = rejected;
  if (!first) return;
  if (first.reason === 'exhausted')
    fail('conflict', first.message, { reason: 'coupon_exhausted', details: { rejected } });
  fail('failed_precondition', first.message, { reason: 'coupon_rejected', details: { rejected } });
}
