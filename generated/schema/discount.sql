-- Generated from the migrations by `npm run generate`; reviewed, never edited.

create table audit_log (
  id uuid not null,
  at timestamp(3) with time zone not null,
  action text not null,
  user_id uuid,
  via text,
  request_id text not null,
  ip inet,
  details jsonb not null,
  building_id text,
  constraint audit_log_pkey PRIMARY KEY (at, id)
) partition by RANGE (at);

CREATE INDEX audit_log_action ON ONLY public.audit_log USING btree (action, at);

CREATE INDEX audit_log_building ON ONLY public.audit_log USING btree (building_id, at DESC, id DESC) WHERE (building_id IS NOT NULL);

create table coupon_usage (
  coupon_id uuid not null,
  user_id uuid not null,
  uses integer not null,
  most integer not null,
  constraint coupon_usage_uses_check CHECK ((uses >= 0)),
  constraint coupon_usage_within_limit CHECK ((uses <= most)),
  constraint coupon_usage_pkey PRIMARY KEY (coupon_id, user_id)
);

CREATE INDEX coupon_usage_user ON public.coupon_usage USING btree (user_id);

create table coupons (
  id uuid not null,
  promotion_id uuid not null,
  code text not null,
  state text not null,
  influencer_id uuid,
  user_id uuid,
  batch_id uuid,
  starts_at timestamp(3) with time zone,
  ends_at timestamp(3) with time zone,
  usage_limit integer,
  per_user_limit integer,
  used integer not null default 0,
  held integer not null default 0,
  created_at timestamp(3) with time zone not null,
  constraint coupons_held_check CHECK ((held >= 0)),
  constraint coupons_per_user_limit_check CHECK ((per_user_limit > 0)),
  constraint coupons_state_check CHECK ((state = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint coupons_usage_limit_check CHECK ((usage_limit > 0)),
  constraint coupons_used_check CHECK ((used >= 0)),
  constraint coupons_window CHECK ((ends_at > starts_at)),
  constraint coupons_within_limit CHECK (((used + held) <= usage_limit)),
  constraint coupons_promotion_id_fkey FOREIGN KEY (promotion_id) REFERENCES promotions(id),
  constraint coupons_pkey PRIMARY KEY (id),
  constraint coupons_code_unique UNIQUE (code)
);

CREATE INDEX coupons_listed ON public.coupons USING btree (promotion_id, created_at, id);

CREATE INDEX coupons_of_user ON public.coupons USING btree (user_id) WHERE (user_id IS NOT NULL);

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash text not null,
  reply json,
  created_at timestamp(3) with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (scope, key)
);

CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);

create table inbox (
  position bigint not null default nextval('inbox_position_seq'::regclass),
  id uuid not null,
  type text not null,
  version integer not null,
  source text not null,
  subject text not null,
  sequence bigint not null,
  occurred_at timestamp(3) with time zone not null,
  traceparent text,
  data jsonb not null,
  received_at timestamp(3) with time zone not null,
  attempts integer not null default 0,
  next_attempt_at timestamp(3) with time zone,
  last_error text,
  done_at timestamp(3) with time zone,
  parked_at timestamp(3) with time zone,
  constraint inbox_pkey PRIMARY KEY ("position"),
  constraint inbox_id_key UNIQUE (id)
);

CREATE INDEX inbox_done ON public.inbox USING btree (done_at) WHERE (done_at IS NOT NULL);

CREATE INDEX inbox_parked ON public.inbox USING btree (parked_at) WHERE (parked_at IS NOT NULL);

CREATE INDEX inbox_pending ON public.inbox USING btree ("position") WHERE ((done_at IS NULL) AND (parked_at IS NULL));

CREATE INDEX inbox_waiting ON public.inbox USING btree (subject, sequence) WHERE ((done_at IS NULL) AND (parked_at IS NULL) AND (attempts > 0));

