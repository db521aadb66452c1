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

create table checkout_sagas (
  order_id uuid not null,
  owner_key uuid not null,
  checkout_id uuid not null,
  number text not null,
  state text not null,
  version integer not null,
  driver uuid,
  due_at timestamp(3) with time zone,
  attempts integer not null default 0,
  undo text[] not null default '{}'::text[],
  cancel_reason text,
  problem jsonb,
  payment_state text,
  action_url text,
  payment_method bytea,
  expires_at timestamp(3) with time zone not null,
  last_error text,
  created_at timestamp(3) with time zone not null,
  constraint checkout_sagas_state_check CHECK ((state = ANY (ARRAY['holding_stock'::text, 'payment_unknown'::text, 'awaiting_payment'::text, 'charging'::text, 'confirmed'::text, 'completed'::text, 'compensating'::text, 'cancelled'::text]))),
  constraint checkout_sagas_pkey PRIMARY KEY (order_id),
  constraint checkout_sagas_number UNIQUE (number)
);

CREATE INDEX checkout_sagas_due ON public.checkout_sagas USING btree (due_at) WHERE (due_at IS NOT NULL);

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

create table forgotten_users (
  user_id uuid not null,
  constraint forgotten_users_pkey PRIMARY KEY (user_id)
);

create table group_buy_pledges (
  id uuid not null,
  group_buy_id uuid not null,
  user_id uuid,
  quantity integer not null,
  method_id uuid not null,
  agreed bigint not null,
  details bytea,
  state text not null,
  attempt integer not null default 1,
  tries integer not null default 0,
  due_at timestamp(3) with time zone,
  order_id uuid,
  reason text,
  created_at timestamp(3) with time zone not null,
  constraint group_buy_pledges_agreed_check CHECK ((agreed >= 0)),
  constraint group_buy_pledges_check CHECK (((state = 'pledged'::text) = (details IS NOT NULL))),
  constraint group_buy_pledges_check1 CHECK (((state = 'ordered'::text) = (order_id IS NOT NULL))),
  constraint group_buy_pledges_check2 CHECK (((state = 'failed'::text) = (reason IS NOT NULL))),
  constraint group_buy_pledges_check3 CHECK (((due_at IS NULL) OR (state = 'pledged'::text))),
  constraint group_buy_pledges_quantity_check CHECK ((quantity > 0)),
  constraint group_buy_pledges_state_check CHECK ((state = ANY (ARRAY['pledged'::text, 'left'::text, 'ordered'::text, 'failed'::text, 'lapsed'::text]))),
  constraint group_buy_pledges_group_buy_id_fkey FOREIGN KEY (group_buy_id) REFERENCES group_buys(id),
  constraint group_buy_pledges_pkey PRIMARY KEY (id)
);

CREATE INDEX group_buy_pledges_due ON public.group_buy_pledges USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX group_buy_pledges_of_user ON public.group_buy_pledges USING btree (user_id) WHERE (user_id IS NOT NULL);

CREATE UNIQUE INDEX group_buy_pledges_once ON public.group_buy_pledges USING btree (group_buy_id, user_id) WHERE (state <> 'left'::text);

create table group_buys (
  id uuid not null,
  building_id uuid not null,
  vendor_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  slug text not null,
  title text not null,
  variant_title text,
  image_url text,
  currency text not null,
  tiers jsonb not null,
  state text not null,
  deadline timestamp(3) with time zone not null,
  pieces integer not null default 0,
  amount bigint,
  reason text,
  opened_by uuid,
  created_at timestamp(3) with time zone not null,
  decided_at timestamp(3) with time zone,
  constraint group_buys_amount_check CHECK ((amount >= 0)),
  constraint group_buys_check CHECK (((state = 'succeeded'::text) = (amount IS NOT NULL))),
  constraint group_buys_check1 CHECK (((state = 'lapsed'::text) = (reason IS NOT NULL))),
  constraint group_buys_check2 CHECK (((state = ANY (ARRAY['succeeded'::text, 'lapsed'::text])) = (decided_at IS NOT NULL))),
  constraint group_buys_pieces_check CHECK ((pieces >= 0)),
  constraint group_buys_reason_check CHECK ((reason = ANY (ARRAY['target_missed'::text, 'not_accepted'::text, 'withdrawn'::text]))),
  constraint group_buys_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'open'::text, 'succeeded'::text, 'lapsed'::text]))),
  constraint group_buys_tiers_check CHECK ((jsonb_array_length(tiers) > 0)),
  constraint group_buys_pkey PRIMARY KEY (id)
);

CREATE INDEX group_buys_due ON public.group_buys USING btree (deadline) WHERE (state = ANY (ARRAY['proposed'::text, 'open'::text]));

CREATE INDEX group_buys_of_building ON public.group_buys USING btree (building_id, created_at, id);

CREATE INDEX group_buys_of_vendor ON public.group_buys USING btree (vendor_id, created_at, id);

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

create table order_cancellations (
  id uuid not null,
  order_id uuid not null,
  reason text not null,
  whole boolean not null,
  items jsonb not null,
  amount bigint not null,
  shares jsonb not null,
  due_at timestamp(3) with time zone,
  attempts integer not null default 0,
  last_error text,
  created_at timestamp(3) with time zone not null,
  gift_cards jsonb not null default '[]'::jsonb,
  constraint order_cancellations_amount_check CHECK ((amount >= 0)),
  constraint order_cancellations_pkey PRIMARY KEY (id)
);

CREATE INDEX order_cancellations_due ON public.order_cancellations USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX order_cancellations_of_order ON public.order_cancellations USING btree (order_id);

