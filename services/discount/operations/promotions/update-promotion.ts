// Change, pause or resume a promotion.

import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Promotion } from '../../contract/wire.ts';
import { discountService } from '../../definition.ts';
import { mistakeIn, perUserLimitOf } from '../../domain/terms.ts';
import { forgetAutomatic } from '../../queries/candidates.ts';
import { countPromotionUsers, countsFor } from '../../queries/counts.ts';
import {
  ownPromotion,
  promotionRow,
  promotionShape,
  rulesOf,
  toPromotion,
  writeRules,
} from '../../queries/promotions.ts';

export const updatePromotion = discountService.operation('updatePromotion', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { promotionId, expectedVersion, ...changes } = input;
    const before = await ownPromotion(tx, promotionId, call, { lock: true });
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      fail('version_mismatch', 'Somebody else changed this promotion; look at it again.');
    if (before.state === 'archived')
      fail('failed_precondition', 'This promotion has ended; add another.', { reason: 'archived' });
    const wanted: Promotion = { ...before, ...withoutUndefined(changes) };
    const next = { ...wanted, perUserLimit: perUserLimitOf(wanted.rules, wanted.perUserLimit) };
    const mistake = mistakeIn(next.benefit, next.rules, next.currency);
    if (mistake !== null) fail('invalid_argument', mistake);

    const counts = await countsOf(tx, before, next);
    await tx.run`
      update promotions set name = ${next.name}, benefit = ${json(next.benefit)}, currency = ${next.currency},
             stacking = ${next.stacking}, priority = ${next.priority}, state = ${next.state},
             starts_at = ${next.startsAt}, ends_at = ${next.endsAt}, usage_limit = ${next.usageLimit},
             per_user_limit = ${next.perUserLimit}, used = ${counts.used}, held = ${counts.held},
             version = version + 1, updated_at = ${ctx.now()}
      where id = ${promotionId}`;
    if (changes.rules) await writeRules(tx, promotionId, changes.rules);
    tx.afterCommit(() => forgetAutomatic(ctx));
    return toPromotion(
      await tx.one(promotionShape)`select ${promotionRow}, ${rulesOf()} from promotions p where p.id = ${promotionId}`,
    );
  }),
);

const withoutUndefined = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** The counters under the limits that hold from now on. */
async function countsOf(tx: Tx, before: Promotion, { id, usageLimit, perUserLimit }: Promotion) {
  if (perUserLimit !== null && perUserLimit !== before.perUserLimit) await countPromotionUsers(tx, id, perUserLimit);
  return usageLimit === null ? { used: 0, held: 0 } : countsFor(tx, { kind: 'promotion', id }, usageLimit);
}
