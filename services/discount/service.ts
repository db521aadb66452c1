// Discount, bound together.

import { discountService } from './definition.ts';
import { expireHolds, forgetReleased } from './jobs.ts';
import { archiveCoupon } from './operations/coupons/archive-coupon.ts';
import { checkCoupon } from './operations/coupons/check-coupon.ts';
import { createCoupon } from './operations/coupons/create-coupon.ts';
import { generateCoupons } from './operations/coupons/generate-coupons.ts';
import { listCoupons } from './operations/coupons/list-coupons.ts';
import { updateCoupon } from './operations/coupons/update-coupon.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { confirmDiscountUses } from './operations/internal/confirm-discount-uses.ts';
import { evaluateDiscounts } from './operations/internal/evaluate-discounts.ts';
import { holdDiscountUses } from './operations/internal/hold-discount-uses.ts';
import { releaseDiscountUses } from './operations/internal/release-discount-uses.ts';
import { archivePromotion } from './operations/promotions/archive-promotion.ts';
import { createPromotion } from './operations/promotions/create-promotion.ts';
import { getPromotion } from './operations/promotions/get-promotion.ts';
import { listPromotionUses } from './operations/promotions/list-promotion-uses.ts';
import { listPromotions } from './operations/promotions/list-promotions.ts';
import { updatePromotion } from './operations/promotions/update-promotion.ts';
import { seed } from './seed.ts';
import { forgetUser, noteOrder, undoOrder } from './subscriptions.ts';

export default discountService.build({
  operations: {
    exportPersonalData,
    evaluateDiscounts,
    holdDiscountUses,
    confirmDiscountUses,
    releaseDiscountUses,
    createPromotion,
    listPromotions,
    getPromotion,
    updatePromotion,
    archivePromotion,
    listPromotionUses,
    createCoupon,
    generateCoupons,
    listCoupons,
    updateCoupon,
    archiveCoupon,
    checkCoupon,
  },
  subscriptions: [noteOrder, undoOrder, forgetUser],
  jobs: [forgetReleased],
  loops: [expireHolds],
  seed,
});