create table order_groups (
  order_id uuid not null,
  vendor_id uuid not null,
  owner_key uuid not null,
  shipping bigint not null,
  shipping_tax bigint not null,
  shipping_rate_ppm integer not null,
  shipping_funded bigint not null,
  total bigint not null,
  tax bigint not null,
  funded bigint not null,
  refunded bigint not null default 0,
  fulfilment text not null default 'open'::text,
  created_at timestamp(3) with time zone not null,
  constraint order_groups_check CHECK (((shipping_tax >= 0) AND (shipping_tax <= shipping))),
  constraint order_groups_fulfilment_check CHECK ((fulfilment = ANY (ARRAY['open'::text, 'handed_over'::text, 'delivered'::text, 'failed'::text, 'cancelled'::text]))),
  constraint order_groups_refunded CHECK (((refunded >= 0) AND (refunded <= total))),
  constraint order_groups_shipping_check CHECK ((shipping >= 0)),
  constraint order_groups_shipping_funded_check CHECK ((shipping_funded >= 0)),
  constraint order_groups_pkey PRIMARY KEY (order_id, vendor_id)
);

CREATE INDEX order_groups_of_vendor ON public.order_groups USING btree (vendor_id, created_at, order_id);

create table order_items (
  order_id uuid not null,
  line_id uuid not null,
  position integer not null,
  vendor_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  slug text not null,
  title text not null,
  variant_title text,
  sku text,
  image_url text,
  quantity integer not null,
  cancelled integer not null default 0,
  unit_price bigint not null,
  gross bigint not null,
  discount bigint not null,
  funded bigint not null,
  tax bigint not null,
  tax_rate_ppm integer not null,
  total bigint not null,
  weight_grams integer not null,
  ships boolean not null,
  category_ids uuid[] not null default '{}'::uuid[],
  ships_from date,
  awaits boolean not null default false,
  gift_card boolean not null default false,
  constraint order_items_cancelled CHECK (((cancelled >= 0) AND (cancelled <= quantity))),
  constraint order_items_check CHECK (((discount >= 0) AND (discount <= gross))),
  constraint order_items_check1 CHECK (((funded >= 0) AND (funded <= discount))),
  constraint order_items_check2 CHECK (((tax >= 0) AND (tax <= total))),
  constraint order_items_quantity_check CHECK ((quantity > 0)),
  constraint order_items_pkey PRIMARY KEY (order_id, line_id)
);

create table order_notes (
  id uuid not null,
  order_id uuid not null,
  author text not null,
  author_id uuid,
  text text not null,
  created_at timestamp(3) with time zone not null,
  constraint order_notes_author_check CHECK ((author = ANY (ARRAY['customer'::text, 'vendor'::text, 'staff'::text]))),
  constraint order_notes_pkey PRIMARY KEY (id)
);

CREATE INDEX order_notes_of_order ON public.order_notes USING btree (order_id, created_at);

create table order_refunds (
  refund_id uuid not null,
  order_id uuid not null,
  amount bigint not null,
  issued_at timestamp(3) with time zone not null,
  constraint order_refunds_pkey PRIMARY KEY (refund_id)
);

create table order_status_history (
  position bigint not null default nextval('order_status_history_position_seq'::regclass),
  order_id uuid not null,
  at timestamp(3) with time zone not null,
  state text not null,
  reason text,
  constraint order_status_history_pkey PRIMARY KEY (at, "position")
) partition by RANGE (at);

CREATE INDEX order_status_history_of_order ON ONLY public.order_status_history USING btree (order_id, "position");

create table orders (
  id uuid not null,
  owner_key uuid not null,
  user_id uuid,
  cart_id uuid,
  number text not null,
  state text not null,
  currency text not null,
  subtotal bigint not null,
  discount bigint not null,
  shipping bigint not null,
  tax bigint not null,
  tax_included boolean not null,
  total bigint not null,
  refunded bigint not null default 0,
  email bytea,
  locale text not null,
  method_id uuid,
  slot_id uuid,
  applied jsonb not null,
  cancel_reason text,
  created_at timestamp(3) with time zone not null,
  confirmed_at timestamp(3) with time zone,
  cancelled_at timestamp(3) with time zone,
  fulfilled_at timestamp(3) with time zone,
  constraint orders_discount_check CHECK ((discount >= 0)),
  constraint orders_refunded_check CHECK ((refunded >= 0)),
  constraint orders_shipping_check CHECK ((shipping >= 0)),
  constraint orders_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'awaiting_payment'::text, 'payment_unknown'::text, 'confirmed'::text, 'fulfilling'::text, 'fulfilled'::text, 'cancelled'::text]))),
  constraint orders_subtotal_check CHECK ((subtotal >= 0)),
  constraint orders_tax_check CHECK ((tax >= 0)),
  constraint orders_total_check CHECK ((total >= 0)),
  constraint orders_pkey PRIMARY KEY (owner_key, id)
) partition by HASH (owner_key);

CREATE INDEX orders_by_time ON ONLY public.orders USING btree (created_at, id);

CREATE INDEX orders_of_owner ON ONLY public.orders USING btree (owner_key, created_at, id);

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

create table shipping_addresses (
  order_id uuid not null,
  address bytea not null,
  billing bytea,
  constraint shipping_addresses_pkey PRIMARY KEY (order_id)
);

create table tax_countries (
  country text not null,
  included boolean not null,
  constraint tax_countries_pkey PRIMARY KEY (country)
);

create table tax_rates (
  country text not null,
  region text not null,
  category text not null,
  rate_ppm integer not null,
  constraint tax_rates_rate_ppm_check CHECK (((rate_ppm >= 0) AND (rate_ppm <= 1000000))),
  constraint tax_rates_country_fkey FOREIGN KEY (country) REFERENCES tax_countries(country) ON DELETE CASCADE,
  constraint tax_rates_pkey PRIMARY KEY (country, region, category)
);
