import { sql } from '#kernel/sql/tag';
import { orderService } from '../../definition.ts';
import { pageOfGroupBuys } from '../../group-buys/rows.ts';

export const listVendorGroupBuys = orderService.operation('listVendorGroupBuys', (ctx, { vendorId, ...asked }, call) =>
  pageOfGroupBuys(ctx.db, asked, sql`g.vendor_id = ${vendorId}`, call.user?.userId ?? null),
);
