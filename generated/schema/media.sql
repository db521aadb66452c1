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

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

create table files (
  id uuid not null,
  owner_id uuid,
  name text,
  file_url text not null,
  thumbnail_url text,
  mime text not null,
  size integer not null,
  width integer,
  height integer,
  claim text,
  unclaimed_since timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint files_claimed_or_counted CHECK (((claim IS NULL) = (unclaimed_since IS NOT NULL))),
  constraint files_size_check CHECK ((size > 0)),
  constraint files_pkey PRIMARY KEY (id),
  constraint files_file_url_key UNIQUE (file_url),
  constraint files_thumbnail_url_key UNIQUE (thumbnail_url)
);

CREATE INDEX files_claim ON public.files USING btree (claim) WHERE (claim IS NOT NULL);

CREATE INDEX files_owner ON public.files USING btree (owner_id);

CREATE INDEX files_unclaimed ON public.files USING btree (unclaimed_since) WHERE (unclaimed_since IS NOT NULL);

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

create table uploads (
  file_url text not null,
  file_id uuid not null,
  state text not null,
  created_at timestamp(3) with time zone not null,
  remove_at timestamp(3) with time zone,
  constraint uploads_doomed_when CHECK (((state = 'doomed'::text) = (remove_at IS NOT NULL))),
  constraint uploads_state_check CHECK ((state = ANY (ARRAY['storing'::text, 'stored'::text, 'doomed'::text]))),
  constraint uploads_pkey PRIMARY KEY (file_url)
);

CREATE INDEX uploads_doomed ON public.uploads USING btree (remove_at) WHERE (state = 'doomed'::text);

CREATE INDEX uploads_file ON public.uploads USING btree (file_id);

CREATE INDEX uploads_storing ON public.uploads USING btree (created_at) WHERE (state = 'storing'::text);