create table inbox_horizon (
  source text not null,
  subject text not null,
  sequence bigint not null,
  constraint inbox_horizon_pkey PRIMARY KEY (source, subject)
);

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table outbox (
  position bigint not null default nextval('outbox_position_seq'::regclass),
  id uuid not null,
  type text not null,
  version integer not null,
  subject text not null,
  sequence bigint not null,
  occurred_at timestamp(3) with time zone not null,
  traceparent text,
  data jsonb not null,
  constraint outbox_pkey PRIMARY KEY ("position")
);

create table promotion_rules (
  promotion_id uuid not null,
  position integer not null,
  rule jsonb not null,
  constraint promotion_rules_promotion_id_fkey FOREIGN KEY (promotion_id) REFERENCES promotions(id) ON DELETE CASCADE,
  constraint promotion_rules_pkey PRIMARY KEY (promotion_id, "position")
);

create table promotion_usage (
  hold_id uuid not null,
  promotion_id uuid not null,
  coupon_id uuid,
  amount bigint not null,
  created_at timestamp(3) with time zone not null,
  redeemed_at timestamp(3) with time zone,
  constraint promotion_usage_amount_check CHECK ((amount >= 0)),
  constraint promotion_usage_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES use_holds(id) ON DELETE CASCADE,
  constraint promotion_usage_pkey PRIMARY KEY (hold_id, promotion_id)
);

CREATE INDEX promotion_usage_listed ON public.promotion_usage USING btree (promotion_id, created_at, hold_id);

create table promotion_users (
  promotion_id uuid not null,
  user_id uuid not null,
  uses integer not null,
  most integer not null,
  constraint promotion_users_uses_check CHECK ((uses >= 0)),
  constraint promotion_users_within_limit CHECK ((uses <= most)),
  constraint promotion_users_pkey PRIMARY KEY (promotion_id, user_id)
);

CREATE INDEX promotion_users_user ON public.promotion_users USING btree (user_id);

create table promotions (
  id uuid not null,
  vendor_id uuid,
  funded_by text not null,
  name text not null,
  automatic boolean not null,
  benefit jsonb not null,
  currency text,
  stacking text not null,
  priority integer not null,
  state text not null,
  starts_at timestamp(3) with time zone,
  ends_at timestamp(3) with time zone,
  usage_limit integer,
  per_user_limit integer,
  used integer not null default 0,
  held integer not null default 0,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint promotions_funded_by_check CHECK ((funded_by = ANY (ARRAY['platform'::text, 'vendor'::text]))),
  constraint promotions_held_check CHECK ((held >= 0)),
  constraint promotions_per_user_limit_check CHECK ((per_user_limit > 0)),
  constraint promotions_stacking_check CHECK ((stacking = ANY (ARRAY['stackable'::text, 'exclusive'::text, 'best_of'::text]))),
  constraint promotions_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'archived'::text]))),
  constraint promotions_usage_limit_check CHECK ((usage_limit > 0)),
  constraint promotions_used_check CHECK ((used >= 0)),
  constraint promotions_window CHECK ((ends_at > starts_at)),
  constraint promotions_within_limit CHECK (((used + held) <= usage_limit)),
  constraint promotions_pkey PRIMARY KEY (id)
);

CREATE INDEX promotions_automatic ON public.promotions USING btree (priority) WHERE (automatic AND (state = 'active'::text));

CREATE INDEX promotions_listed ON public.promotions USING btree (created_at, id);

CREATE INDEX promotions_of_vendor ON public.promotions USING btree (vendor_id, created_at, id);

create table shoppers (
  user_id uuid not null,
  order_id uuid not null,
  cancelled boolean not null,
  constraint shoppers_pkey PRIMARY KEY (user_id, order_id)
);

create table use_holds (
  id uuid not null,
  order_id uuid,
  user_id uuid,
  state text not null,
  was text,
  expires_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint use_holds_state_check CHECK ((state = ANY (ARRAY['held'::text, 'confirmed'::text, 'released'::text]))),
  constraint use_holds_pkey PRIMARY KEY (id)
);

CREATE INDEX use_holds_expiring ON public.use_holds USING btree (expires_at) WHERE (state = 'held'::text);

CREATE INDEX use_holds_order ON public.use_holds USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX use_holds_user ON public.use_holds USING btree (user_id) WHERE (user_id IS NOT NULL);
