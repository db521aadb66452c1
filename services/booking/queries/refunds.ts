// Refunds that failed, for those who may see to them.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { type Card, isManager, lockCard } from './bookings.ts';

const failedRow = {
  id: col.uuid,
  reservation_id: col.uuid,
  kind: col.any<'refund' | 'kept'>(),
  deposit: col.bigint,
};

/** A refund that failed, locked with its booking. Raises `not_found`, or `not_failed` where there is nothing to do. */
export async function lockFailed(
  tx: Tx,
  call: Call,
  refundId: string,
): Promise<{ refund: RowOf<typeof failedRow>; card: Card }> {
  const found = await tx.maybe({ reservation_id: col.uuid })`select reservation_id from refunds where id = ${refundId}`;
  const card = found && (await lockCard(tx, found.reservation_id));
  call.require(card !== null && isManager(call, card), 'There is no such refund.');
  const refund = await tx.maybe(failedRow)`
    select id, reservation_id, kind, deposit from refunds where id = ${refundId} and state = ${'failed'} for update`;
  return {
    refund: refund ?? fail('failed_precondition', 'This refund has not failed.', { reason: 'not_failed' }),
    card: card!,
  };
}
