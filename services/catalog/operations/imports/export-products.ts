import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { exportName, exportText } from '../../import/export.ts';

export const exportProducts = catalogService.operation('exportProducts', async (ctx, { vendorId, currency }) => {
  const vendor = await ctx.db.maybe({ slug: col.text })`select slug from vendors where id = ${vendorId}`;
  if (!vendor) return fail('not_found', 'no such vendor');
  return {
    mime: 'text/csv; charset=utf-8',
    content: await exportText(ctx, vendorId, currency),
    filename: exportName(vendor.slug),
  };
});
