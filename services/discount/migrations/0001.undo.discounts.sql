drop table shoppers, coupon_usage, promotion_users, promotion_usage, use_holds, coupons, promotion_rules, promotions;
