// Add a promotion.

import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { discountService } from '../../definition.ts';
import { mistakeIn, perUserLimitOf } from '../../domain/terms.ts';
import { forgetAutomatic } from '../../queries/candidates.ts';
import { promotionRow, promotionShape, rulesOf, runs, toPromotion, writeRules } from '../../queries/promotions.ts';

export const createPromotion = discountService.operation('createPromotion', async (ctx, input, call) => {
  const { vendorId, benefit, rules, currency } = input;
  call.require(runs(call, vendorId), 'no such vendor');
  const fundedBy = input.fundedBy ?? (vendorId === null ? 'platform' : 'vendor');
  if (fundedBy === 'platform' && !call.can('admin', 'platform'))
    fail('failed_precondition', 'A vendor funds its own promotions.', { reason: 'not_yours_to_fund' });
  const mistake = mistakeIn(benefit, rules, currency);
  if (mistake !== null) fail('invalid_argument', mistake);

  const id = ctx.id();
  const now = ctx.now();
  return ctx.db.transaction(async tx => {
    await tx.run`
      insert into promotions (id, vendor_id, funded_by, name, automatic, benefit, currency, stacking, priority, state,
                              starts_at, ends_at, usage_limit, per_user_limit, created_at, updated_at)
      values (${id}, ${vendorId}, ${fundedBy}, ${input.name}, ${input.automatic}, ${json(benefit)}, ${currency},
              ${input.stacking}, ${input.priority}, 'active', ${input.startsAt}, ${input.endsAt},
              ${input.usageLimit}, ${perUserLimitOf(rules, input.perUserLimit)}, ${now}, ${now})`;
    await writeRules(tx, id, rules);
    tx.afterCommit(() => forgetAutomatic(ctx));
    return toPromotion(
      await tx.one(promotionShape)`select ${promotionRow}, ${rulesOf()} from promotions p where p.id = ${id}`,
    );
  });
});
