import { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { paymentService } from '../../definition.ts';
import { ruleRow, toCommissionRule } from '../../ledger/rules.ts';

export const listCommissionRules = paymentService.operation('listCommissionRules', async (ctx, { limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id, z.int()]);
  const rows = await ctx.db.many(ruleRow)`
    select ${ruleRow} from commission_rules
    ${after ? sql`where (created_at, id, version) < (${after[0]}, ${after[1]}, ${after[2]})` : nothing}
    order by created_at desc, id desc, version desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id, found.version], toCommissionRule);
});
