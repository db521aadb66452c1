// An order is changed by one at a time: whoever changes it locks it first.

import { col, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { OrderState } from '../contract/wire.ts';

const lockedRow = row(
  {
    id: col.uuid,
    owner_key: col.uuid,
    user_id: col.uuid.orNull,
    cart_id: col.uuid.orNull,
    number: col.text,
    state: col.any<OrderState>(),
    currency: col.text,
    total: col.bigint,
    created_at: col.instant,
  },
  'o',
);
export type LockedOrder = NonNullable<Awaited<ReturnType<typeof lockOrder>>>;

/** Locks an order; null if there is none. */
export const lockOrder = (tx: Tx, orderId: string) =>
  tx.maybe(lockedRow)`
    select ${lockedRow} from checkout_sagas s join orders o on o.owner_key = s.owner_key and o.id = s.order_id
    where s.order_id = ${orderId} for update of o`;
