// What lines cost: the one function that carts are quoted and orders are charged by.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import type { Offer } from '#services/catalog/contract';
import type { AppliedDiscount, RejectedCode } from '#services/discount/contract';
import type { Destination, ShippingQuote } from '#services/shipping/contract';
import type { QuoteLine, Quote as WireQuote } from '../contract/wire.ts';
import type { OrderCtx } from '../definition.ts';
import { allocate } from '../domain/allocation.ts';
import type { TaxAnswer } from '../domain/tax.ts';
import { addUp, type PricedLine, type PricedShipping, type Totals } from '../domain/totals.ts';
import { minor, money } from '../money.ts';
import { taxesOf } from './taxes.ts';

export interface WantedLine {
  lineId: string;
  variantId: string;
  quantity: number;
}

export interface Wanted {
  currency: string;
  userId: string | null;
  buildingIds: string[];
  codes: string[];
  lines: WantedLine[];
  /** What pieces of variants cost where that is less than their offers. */
  prices?: ReadonlyMap<string, string>;
  destination: Destination | null;
  methodId: string | null;
}

/** A line that is sold, with what it is sold for. */
export interface OfferedLine extends WantedLine {
  offer: Offer;
  gross: bigint;
}

export interface Quote {
  lines: OfferedLine[];
  priced: (PricedLine & { ratePpm: number })[];
  missing: string[];
  taxIncluded: boolean;
  totals: Totals;
  applied: AppliedDiscount[];
  rejected: z.output<typeof RejectedCode>[];
  methods: ShippingQuote[];
  /** The way it is sent, where one was chosen that there is. */
  method: ShippingQuote | null;
  /** Whether anything of it is sent at all. */
  ships: boolean;
  /** Whether it must be known where it goes: for gift cards alone it need not. */
  needsAddress: boolean;
}

/** Reckons what lines cost now. Raises `invalid_argument` on a line named twice, `unavailable` if a service that has to
 * be asked is not there. */
export async function quote(ctx: OrderCtx, wanted: Wanted): Promise<Quote> {
  if (new Set(wanted.lines.map(({ lineId }) => lineId)).size < wanted.lines.length)
    fail('invalid_argument', 'lines: name each line once.');
  const { lines, missing } = await offered(ctx, wanted);
  const ships = lines.some(({ offer }) => offer.requiresShipping);
  const { methods, method, discounts } = await discountedAndSent(ctx, wanted, lines);
  const funding = fundingOf(discounts);
  const sending = (method?.parts ?? []).map(part => {
    const off = discounts.shipping.find(({ vendorId }) => vendorId === part.vendorId);
    return { vendorId: part.vendorId, gross: minor(part), discount: off ? minor(off) : 0n };
  });
  const discounted = lines.map(line => {
    const off = discounts.lines.find(({ lineId }) => lineId === line.lineId);
    return { ...line, discount: off ? minor(off) : 0n, funded: off ? funding.ofLine(off.parts) : 0n };
  });
  const goods = discounted.filter(({ offer }) => !offer.giftCard);
  const taxes = await taxesFor(ctx, wanted, lines.length > 0, [
    ...goods.map(({ offer, gross, discount }) => ({ category: offer.taxCategory, amount: gross - discount })),
    ...sending.map(({ gross, discount }) => ({ category: method!.taxCategory, amount: gross - discount })),
  ]);
  const sendingFunds = funding.ofShipping(sending.map(({ discount }) => discount));
  const priced = discounted.map(line => ({
    vendorId: line.offer.vendorId,
    ...{ gross: line.gross, discount: line.discount, funded: line.funded },
    ...(line.offer.giftCard ? untaxed : taxes.lines[goods.indexOf(line)]!),
  }));
  const sent: PricedShipping[] = sending.map((part, index) => ({
    ...part,
    funded: sendingFunds[index]!,
    ...taxes.lines[goods.length + index]!,
  }));
  return {
    lines,
    priced,
    missing,
    taxIncluded: taxes.included,
    totals: addUp(priced, sent, taxes.included),
    applied: discounts.applied,
    rejected: discounts.rejected,
    methods,
    method,
    ships,
    needsAddress: goods.length > 0,
  };
}

