// What discount's operations are for: promotions with codes, of everybody.

import type { Input } from './inputs.ts';
import type { Kitchen } from './kitchen.ts';

const tenPercent = { name: 'Ten percent', benefit: { kind: 'percentage', percentPpm: 100_000 } } as const;
const added = ({ t, admin }: Kitchen) => t.as(admin).discount.createPromotion(tenPercent);

async function coupon(k: Kitchen) {
  const { id: promotionId } = await added(k);
  return k.t.as(k.admin).discount.createCoupon({ promotionId, code: `FUZZ-${k.count()}` });
}

const ofAll = { vendorId: undefined, cursor: undefined };
const ofPromotion = async (k: Kitchen, input: Input = {}) => ({
  input: { promotionId: (await added(k)).id, cursor: undefined, ...input },
  as: k.admin,
});
/** As a window of generated days is mostly empty. */
const always = { startsAt: undefined, endsAt: undefined };

export const discountRecipes: Record<string, (kitchen: Kitchen) => Promise<{ input: Input; as?: Kitchen['admin'] }>> = {
  'discount.createPromotion': async k => ({
    input: { ...tenPercent, ...always, vendorId: null, rules: undefined },
    as: k.admin,
  }),
  'discount.listPromotions': async k => ({ input: ofAll, as: k.admin }),
  'discount.getPromotion': ofPromotion,
  'discount.updatePromotion': k =>
    ofPromotion(k, { ...always, expectedVersion: undefined, benefit: undefined, rules: [] }),
  'discount.archivePromotion': ofPromotion,
  'discount.listPromotionUses': ofPromotion,
  'discount.createCoupon': k => ofPromotion(k, { code: `FUZZED-${k.count()}`, ...always }),
  'discount.generateCoupons': k => ofPromotion(k, { count: 3, ...always }),
  'discount.listCoupons': ofPromotion,
  'discount.updateCoupon': async k => ({ input: { couponId: (await coupon(k)).id, ...always }, as: k.admin }),
  'discount.archiveCoupon': async k => ({ input: { couponId: (await coupon(k)).id }, as: k.admin }),
};
