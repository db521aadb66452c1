// Who sees an order: its owner, whoever has its token, staff, and a vendor its own part.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { OrderCtx } from './definition.ts';
import { findOrder, type OrderRow } from './queries/view.ts';
import { isOrderToken } from './tokens.ts';

export interface Seen {
  order: OrderRow;
  who: 'customer' | 'staff' | 'vendor';
  /** The vendors in whose name they see it; null for all of it. */
  vendorIds: string[] | null;
}

interface Asked {
  orderId: string;
  orderToken?: string | undefined;
}

/** Finds an order for whoever asks. Raises `not_found` for all others. */
export async function seeOrder(ctx: OrderCtx, db: Queries, { orderId, orderToken }: Asked, call: Call): Promise<Seen> {
  const order = (await findOrder(db, orderId)) ?? fail('not_found', 'There is no such order.');
  if (isOrderToken(ctx, orderId, orderToken) || (call.user && call.user.userId === order.user_id))
    return { order, who: 'customer', vendorIds: null };
  if (call.can(['admin', 'manager'], 'platform')) return { order, who: 'staff', vendorIds: null };
  const vendors = await db.many({ vendor_id: col.uuid })`
    select vendor_id from order_groups where order_id = ${orderId}`;
  const vendorIds = vendors.map(row => row.vendor_id).filter(vendor => call.can('vendor', { vendor }));
  return vendorIds.length > 0 ? { order, who: 'vendor', vendorIds } : fail('not_found', 'There is no such order.');
}

/** The same for what vendors may not do. */
export async function ownOrder(ctx: OrderCtx, db: Queries, asked: Asked, call: Call): Promise<Seen> {
  const seen = await seeOrder(ctx, db, asked, call);
  return seen.who === 'vendor' ? fail('not_found', 'There is no such order.') : seen;
}
