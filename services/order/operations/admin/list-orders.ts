import { fail } from '#kernel/errors';
import { nothing, sql } from '#kernel/sql/tag';
import { orderService } from '../../definition.ts';
import { readNumber } from '../../domain/number.ts';
import { pageOfOrders } from '../../queries/lists.ts';

export const listOrders = orderService.operation('listOrders', (ctx, { userId, number, ...input }) => {
  const read =
    number === undefined
      ? null
      : (readNumber(number) ?? fail('invalid_argument', 'number: it has a wrong letter; compare it with A-7K3M-Q2P9.'));
  return pageOfOrders(
    ctx.db,
    input,
    sql`true
      ${userId === undefined ? nothing : sql`and o.owner_key = ${userId}`}
      ${read === null ? nothing : sql`and o.id in (select order_id from checkout_sagas where number = ${read})`}`,
  );
});
