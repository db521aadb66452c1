// What vendors and administrators do with promotions and coupons, and what shoppers may ask.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf } from '#kernel/contract';
import { CouponCode } from './internal.ts';
import {
  Coupon,
  CouponCheck,
  couponChanges,
  couponTerms,
  newCoupon,
  newPromotion,
  Promotion,
  PromotionState,
  PromotionUse,
  promotionChanges,
} from './wire.ts';

/** A vendor for its own promotions, an administrator for all: decided on the row. */
const access = { role: 'vendor', of: 'row' } as const;
const ofPromotion = { promotionId: Id };

export const management = {
  createPromotion: endpoint({
    method: 'POST',
    path: '/v1/promotions',
    summary: 'Add a promotion',
    access,
    creates: true,
    idempotent: true,
    audit: ['vendorId', 'name'],
    input: z.strictObject(newPromotion),
    output: Promotion,
    errors: ['not_found', 'failed_precondition'],
  }),
  listPromotions: endpoint({
    method: 'GET',
    path: '/v1/promotions',
    summary: 'Promotions of a vendor, or of all where that is an administrator; oldest first',
    access,
    input: z.strictObject({ ...pageInput, vendorId: Id.optional(), state: PromotionState.optional() }),
    output: pageOf(Promotion),
    errors: ['not_found'],
  }),
  getPromotion: endpoint({
    method: 'GET',
    path: '/v1/promotions/:promotionId',
    summary: 'One promotion',
    access,
    input: z.strictObject(ofPromotion),
    output: Promotion,
    errors: ['not_found'],
  }),
  updatePromotion: endpoint({
    method: 'PATCH',
    path: '/v1/promotions/:promotionId',
    summary: 'Change, pause or resume a promotion',
    access,
    audit: ['promotionId', 'state'],
    input: z.strictObject({ ...ofPromotion, ...promotionChanges }),
    output: Promotion,
    errors: ['not_found', 'failed_precondition', 'version_mismatch'],
  }),
  archivePromotion: endpoint({
    method: 'DELETE',
    path: '/v1/promotions/:promotionId',
    summary: 'End a promotion for good',
    description: 'Orders that have used it keep what they got.',
    access,
    audit: ['promotionId'],
    input: z.strictObject(ofPromotion),
    output: Nothing,
    errors: ['not_found'],
  }),
  listPromotionUses: endpoint({
    method: 'GET',
    path: '/v1/promotions/:promotionId/uses',
    summary: 'Who used a promotion, newest first',
    access,
    input: z.strictObject({ ...ofPromotion, ...pageInput }),
    output: pageOf(PromotionUse),
    errors: ['not_found'],
  }),
  createCoupon: endpoint({
    method: 'POST',
    path: '/v1/promotions/:promotionId/coupons',
    summary: 'Add a code by which a promotion is used',
    access,
    creates: true,
    idempotent: true,
    audit: ['promotionId', 'code'],
    input: z.strictObject({ ...ofPromotion, ...newCoupon }),
    output: Coupon,
    errors: ['not_found', 'already_exists', 'failed_precondition'],
  }),
  generateCoupons: endpoint({
    method: 'POST',
    path: '/v1/promotions/:promotionId/coupon-batches',
    summary: 'Make many codes at once that cannot be guessed',
    access,
    creates: true,
    idempotent: true,
    audit: ['promotionId', 'count'],
    input: z.strictObject({
      ...ofPromotion,
      count: z.int().min(1).max(1_000),
      prefix: z
        .string()
        .regex(/^[A-Z0-9]{0,12}$/, 'must have up to 12 capital letters and digits')
        .default(''),
      influencerId: Id.nullable().default(null),
      ...couponTerms,
      usageLimit: couponTerms.usageLimit.unwrap().default(1),
    }),
    output: z.strictObject({ batchId: Id, codes: z.array(z.string()) }),
    errors: ['not_found', 'failed_precondition'],
  }),
  listCoupons: endpoint({
    method: 'GET',
    path: '/v1/promotions/:promotionId/coupons',
    summary: 'The codes of a promotion, oldest first',
    access,
    input: z.strictObject({ ...ofPromotion, ...pageInput, batchId: Id.optional() }),
    output: pageOf(Coupon),
    errors: ['not_found'],
  }),
  updateCoupon: endpoint({
    method: 'PATCH',
    path: '/v1/coupons/:couponId',
    summary: 'Change when and how often a code can be used',
    access,
    audit: ['couponId'],
    input: z.strictObject({ couponId: Id, ...couponChanges }),
    output: Coupon,
    errors: ['not_found', 'failed_precondition'],
  }),
  archiveCoupon: endpoint({
    method: 'DELETE',
    path: '/v1/coupons/:couponId',
    summary: 'Take a code back',
    access,
    audit: ['couponId'],
    input: z.strictObject({ couponId: Id }),
    output: Nothing,
    errors: ['not_found'],
  }),
  checkCoupon: endpoint({
    method: 'GET',
    path: '/v1/coupon-checks/:code',
    summary: 'Whether a code can be used now, and for what',
    description: 'What is in the cart may still rule it out, as a minimum does.',
    access: 'public',
    // Few at once, so that codes cannot be tried out one after the other.
    limit: { per: 'ip', capacity: 10, perMinute: 20 },
    input: z.strictObject({ code: CouponCode }),
    output: CouponCheck,
  }),
};
