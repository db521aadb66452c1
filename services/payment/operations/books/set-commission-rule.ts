import { col } from '#kernel/sql/columns';
import { paymentService } from '../../definition.ts';
import { ruleRow, toCommissionRule, validFrom } from '../../ledger/rules.ts';

export const setCommissionRule = paymentService.operation('setCommissionRule', async (ctx, input, call) => {
  const { vendorId, categoryId, ratePpm } = input;
  return ctx.db.transaction(async tx => {
    const newest = await tx.maybe({ id: col.uuid, version: col.int })`
      select id, version from commission_rules
      where vendor_id is not distinct from ${vendorId} and category_id is not distinct from ${categoryId}
      order by version desc limit 1`;
    const now = ctx.now();
    const made = await tx.one(ruleRow)`
      insert into commission_rules (id, version, scope, vendor_id, category_id, rate_ppm, valid_from, created_by,
                                    created_at)
      values (${newest?.id ?? ctx.id()}, ${(newest?.version ?? 0) + 1}, ${vendorId === null ? 'platform' : 'vendor'},
              ${vendorId}, ${categoryId}, ${ratePpm}, ${validFrom(now)}, ${call.user?.userId ?? null}, ${now})
      returning ${ruleRow}`;
    return toCommissionRule(made);
  });
});