/** A gift card is taxed when it is spent, by what is bought with it. */
const untaxed = { ratePpm: 0, tax: 0n };

/** Asks for taxes; not where all there is are gift cards. */
function taxesFor(
  ctx: OrderCtx,
  { destination, currency }: Wanted,
  hasLines: boolean,
  lines: { category: string; amount: bigint }[],
): Promise<TaxAnswer> {
  if (hasLines && lines.length === 0) return Promise.resolve({ included: true, lines: [] });
  const place = {
    country: destination?.country ?? ctx.config.taxCountry,
    region: destination?.region ?? null,
    postcode: destination?.postcode ?? null,
  };
  return taxesOf(ctx).asked.taxOf({ place, currency, lines });
}

/** The lines with their offers; quantities of one variant are counted together, as its price may depend on them. */
async function offered(
  ctx: OrderCtx,
  { lines, currency, userId, buildingIds, prices }: Wanted,
): Promise<{ lines: OfferedLine[]; missing: string[] }> {
  if (lines.length === 0) return { lines: [], missing: [] };
  const { items } = await ctx.clients.catalog.getOffers({ items: byVariant(lines), currency, userId, buildingIds });
  const offers = new Map(items.map(offer => [offer.variantId, reduced(offer, prices?.get(offer.variantId))]));
  return {
    lines: lines.flatMap(line => {
      const offer = offers.get(line.variantId);
      return offer ? [{ ...line, offer, gross: minor(offer.price) * BigInt(line.quantity) }] : [];
    }),
    missing: [...new Set(lines.map(({ variantId }) => variantId))].filter(variantId => !offers.has(variantId)),
  };
}

/** An offer for less, where that is agreed. */
const reduced = (offer: Offer, amount: string | undefined): Offer =>
  amount === undefined || BigInt(amount) >= minor(offer.price)
    ? offer
    : { ...offer, price: { ...offer.price, amount }, priorPrice: offer.price };

/** How many of each variant. */
export function byVariant(lines: readonly { variantId: string; quantity: number }[]) {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of lines) quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }));
}

type Discounts = Awaited<ReturnType<OrderCtx['clients']['discount']['evaluateDiscounts']>>;

const none: Discounts = { lines: [], shipping: [], applied: [], rejected: [] };

/**
 * Discounts depend on what sending costs (free shipping), and what sending costs on the value after discounts. So sending
 * is quoted by the full value first, which is right for most; where lines turn out to be reduced it is quoted again, and
 * discounts are asked for again only where that changed the price of sending.
 */
async function discountedAndSent(ctx: OrderCtx, wanted: Wanted, lines: readonly OfferedLine[]) {
  if (lines.length === 0) return { methods: [], method: null, discounts: none };
  const first = await sentFor(ctx, wanted, lines, none);
  const discounts = await discountsOf(ctx, wanted, lines, first.method);
  if (first.methods.length === 0 || discounts.lines.every(({ amount }) => BigInt(amount) === 0n))
    return { ...first, discounts };
  const second = await sentFor(ctx, wanted, lines, discounts);
  const same = JSON.stringify(first.method?.parts) === JSON.stringify(second.method?.parts);
  return { ...second, discounts: same ? discounts : await discountsOf(ctx, wanted, lines, second.method) };
}

