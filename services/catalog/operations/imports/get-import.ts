import { catalogService } from '../../definition.ts';
import { importRow, showImport } from '../../import/run.ts';
import { findImport } from '../../queries/own.ts';

export const getImport = catalogService.operation('getImport', async (ctx, { importId }, call) => {
  await findImport(ctx.db, call, importId);
  return showImport(await ctx.db.one(importRow)`select ${importRow} from product_imports where id = ${importId}`);
});
