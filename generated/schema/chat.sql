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

create table channels (
  id uuid not null,
  building_id uuid not null,
  kind text not null,
  entrance_id uuid,
  user_a uuid,
  user_b uuid,
  name text,
  description text not null default ''::text,
  created_by uuid,
  last_number integer not null default 0,
  last_sequence integer not null default 0,
  last_at timestamp(3) with time zone,
  archived_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint channels_check CHECK (((kind = 'entrance'::text) = (entrance_id IS NOT NULL))),
  constraint channels_check1 CHECK (((kind = 'direct'::text) = ((user_a IS NOT NULL) OR (user_b IS NOT NULL) OR (name IS NULL)))),
  constraint channels_kind_check CHECK ((kind = ANY (ARRAY['building'::text, 'entrance'::text, 'topic'::text, 'direct'::text]))),
  constraint channels_pkey PRIMARY KEY (id)
);

CREATE INDEX channels_user_a ON public.channels USING btree (user_a) WHERE (kind = 'direct'::text);

CREATE INDEX channels_user_b ON public.channels USING btree (user_b) WHERE (kind = 'direct'::text);

CREATE UNIQUE INDEX channels_pair_unique ON public.channels USING btree (building_id, user_a, user_b) WHERE (kind = 'direct'::text);

CREATE UNIQUE INDEX channels_place_unique ON public.channels USING btree (building_id, kind, entrance_id) NULLS NOT DISTINCT WHERE (kind = ANY (ARRAY['building'::text, 'entrance'::text]));

CREATE UNIQUE INDEX channels_topic_unique ON public.channels USING btree (building_id, lower(name)) WHERE ((kind = 'topic'::text) AND (archived_at IS NULL));

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

create table file_claims (
  claim text not null,
  message_at timestamp(3) with time zone not null,
  constraint file_claims_pkey PRIMARY KEY (claim)
);

CREATE INDEX file_claims_age ON public.file_claims USING btree (message_at);

create table forgotten_people (
  user_id uuid not null,
  forgotten_at timestamp(3) with time zone not null,
  constraint forgotten_people_pkey PRIMARY KEY (user_id)
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

create table mentions (
  user_id uuid not null,
  at timestamp(3) with time zone not null,
  message_id uuid not null,
  channel_id uuid not null,
  number integer not null,
  constraint mentions_pkey PRIMARY KEY (user_id, at, message_id)
) partition by RANGE (at);

CREATE INDEX mentions_message ON ONLY public.mentions USING btree (message_id);

create table message_reports (
  id uuid not null,
  building_id uuid not null,
  channel_id uuid not null,
  message_id uuid not null,
  author_id uuid,
  text text not null,
  reported_by uuid,
  reason text not null,
  note text not null,
  state text not null default 'open'::text,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint message_reports_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  constraint message_reports_reason_check CHECK ((reason = ANY (ARRAY['spam'::text, 'abuse'::text, 'dangerous'::text, 'other'::text]))),
  constraint message_reports_state_check CHECK ((state = ANY (ARRAY['open'::text, 'dismissed'::text, 'removed'::text]))),
  constraint message_reports_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id),
  constraint message_reports_pkey PRIMARY KEY (id),
  constraint message_reports_once UNIQUE (message_id, reported_by)
);

CREATE INDEX message_reports_building ON public.message_reports USING btree (building_id, created_at DESC, id DESC);

CREATE INDEX message_reports_message ON public.message_reports USING btree (message_id);

create table message_revisions (
  message_at timestamp(3) with time zone not null,
  message_id uuid not null,
  revision integer not null,
  text text not null,
  replaced_at timestamp(3) with time zone not null,
  constraint message_revisions_pkey PRIMARY KEY (message_id, revision, message_at)
) partition by RANGE (message_at);

create table messages (
  stream uuid not null,
  at timestamp(3) with time zone not null,
  position integer not null,
  id uuid not null,
  change integer not null,
  marked_at timestamp(3) with time zone,
  body jsonb not null,
  constraint messages_pkey PRIMARY KEY (stream, at, "position", id)
) partition by RANGE (at);

CREATE INDEX messages_author ON ONLY public.messages USING btree (((body ->> 'authorId'::text)));

CREATE INDEX messages_by_id ON ONLY public.messages USING btree (stream, id);

CREATE INDEX messages_change ON ONLY public.messages USING btree (stream, change);

CREATE INDEX messages_search ON ONLY public.messages USING gin (to_tsvector('simple'::regconfig, (body ->> 'text'::text)));

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

create table pins (
  channel_id uuid not null,
  message_id uuid not null,
  message_at timestamp(3) with time zone not null,
  pinned_by uuid,
  pinned_at timestamp(3) with time zone not null,
  constraint pins_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id),
  constraint pins_pkey PRIMARY KEY (channel_id, message_id)
);

CREATE INDEX pins_age ON public.pins USING btree (message_at);

create table read_states (
  channel_id uuid not null,
  user_id uuid not null,
  read_number integer not null default 0,
  muted_until timestamp(3) with time zone,
  constraint read_states_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channels(id),
  constraint read_states_pkey PRIMARY KEY (channel_id, user_id)
);

CREATE INDEX read_states_user ON public.read_states USING btree (user_id);

create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  entrance_id uuid,
  started_at timestamp(3) with time zone,
  verified_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  lives boolean generated always as ((GREATEST(started_at, verified_at) > COALESCE(ended_at, '-infinity'::timestamp with time zone))) stored,
  verified boolean generated always as ((verified_at > COALESCE(ended_at, '-infinity'::timestamp with time zone))) stored,
  constraint residents_pkey PRIMARY KEY (user_id, unit_id)
);

CREATE INDEX residents_building ON public.residents USING btree (building_id, user_id) WHERE lives;

create table staff (
  user_id uuid not null,
  building_id uuid not null,
  role text not null,
  constraint staff_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'support'::text]))),
  constraint staff_pkey PRIMARY KEY (user_id, building_id, role)
);

CREATE INDEX staff_building ON public.staff USING btree (building_id);
