// What others may ask of discount.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import { internal } from './contract/internal.ts';
import { management } from './contract/management.ts';

export { AppliedDiscount, CouponCode, RejectedCode } from './contract/internal.ts';

export const discount = contract('discount', {
  exportPersonalData: personalData('discount'),
  evaluateDiscounts: internal.evaluateDiscounts,
  holdDiscountUses: internal.holdDiscountUses,
  confirmDiscountUses: internal.confirmDiscountUses,
  releaseDiscountUses: internal.releaseDiscountUses,
  createPromotion: management.createPromotion,
  listPromotions: management.listPromotions,
  getPromotion: management.getPromotion,
  updatePromotion: management.updatePromotion,
  archivePromotion: management.archivePromotion,
  listPromotionUses: management.listPromotionUses,
  createCoupon: management.createCoupon,
  generateCoupons: management.generateCoupons,
  listCoupons: management.listCoupons,
  updateCoupon: management.updateCoupon,
  archiveCoupon: management.archiveCoupon,
  checkCoupon: management.checkCoupon,
});
