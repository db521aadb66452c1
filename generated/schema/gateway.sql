-- Generated from the migrations by `npm run generate`; reviewed, never edited.

create table analytics_events (
  id uuid not null,
  event_name text not null,
  user_id uuid,
  session_id text not null,
  properties jsonb not null,
  ip_address inet,
  user_agent text,
  referrer text,
  utm_source text,
  utm_medium text,
  utm_campaign text,
  created_at timestamp(3) with time zone not null,
  constraint analytics_events_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);

CREATE INDEX analytics_events_name ON ONLY public.analytics_events USING btree (event_name, created_at);

CREATE INDEX analytics_events_properties ON ONLY public.analytics_events USING gin (properties jsonb_path_ops);

CREATE INDEX analytics_events_user ON ONLY public.analytics_events USING btree (user_id, created_at) WHERE (user_id IS NOT NULL);

create table api_logs (
  id uuid not null,
  service_name text not null,
  path text not null,
  method text not null,
  status_code integer not null,
  latency_ms double precision not null,
  user_id uuid,
  ip_address inet,
  user_agent text,
  request_id text not null,
  created_at timestamp(3) with time zone not null,
  constraint api_logs_pkey PRIMARY KEY (created_at, id)
) partition by RANGE (created_at);

CREATE INDEX api_logs_service ON ONLY public.api_logs USING btree (service_name, created_at);

CREATE INDEX api_logs_status ON ONLY public.api_logs USING btree (status_code, created_at);

CREATE INDEX api_logs_user ON ONLY public.api_logs USING btree (user_id, created_at) WHERE (user_id IS NOT NULL);

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
