// Commission rules as captures need them. A new version counts from a minute after it was made, and every process reads the
// rules again within less than that, so that none reckons by one that is over.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import { epochMs, type Instant, plus } from '#kernel/time';
import type { CommissionRule as CommissionRuleWire } from '../contract/wire.ts';
import type { PaymentCtx } from '../definition.ts';
import type { CommissionRule } from '../domain/shares.ts';

const rereadMs = 20_000;

/** From when a version made now counts. */
export const validFrom = (now: Instant): Instant => plus(now, '1m');

export const ruleRow = row({
  id: col.uuid,
  version: col.int,
  scope: col.text,
  vendor_id: col.uuid.orNull,
  category_id: col.uuid.orNull,
  rate_ppm: col.int,
  withdrawn: col.bool,
  valid_from: col.instant,
  created_at: col.instant,
});

const kept = new WeakMap<object, { rules: CommissionRule[]; readMs: number }>();

/** All versions of all rules. */
export async function currentRules(ctx: PaymentCtx): Promise<readonly CommissionRule[]> {
  const nowMs = epochMs(ctx.now());
  const known = kept.get(ctx);
  if (known && nowMs - known.readMs < rereadMs) return known.rules;
  const rows = await ctx.db.many(ruleRow)`select ${ruleRow} from commission_rules order by id, version`;
  const rules = rows.map(
    (found): CommissionRule => ({
      id: found.id,
      version: found.version,
      scope: found.scope as CommissionRule['scope'],
      vendorId: found.vendor_id,
      categoryId: found.category_id,
      ratePpm: found.rate_ppm,
      withdrawn: found.withdrawn,
      validFrom: found.valid_from,
    }),
  );
  kept.set(ctx, { rules, readMs: nowMs });
  return rules;
}

export const toCommissionRule = (found: RowOf<typeof ruleRow>): z.input<typeof CommissionRuleWire> => ({
  id: found.id,
  version: found.version,
  scope: found.scope as CommissionRule['scope'],
  vendorId: found.vendor_id,
  categoryId: found.category_id,
  ratePpm: found.rate_ppm,
  withdrawn: found.withdrawn,
  validFrom: found.valid_from,
});