async function sentFor(
  ctx: OrderCtx,
  { destination, currency, methodId }: Wanted,
  lines: readonly OfferedLine[],
  discounts: Discounts,
): Promise<{ methods: ShippingQuote[]; method: ShippingQuote | null }> {
  const parcels = lines
    .filter(({ offer }) => offer.requiresShipping)
    .map(({ lineId, quantity, offer, gross }) => {
      const off = discounts.lines.find(each => each.lineId === lineId);
      const value = String(gross - (off ? minor(off) : 0n));
      return { vendorId: offer.vendorId, quantity, weightGrams: offer.weightGrams, value };
    });
  if (!destination || parcels.length === 0) return { methods: [], method: null };
  const { items } = await ctx.clients.shipping.quoteShipping({ destination, currency, lines: parcels });
  return { methods: items, method: items.find(each => each.methodId === methodId) ?? null };
}

/** What is taken off; gift cards stay what they are worth. */
const discountsOf = (
  ctx: OrderCtx,
  { currency, userId, codes }: Wanted,
  lines: readonly OfferedLine[],
  method: ShippingQuote | null,
): Promise<Discounts> =>
  ctx.clients.discount.evaluateDiscounts({
    currency,
    userId,
    codes,
    lines: lines
      .filter(({ offer }) => !offer.giftCard)
      .map(({ lineId, variantId, quantity, offer }) => ({
        lineId,
        productId: offer.productId,
        variantId,
        vendorId: offer.vendorId,
        categoryIds: offer.categoryIds,
        quantity,
        unitPrice: offer.price.amount,
      })),
    shipping: method?.parts ?? [],
  });

/** What of the discounts the platform pays: of lines as it is told, of sending what is left of each promotion's amount. */
function fundingOf({ applied, lines }: Discounts) {
  const byPlatform = new Map(
    applied.filter(({ fundedBy }) => fundedBy === 'platform').map(each => [each.promotionId, minor(each)]),
  );
  const sumOf = (parts: Discounts['lines'][number]['parts']) =>
    parts.reduce((sum, part) => sum + (byPlatform.has(part.promotionId) ? minor(part) : 0n), 0n);
  const ofLines = lines.reduce((sum, { parts }) => sum + sumOf(parts), 0n);
  const onShipping = [...byPlatform.values()].reduce((sum, amount) => sum + amount, 0n) - ofLines;
  return {
    ofLine: sumOf,
    ofShipping: (discounts: readonly bigint[]): bigint[] => {
      const off = discounts.reduce((sum, each) => sum + each, 0n);
      if (onShipping <= 0n) return discounts.map(() => 0n);
      return onShipping >= off ? [...discounts] : allocate(onShipping, discounts);
    },
  };
}

/** A quote as it goes over the wire. */
export function toWire({ lines, priced, totals, ...found }: Quote, { currency }: Wanted): WireQuote {
  const of = (amount: bigint) => money(amount, currency);
  return {
    currency,
    lines: lines.map(({ lineId, quantity, offer, gross }, index): QuoteLine => {
      const { discount, tax, ratePpm } = priced[index]!;
      return {
        lineId,
        variantId: offer.variantId,
        productId: offer.productId,
        vendorId: offer.vendorId,
        slug: offer.slug,
        title: offer.title,
        variantTitle: offer.variantTitle,
        sku: offer.sku,
        imageUrl: offer.imageUrl,
        quantity,
        available: offer.available,
        sellable: offer.sellable,
        shipsFrom: offer.shipsFrom,
        giftCard: offer.giftCard,
        unitPrice: offer.price,
        priorPrice: offer.priorPrice,
        gross: of(gross),
        discount: of(discount),
        tax: of(tax),
        taxRatePpm: ratePpm,
        total: of(totals.lines[index]!),
      };
    }),
    missing: found.missing,
    subtotal: of(totals.subtotal),
    discount: of(totals.discount),
    shipping: found.method || (!found.ships && lines.length > 0) ? of(totals.shipping) : null,
    tax: of(totals.tax),
    taxIncluded: found.taxIncluded,
    total: of(totals.total),
    applied: found.applied,
    rejected: found.rejected,
    methods: found.methods,
    needsAddress: found.needsAddress,
  };
}
