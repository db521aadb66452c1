// A checkout in hand: what its steps need to know, the same whether it was just placed or is taken over by another.

import type { z } from 'zod';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { PaymentMethod, PaymentState } from '#services/payment/contract';
import type { Address } from '#services/shipping/contract';
import type { CancelReason } from '../contract/orders.ts';
import { type SagaState, type Step, timers } from '../domain/saga.ts';
import { sharesOf } from '../domain/shares.ts';
import type { Part } from '../domain/totals.ts';
import { keysOf } from '../ids.ts';
import { money, toVendorShares } from '../money.ts';

export interface CheckoutLine {
  lineId: string;
  productId: string;
  variantId: string;
  vendorId: string;
  title: string;
  variantTitle: string | null;
  quantity: number;
  cancelled: number;
  total: bigint;
  tax: bigint;
  /** What of its discount the platform pays. */
  funded: bigint;
  categoryIds: string[];
  taxRatePpm: number;
  weightGrams: number;
  ships: boolean;
  /** The day that is promised, where it is sold before it is there; and whether it is not there yet. */
  shipsFrom: string | null;
  awaits: boolean;
  giftCard: boolean;
}

/** One use of a promotion. */
export interface Use {
  promotionId: string;
  couponId: string | null;
  amount: string;
}

export interface Checkout {
  checkoutId: string;
  orderId: string;
  ownerKey: string;
  number: string;
  userId: string | null;
  cartId: string | null;
  currency: string;
  total: bigint;
  lines: CheckoutLine[];
  parts: Part[];
  uses: Use[];
  /** Null where nothing is sent. */
  methodId: string | null;
  slotId: string | null;
  /** Null once forgotten, which no open checkout is, and where all of it is gift cards. */
  address: Address | null;
  billing: Address | null;
  /** Known where there is no address. */
  email: string | null;
  /** Null once it was used. */
  payment: z.output<typeof PaymentMethod> | null;
  expiresAt: Instant;
  createdAt: Instant;
}

/** Why a checkout did not come about, as it is told to whoever asked for it. */
export interface Refusal {
  code: 'conflict' | 'failed_precondition' | 'unavailable';
  message: string;
  reason: string;
  details?: Record<string, unknown>;
}

/** Where a checkout stands. */
export interface Position {
  state: SagaState;
  /** As it was last saved. */
  savedState: SagaState;
  version: number;
  attempts: number;
  undo: readonly Step[];
  /** Whether nobody is driving it: it waits for its time, for a payment, or is over. */
  resting: boolean;
  /** Whether it was taken over from another driver. */
  resumed: boolean;
  cancelReason: CancelReason | null;
  problem: Refusal | null;
  paymentState: z.output<typeof PaymentState> | null;
  actionUrl: string | null;
  lastError: string | null;
}

const textOf = ({ title, variantTitle }: CheckoutLine): string =>
  (variantTitle === null ? title : `${title}, ${variantTitle}`).slice(0, 600);

/** What the steps send to the other services. */
export function requestsOf(checkout: Checkout) {
  const { checkoutId, currency, lines, parts, expiresAt } = checkout;
  const { orderId, stockHoldId, usesHoldId, paymentId } = keysOf(checkoutId);
  const of = (amount: bigint) => money(amount, currency);
  return {
    stockHoldId,
    usesHoldId,
    paymentId,
    authorise: () => ({
      paymentId,
      orderId,
      orderNumber: checkout.number,
      payerId: checkout.userId,
      amount: of(checkout.total),
      method: checkout.payment!,
      expiresAt: instantAt(epochMs(expiresAt) + timers.paymentGraceMs),
    }),
    capture: () => ({
      paymentId,
      shares: toVendorShares(
        sharesOf(
          lines.filter(({ giftCard }) => !giftCard),
          parts,
        ),
        currency,
      ),
      giftCards: lines
        .filter(({ giftCard }) => giftCard)
        .map(({ lineId, quantity, total }) => ({ lineId, quantity, unitValue: of(total / BigInt(quantity)) })),
      invoice: {
        billTo: billTo(checkout),
        lines: [
          ...lines.map(line => ({
            text: textOf(line),
            quantity: line.quantity,
            gross: of(line.total),
            tax: of(line.tax),
            taxRatePpm: line.taxRatePpm,
          })),
          ...parts
            .filter(({ shipping }) => shipping > 0n)
            .map(({ shipping, shippingTax, shippingRatePpm }) => ({
              text: 'Shipping',
              quantity: 1,
              gross: of(shipping),
              tax: of(shippingTax),
              taxRatePpm: shippingRatePpm,
            })),
        ],
      },
    }),
    shipments: () => ({
      orderId,
      orderNumber: checkout.number,
      methodId: checkout.methodId!,
      slotId: checkout.slotId,
      userId: checkout.userId,
      address: checkout.address!,
      groups: [...Map.groupBy(toSend(checkout), line => line.vendorId)].map(([vendorId, sent]) => ({
        vendorId,
        lines: sent.map(line => ({
          lineId: line.lineId,
          title: textOf(line).slice(0, 500),
          quantity: line.quantity,
          weightGrams: line.weightGrams,
        })),
      })),
    }),
  };
}

/** The vendors of whose part something is not there yet: they send nothing before. */
export const waitingVendors = ({ lines }: Checkout): Set<string> =>
  new Set(
    lines.filter(({ awaits, quantity, cancelled }) => awaits && quantity > cancelled).map(({ vendorId }) => vendorId),
  );

/** The lines that are sent, with all their pieces: what was cancelled meanwhile shipping hears by itself. */
function toSend(checkout: Checkout): CheckoutLine[] {
  const waiting = waitingVendors(checkout);
  return checkout.lines.filter(({ ships, vendorId }) => ships && !waiting.has(vendorId));
}

/** Whom the invoice names; who bought gift cards alone has given no address. */
const billTo = ({ billing, address, email }: Checkout): string[] => {
  const named = billing ?? address;
  return named ? addressLines(named) : [email!];
};

const addressLines = ({ name, company, line1, line2, postcode, city, country }: Address): string[] =>
  [name, company, line1, line2, `${postcode} ${city}`, country].filter(line => line !== null);

/** What the events of an order say of it. */
export const eventAbout = ({ orderId, number, userId, cartId }: Checkout) => ({ orderId, number, userId, cartId });
