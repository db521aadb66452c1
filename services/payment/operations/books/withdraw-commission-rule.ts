import { fail } from '#kernel/errors';
import { paymentService } from '../../definition.ts';
import { ruleRow, toCommissionRule, validFrom } from '../../ledger/rules.ts';

export const withdrawCommissionRule = paymentService.operation(
  'withdrawCommissionRule',
  async (ctx, { ruleId, from }, call) => {
    const now = ctx.now();
    const earliest = validFrom(now);
    if (from !== null && from < now)
      fail('invalid_argument', 'Commission that was taken stays taken: name a date to come, or none.');
    return ctx.db.transaction(async tx => {
      const newest =
        (await tx.maybe(ruleRow)`
          select ${ruleRow} from commission_rules where id = ${ruleId} order by version desc limit 1`) ??
        fail('not_found', 'no such commission rule');
      if (newest.withdrawn)
        fail('failed_precondition', 'The rule is withdrawn already; set a rate to change that.', {
          reason: 'withdrawn',
        });
      const made = await tx.one(ruleRow)`
        insert into commission_rules (id, version, scope, vendor_id, category_id, rate_ppm, withdrawn, valid_from,
                                      created_by, created_at)
        values (${ruleId}, ${newest.version + 1}, ${newest.scope}, ${newest.vendor_id}, ${newest.category_id},
                ${newest.rate_ppm}, true, ${from !== null && from > earliest ? from : earliest},
                ${call.user?.userId ?? null}, ${now})
        returning ${ruleRow}`;
      return toCommissionRule(made);
    });
  },
);
