import { sql } from '#kernel/sql/tag';
import { orderService } from '../../definition.ts';
import { pageOfOrders } from '../../queries/lists.ts';

export const listMyOrders = orderService.operation('listMyOrders', (ctx, input, call) =>
  pageOfOrders(ctx.db, input, sql`o.owner_key = ${call.userId} and o.user_id = ${call.userId}`),
);
