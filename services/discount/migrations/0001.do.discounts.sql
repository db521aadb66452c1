create table promotions (
  id uuid primary key,
  -- Whose goods it is for; null for those of all vendors.
  vendor_id uuid,
  funded_by text not null check (funded_by in ('platform', 'vendor')),
  name text not null,
  -- Automatic ones need no coupon.
  automatic boolean not null,
  -- What it takes off: see domain/promotion.ts.
  benefit jsonb not null,
  currency text,
  stacking text not null check (stacking in ('stackable', 'exclusive', 'best_of')),
  priority int not null,
  state text not null check (state in ('active', 'paused', 'archived')),
  starts_at timestamptz(3),
  ends_at timestamptz(3),
  usage_limit int check (usage_limit > 0),
  per_user_limit int check (per_user_limit > 0),
  -- Counted only where there is a limit, so that orders do not queue for the row of a popular promotion.
  used int not null default 0 check (used >= 0),
  held int not null default 0 check (held >= 0),
  version int not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint promotions_window check (ends_at > starts_at),
  constraint promotions_within_limit check (used + held <= usage_limit)
);
create index promotions_automatic on promotions (priority) where automatic and state = 'active';
create index promotions_listed on promotions (created_at, id);
create index promotions_of_vendor on promotions (vendor_id, created_at, id);

-- When a promotion counts and for what, one condition a row.
create table promotion_rules (
  promotion_id uuid not null references promotions on delete cascade,
  position int not null,
  rule jsonb not null,
  primary key (promotion_id, position)
);

create table coupons (
  id uuid primary key,
  promotion_id uuid not null references promotions,
  code text not null,
  state text not null check (state in ('active', 'archived')),
  -- Whose recommendation it is.
  influencer_id uuid,
  -- Who alone can use it; null for everybody.
  user_id uuid,
  batch_id uuid,
  starts_at timestamptz(3),
  ends_at timestamptz(3),
  usage_limit int check (usage_limit > 0),
  per_user_limit int check (per_user_limit > 0),
  used int not null default 0 check (used >= 0),
  held int not null default 0 check (held >= 0),
  created_at timestamptz(3) not null,
  constraint coupons_code_unique unique (code),
  constraint coupons_window check (ends_at > starts_at),
  constraint coupons_within_limit check (used + held <= usage_limit)
);
create index coupons_listed on coupons (promotion_id, created_at, id);
create index coupons_of_user on coupons (user_id) where user_id is not null;

-- The uses kept for an order. A release that comes before the hold leaves its row, so that the hold fails.
create table use_holds (
  id uuid primary key,
  order_id uuid,
  user_id uuid,
  state text not null check (state in ('held', 'confirmed', 'released')),
  -- What it was before it was released: which counter the use goes back from.
  was text,
  expires_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index use_holds_order on use_holds (order_id) where order_id is not null;
create index use_holds_expiring on use_holds (expires_at) where state = 'held';
create index use_holds_user on use_holds (user_id) where user_id is not null;

-- Every use of a promotion, with the coupon it came by.
create table promotion_usage (
  hold_id uuid not null references use_holds on delete cascade,
  promotion_id uuid not null,
  coupon_id uuid,
  amount int8 not null check (amount >= 0),
  created_at timestamptz(3) not null,
  -- When coupon.redeemed was told of it.
  redeemed_at timestamptz(3),
  primary key (hold_id, promotion_id)
);
create index promotion_usage_listed on promotion_usage (promotion_id, created_at, hold_id);

-- How often each person used what has a limit per person, held uses included.
create table promotion_users (
  promotion_id uuid not null,
  user_id uuid not null,
  uses int not null check (uses >= 0),
  most int not null,
  primary key (promotion_id, user_id),
  constraint promotion_users_within_limit check (uses <= most)
);
create index promotion_users_user on promotion_users (user_id);
create table coupon_usage (
  coupon_id uuid not null,
  user_id uuid not null,
  uses int not null check (uses >= 0),
  most int not null,
  primary key (coupon_id, user_id),
  constraint coupon_usage_within_limit check (uses <= most)
);
create index coupon_usage_user on coupon_usage (user_id);

-- Which orders a person has, as order told: who has none may use what is for the first.
create table shoppers (
  user_id uuid not null,
  order_id uuid not null,
  cancelled boolean not null,
  primary key (user_id, order_id)
);
