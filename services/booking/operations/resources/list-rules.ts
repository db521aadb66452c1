import { bookingService } from '../../definition.ts';
import { ruleRow, seeAsked, toRule } from '../../queries/resources.ts';

export const listRules = bookingService.operation('listRules', async (ctx, { resourceId }, call) => {
  await seeAsked(ctx.db, call, resourceId);
  const rows = await ctx.db.many(ruleRow)`
    select ${ruleRow} from availability_rules a where a.resource_id = ${resourceId} order by a.id`;
  return { items: rows.map(toRule) };
});
