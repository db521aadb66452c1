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

create table cart_items (
  cart_id uuid not null,
  id uuid not null,
  position integer not null,
  variant_id uuid not null,
  product_id uuid,
  quantity integer not null,
  saved_for_later boolean not null,
  seen_price bigint,
  added_at timestamp(3) with time zone not null,
  constraint cart_items_quantity_check CHECK (((quantity >= 1) AND (quantity <= 999))),
  constraint cart_items_cart_id_fkey FOREIGN KEY (cart_id) REFERENCES carts(id) ON DELETE CASCADE,
  constraint cart_items_pkey PRIMARY KEY (cart_id, id)
);

create table carts (
  id uuid not null,
  user_id uuid,
  state text not null,
  currency text not null,
  version integer not null,
  attempt integer not null,
  codes text[] not null,
  details bytea,
  method_id uuid,
  slot_id uuid,
  applied text[] not null,
  merged_into uuid,
  checkout_id uuid,
  checkout_hash text,
  request bytea,
  charging_at timestamp(3) with time zone,
  ask_at timestamp(3) with time zone,
  asks integer not null default 0,
  order_id uuid,
  abandoned_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint carts_charging CHECK ((((state = 'charging'::text) = (ask_at IS NOT NULL)) AND ((state <> ALL (ARRAY['charging'::text, 'ordered'::text])) OR ((checkout_id IS NOT NULL) AND (request IS NOT NULL))))),
  constraint carts_merged CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL))),
  constraint carts_state CHECK ((state = ANY (ARRAY['open'::text, 'charging'::text, 'ordered'::text, 'merged'::text]))),
  constraint carts_pkey PRIMARY KEY (id)
);

CREATE INDEX carts_asking ON public.carts USING btree (ask_at) WHERE (state = 'charging'::text);

CREATE INDEX carts_old ON public.carts USING btree (updated_at);

CREATE INDEX carts_user ON public.carts USING btree (user_id, updated_at) WHERE (user_id IS NOT NULL);

CREATE INDEX carts_waiting ON public.carts USING btree (updated_at) WHERE ((state = 'open'::text) AND (abandoned_at IS NULL));

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
