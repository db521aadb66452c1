// Where an order goes, once somebody wants it elsewhere: only where that costs the same, to sell and to send.

import { CodedError, fail } from '#kernel/errors';
import type { Queries } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Address } from '#services/shipping/contract';
import type { Checkout } from './checkout/checkout.ts';
import { placeOf } from './checkout/load.ts';
import type { OrderCtx } from './definition.ts';

/** Writes down where an order goes; nothing once that is forgotten. */
export async function keepAddress(ctx: OrderCtx, db: Queries, orderId: string, address: Address | null): Promise<void> {
  if (address === null) return;
  await db.run`
    update shipping_addresses set address = ${ctx.cipher.seal(json(address), placeOf.address(orderId))}
    where order_id = ${orderId}`;
}

/** Where shipping sends the parcels of an order; null where there are none, or it has forgotten. */
export async function addressAtShipping(
  { clients }: OrderCtx,
  { orderId }: { orderId: string },
): Promise<Address | null> {
  try {
    return (await clients.shipping.getOrderAddress({ orderId })).address;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return null;
    throw error;
  }
}

const costsChange = (details: Record<string, unknown> = {}) =>
  fail('failed_precondition', 'Sending it there may cost something else; cancel it and order again.', {
    reason: 'costs_change',
    details,
  });

/** Raises `costs_change` or `not_deliverable` unless an order costs the same at another address. */
export async function requireSameCosts(ctx: OrderCtx, checkout: Checkout, next: Address): Promise<void> {
  const before = checkout.address!;
  // Taxes go by country and region; those of an outside provider may go by the postcode as well.
  if (next.country !== before.country || next.region !== before.region) costsChange();
  if (next.postcode === before.postcode) return;
  if (ctx.config.taxProviderUrl !== undefined) costsChange();
  const [here, there] = await Promise.all([sendingTo(ctx, checkout, before), sendingTo(ctx, checkout, next)]);
  if (there === null)
    fail('failed_precondition', 'It is not sent there in that way; cancel it and order again.', {
      reason: 'not_deliverable',
    });
  if (here !== there) costsChange();
}

/** What sending an order costs somewhere, by vendor; null where it is not sent in its way. */
async function sendingTo(
  ctx: OrderCtx,
  { lines, currency, methodId }: Checkout,
  address: Address,
): Promise<string | null> {
  const parcels = lines
    .filter(({ ships, quantity, cancelled }) => ships && quantity > cancelled)
    .map(({ vendorId, quantity, cancelled, weightGrams, total }) => ({
      vendorId,
      quantity: quantity - cancelled,
      weightGrams,
      value: String((total * BigInt(quantity - cancelled)) / BigInt(quantity)),
    }));
  if (parcels.length === 0) return '';
  const { country, region, postcode } = address;
  const destination = { country, region, postcode };
  const { items } = await ctx.clients.shipping.quoteShipping({ destination, currency, lines: parcels });
  const method = items.find(each => each.methodId === methodId);
  return method ? JSON.stringify(method.parts) : null;
}
