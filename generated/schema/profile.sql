-- Generated from the migrations by `npm run generate`; reviewed, never edited.

create table addresses (
  id uuid not null,
  user_id uuid not null,
  details bytea not null,
  country text not null,
  for_shipping boolean not null,
  for_billing boolean not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint addresses_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint addresses_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_profiles(user_id) ON DELETE CASCADE,
  constraint addresses_pkey PRIMARY KEY (id)
);

CREATE INDEX addresses_user ON public.addresses USING btree (user_id, created_at, id);

CREATE UNIQUE INDEX addresses_billing ON public.addresses USING btree (user_id) WHERE for_billing;

CREATE UNIQUE INDEX addresses_shipping ON public.addresses USING btree (user_id) WHERE for_shipping;

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

create table data_request_parts (
  request_id uuid not null,
  service text not null,
  state text not null,
  attempts integer not null default 0,
  next_at timestamp(3) with time zone,
  answered_at timestamp(3) with time zone,
  counts jsonb,
  content bytea,
  error text,
  constraint data_request_parts_check CHECK (((state = 'waiting'::text) = (next_at IS NOT NULL))),
  constraint data_request_parts_check1 CHECK (((state = 'answered'::text) = (counts IS NOT NULL))),
  constraint data_request_parts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'answered'::text, 'unanswered'::text]))),
  constraint data_request_parts_request_id_fkey FOREIGN KEY (request_id) REFERENCES data_requests(id) ON DELETE CASCADE,
  constraint data_request_parts_pkey PRIMARY KEY (request_id, service)
);

CREATE INDEX data_request_parts_due ON public.data_request_parts USING btree (next_at) WHERE (state = 'waiting'::text);

create table data_requests (
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  state text not null default 'collecting'::text,
  requested_at timestamp(3) with time zone not null,
  deadline_at timestamp(3) with time zone not null,
  ready_at timestamp(3) with time zone,
  constraint data_requests_check CHECK (((state = 'ready'::text) = (ready_at IS NOT NULL))),
  constraint data_requests_kind_check CHECK ((kind = ANY (ARRAY['export'::text, 'erasure'::text]))),
  constraint data_requests_state_check CHECK ((state = ANY (ARRAY['collecting'::text, 'ready'::text]))),
  constraint data_requests_pkey PRIMARY KEY (id)
);

CREATE INDEX data_requests_kind ON public.data_requests USING btree (kind, requested_at DESC, id DESC);

CREATE INDEX data_requests_user ON public.data_requests USING btree (user_id, requested_at DESC, id DESC);

CREATE UNIQUE INDEX data_requests_once ON public.data_requests USING btree (user_id, kind) WHERE (state = 'collecting'::text);

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

create table payment_methods (
  user_id uuid not null,
  method_id uuid not null,
  label text,
  preferred boolean not null,
  constraint payment_methods_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_profiles(user_id) ON DELETE CASCADE,
  constraint payment_methods_pkey PRIMARY KEY (user_id, method_id)
);

CREATE UNIQUE INDEX payment_methods_preferred ON public.payment_methods USING btree (user_id) WHERE preferred;

create table released_files (
  file_id uuid not null,
  since timestamp(3) with time zone not null,
  constraint released_files_pkey PRIMARY KEY (file_id)
);

create table user_preferences (
  user_id uuid not null,
  units text not null,
  week_starts text not null,
  hours text not null,
  currency text not null,
  constraint user_preferences_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint user_preferences_hours_check CHECK ((hours = ANY (ARRAY['24h'::text, '12h'::text]))),
  constraint user_preferences_units_check CHECK ((units = ANY (ARRAY['metric'::text, 'imperial'::text]))),
  constraint user_preferences_week_starts_check CHECK ((week_starts = ANY (ARRAY['monday'::text, 'sunday'::text, 'saturday'::text]))),
  constraint user_preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_profiles(user_id) ON DELETE CASCADE,
  constraint user_preferences_pkey PRIMARY KEY (user_id)
);

create table user_profiles (
  user_id uuid not null,
  display_name text,
  about text,
  birthday bytea,
  avatar_file_id uuid,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint user_profiles_pkey PRIMARY KEY (user_id)
);

create table wishlist_items (
  user_id uuid not null,
  variant_id uuid not null,
  note text,
  watches text[] not null,
  created_at timestamp(3) with time zone not null,
  constraint wishlist_items_watches_check CHECK ((watches <@ '{stock,price}'::text[])),
  constraint wishlist_items_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_profiles(user_id) ON DELETE CASCADE,
  constraint wishlist_items_pkey PRIMARY KEY (user_id, variant_id)
);

CREATE INDEX wishlist_items_list ON public.wishlist_items USING btree (user_id, created_at DESC, variant_id DESC);
