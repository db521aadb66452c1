// A vendor's part of an order.

import type { OutputOf } from '#kernel/contract';
import { fail } from '#kernel/errors';
import type { Queries } from '#kernel/sql/database';
import type { order } from '../contract.ts';
import { money } from '../money.ts';
import { findOrder, groupsOf, itemsOf, notesOf, partPayment, toLine } from './view.ts';

/** The part as its vendor sees it. Raises `not_found` for an order that is not theirs, or was never paid. */
export async function viewVendorOrder(
  db: Queries,
  vendorId: string,
  orderId: string,
): Promise<OutputOf<(typeof order)['endpoints']['getVendorOrder']>> {
  const found = await findOrder(db, orderId);
  const part = (await groupsOf(db, orderId)).find(({ vendor_id }) => vendor_id === vendorId);
  if (!found || !part || found.confirmed_at === null) return fail('not_found', 'There is no such order.');
  const items = await itemsOf(db, orderId);
  const notes = await notesOf(db, orderId);
  const { currency, state } = found;
  return {
    orderId,
    number: found.number,
    vendorId,
    state,
    payment: partPayment(state, part),
    fulfilment: part.fulfilment,
    total: money(part.total, currency),
    refunded: money(part.refunded, currency),
    createdAt: found.created_at,
    lines: items.filter(item => item.vendor_id === vendorId).map(item => toLine(item, currency)),
    shipping: money(part.shipping, currency),
    tax: money(part.tax, currency),
    platformFunded: money(part.funded, currency),
    notes: notes.map(({ text }) => text),
  };
}
