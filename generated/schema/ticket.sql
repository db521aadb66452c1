-- Generated from the migrations by `npm run generate`; reviewed, never edited.

create table asset_history (
  id uuid not null,
  asset_id uuid not null,
  at timestamp(3) with time zone not null,
  kind text not null,
  by_user uuid,
  details jsonb not null,
  constraint asset_history_kind_check CHECK ((kind = ANY (ARRAY['registered'::text, 'changed'::text]))),
  constraint asset_history_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint asset_history_pkey PRIMARY KEY (id)
);

CREATE INDEX asset_history_asset ON public.asset_history USING btree (asset_id, at DESC, id DESC);

create table assets (
  id uuid not null,
  building_id uuid not null,
  name text not null,
  kind text not null,
  serial text,
  unit_id uuid,
  place jsonb,
  installed_on date,
  warranty_until date,
  state text not null,
  notes text not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint assets_state_check CHECK ((state = ANY (ARRAY['in_service'::text, 'out_of_service'::text, 'retired'::text]))),
  constraint assets_pkey PRIMARY KEY (id),
  constraint assets_name_unique UNIQUE (building_id, name)
);

create table assignments (
  id uuid not null,
  ticket_id uuid not null,
  assignee_id uuid,
  executor_id uuid,
  assigned_by uuid,
  assigned_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint assignments_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  constraint assignments_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX assignments_current ON public.assignments USING btree (ticket_id) WHERE (ended_at IS NULL);

create table attachments (
  ticket_id uuid not null,
  file_id uuid not null,
  comment_id uuid,
  added_by uuid,
  mime text not null,
  size integer not null,
  created_at timestamp(3) with time zone not null,
  constraint attachments_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comments(id),
  constraint attachments_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  constraint attachments_pkey PRIMARY KEY (ticket_id, file_id)
);

CREATE INDEX attachments_comment ON public.attachments USING btree (comment_id) WHERE (comment_id IS NOT NULL);

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

create table building_codes (
  building_id uuid not null,
  code text not null,
  constraint building_codes_pkey PRIMARY KEY (building_id),
  constraint building_codes_code_key UNIQUE (code)
);

create table calendars (
  building_id uuid not null,
  zone text not null,
  hours jsonb not null,
  holidays jsonb not null,
  fetched_at timestamp(3) with time zone not null,
  constraint calendars_pkey PRIMARY KEY (building_id)
);

create table categories (
  id uuid not null,
  building_id uuid not null,
  parent_id uuid,
  path uuid[] not null,
  name text not null,
  position integer not null default 0,
  sla jsonb,
  archived_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint categories_check CHECK ((((cardinality(path) >= 1) AND (cardinality(path) <= 3)) AND (path[cardinality(path)] = id))),
  constraint categories_check1 CHECK (((parent_id IS NULL) = (cardinality(path) = 1))),
  constraint categories_check2 CHECK (((parent_id IS NOT NULL) OR (sla IS NOT NULL))),
  constraint categories_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES categories(id),
  constraint categories_pkey PRIMARY KEY (id),
  constraint categories_name_unique UNIQUE NULLS NOT DISTINCT (building_id, parent_id, name)
);

CREATE INDEX categories_path ON public.categories USING gin (path);

create table comments (
  id uuid not null,
  ticket_id uuid not null,
  author_id uuid,
  kind text not null,
  text text not null,
  internal boolean not null,
  created_at timestamp(3) with time zone not null,
  position bigint not null default nextval('timeline_positions'::regclass),
  constraint comments_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'question'::text, 'answer'::text, 'resolution'::text, 'reopening'::text]))),
  constraint comments_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  constraint comments_pkey PRIMARY KEY (id)
);

CREATE INDEX comments_author ON public.comments USING btree (author_id);

CREATE INDEX comments_ticket ON public.comments USING btree (ticket_id, created_at, "position");

create table escalation_rules (
  building_id uuid not null,
  level integer not null,
  after_minutes integer not null,
  user_ids uuid[] not null,
  roles text[] not null,
  constraint escalation_rules_after_minutes_check CHECK ((after_minutes >= 0)),
  constraint escalation_rules_level_check CHECK ((level >= 1)),
  constraint escalation_rules_pkey PRIMARY KEY (building_id, level)
);

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

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

create table incidents (
  id uuid not null,
  building_id uuid not null,
  title text not null,
  description text not null,
  entrance_ids uuid[] not null,
  floor_ids uuid[] not null,
  resource_ids uuid[] not null,
  asset_id uuid,
  status text not null,
  opened_by uuid,
  opened_at timestamp(3) with time zone not null,
  resolved_by uuid,
  resolved_at timestamp(3) with time zone,
  resolution text,
  version integer not null default 1,
  constraint incidents_check CHECK (((status = 'resolved'::text) = (resolved_at IS NOT NULL))),
  constraint incidents_status_check CHECK ((status = ANY (ARRAY['open'::text, 'resolved'::text]))),
  constraint incidents_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint incidents_pkey PRIMARY KEY (id)
);

CREATE INDEX incidents_asset ON public.incidents USING btree (asset_id) WHERE (asset_id IS NOT NULL);

CREATE INDEX incidents_building ON public.incidents USING btree (building_id, opened_at DESC, id DESC);

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table observers (
  ticket_id uuid not null,
  user_id uuid not null,
  added_by uuid,
  added_at timestamp(3) with time zone not null,
  constraint observers_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  constraint observers_pkey PRIMARY KEY (ticket_id, user_id)
);

CREATE INDEX observers_user ON public.observers USING btree (user_id);

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

create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  since timestamp(3) with time zone,
  confirmed_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  lives boolean not null generated always as (((confirmed_at IS NOT NULL) AND ((ended_at IS NULL) OR (ended_at < confirmed_at)))) stored,
  constraint residents_pkey PRIMARY KEY (user_id, unit_id)
);

CREATE INDEX residents_building ON public.residents USING btree (building_id, user_id) WHERE lives;

CREATE INDEX residents_unit ON public.residents USING btree (unit_id) WHERE lives;

create table schedules (
  id uuid not null,
  building_id uuid not null,
  title text not null,
  description text not null,
  category_id uuid not null,
  urgent boolean not null,
  unit_id uuid,
  unit_label text,
  place jsonb,
  asset_id uuid,
  assignee_id uuid,
  rrule text not null,
  zone text not null,
  starts_at timestamp(3) with time zone not null,
  missed text not null,
  active boolean not null default true,
  next_run_at timestamp(3) with time zone,
  last_run_at timestamp(3) with time zone,
  created_by uuid,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint schedules_check CHECK (((unit_id IS NULL) <> (place IS NULL))),
  constraint schedules_missed_check CHECK ((missed = ANY (ARRAY['once'::text, 'skip'::text, 'each'::text]))),
  constraint schedules_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint schedules_category_id_fkey FOREIGN KEY (category_id) REFERENCES categories(id),
  constraint schedules_pkey PRIMARY KEY (id)
);

CREATE INDEX schedules_building ON public.schedules USING btree (building_id, created_at DESC, id DESC);

CREATE INDEX schedules_due ON public.schedules USING btree (next_run_at) WHERE active;

create table sla_timestamps (
  ticket_id uuid not null,
  clock text not null,
  target_minutes integer,
  used_ms bigint not null default 0,
  running_since timestamp(3) with time zone,
  stopped_at timestamp(3) with time zone,
  due_at timestamp(3) with time zone,
  warned_at timestamp(3) with time zone,
  breached_at timestamp(3) with time zone,
  level integer not null default 0,
  check_at timestamp(3) with time zone,
  constraint sla_timestamps_check CHECK (((running_since IS NULL) OR (stopped_at IS NULL))),
  constraint sla_timestamps_check1 CHECK (((check_at IS NULL) OR (running_since IS NOT NULL))),
  constraint sla_timestamps_clock_check CHECK ((clock = ANY (ARRAY['first_response'::text, 'update'::text, 'solution'::text]))),
  constraint sla_timestamps_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  constraint sla_timestamps_pkey PRIMARY KEY (ticket_id, clock)
);

CREATE INDEX sla_timestamps_check ON public.sla_timestamps USING btree (check_at) WHERE (check_at IS NOT NULL);

create table staff (
  user_id uuid not null,
  building_id uuid,
  role text not null,
  constraint staff_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'support'::text]))),
  constraint staff_unique UNIQUE NULLS NOT DISTINCT (user_id, building_id, role)
);

CREATE INDEX staff_building ON public.staff USING btree (building_id, role);

create table status_history (
  id uuid not null,
  ticket_id uuid not null,
  at timestamp(3) with time zone not null,
  position bigint not null default nextval('timeline_positions'::regclass),
  kind text not null,
  from_status text,
  to_status text,
  by_user uuid,
  internal boolean not null default false,
  people uuid[] not null default '{}'::uuid[],
  details jsonb not null,
  constraint status_history_pkey PRIMARY KEY (at, id)
) partition by RANGE (at);

CREATE INDEX status_history_people ON ONLY public.status_history USING gin (people);

CREATE INDEX status_history_ticket ON ONLY public.status_history USING btree (ticket_id, at, "position");

CREATE INDEX status_history_user ON ONLY public.status_history USING btree (by_user);

create table tags (
  id uuid not null,
  building_id uuid not null,
  name text not null,
  constraint tags_pkey PRIMARY KEY (id),
  constraint tags_building_id_name_key UNIQUE (building_id, name)
);

create table ticket_tags (
  ticket_id uuid not null,
  tag_id uuid not null,
  constraint ticket_tags_tag_id_fkey FOREIGN KEY (tag_id) REFERENCES tags(id),
  constraint ticket_tags_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  constraint ticket_tags_pkey PRIMARY KEY (ticket_id, tag_id)
);

CREATE INDEX ticket_tags_tag ON public.ticket_tags USING btree (tag_id);

create table tickets (
  id uuid not null,
  building_id uuid not null,
  reference text not null,
  unit_id uuid,
  unit_label text,
  place jsonb,
  category_id uuid not null,
  title text not null,
  description text not null,
  urgent boolean not null,
  status text not null,
  asked_from text,
  opened_by uuid,
  assignee_id uuid,
  executor_id uuid,
  asset_id uuid,
  incident_id uuid,
  held_by_incident boolean not null default false,
  schedule_id uuid,
  occurrence_at timestamp(3) with time zone,
  merged_into uuid,
  close_reason text,
  breached boolean not null default false,
  version integer not null default 1,
  opened_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  resolved_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  search tsvector generated always as (to_tsvector('simple'::regconfig, ((title || ' '::text) || description))) stored,
  constraint tickets_asked_from_check CHECK ((asked_from = ANY (ARRAY['open'::text, 'assigned'::text, 'in_progress'::text]))),
  constraint tickets_check CHECK (((unit_id IS NULL) <> (place IS NULL))),
  constraint tickets_check1 CHECK (((status = 'waiting_for_resident'::text) = (asked_from IS NOT NULL))),
  constraint tickets_check2 CHECK ((((status = 'closed'::text) = (closed_at IS NOT NULL)) AND ((status = 'closed'::text) = (close_reason IS NOT NULL)))),
  constraint tickets_check3 CHECK (((status = 'resolved'::text) <= (resolved_at IS NOT NULL))),
  constraint tickets_check4 CHECK (((merged_into <> id) AND ((merged_into IS NULL) OR (close_reason = 'duplicate'::text)))),
  constraint tickets_check5 CHECK (((NOT held_by_incident) OR (incident_id IS NOT NULL))),
  constraint tickets_close_reason_check CHECK ((close_reason = ANY (ARRAY['solved'::text, 'duplicate'::text, 'withdrawn'::text, 'auto_closed'::text]))),
  constraint tickets_status_check CHECK ((status = ANY (ARRAY['open'::text, 'assigned'::text, 'in_progress'::text, 'waiting_for_resident'::text, 'resolved'::text, 'closed'::text]))),
  constraint tickets_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES assets(id),
  constraint tickets_category_id_fkey FOREIGN KEY (category_id) REFERENCES categories(id),
  constraint tickets_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint tickets_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES tickets(id),
  constraint tickets_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedules(id),
  constraint tickets_pkey PRIMARY KEY (id),
  constraint tickets_occurrence_unique UNIQUE (schedule_id, occurrence_at),
  constraint tickets_reference_key UNIQUE (reference)
);

CREATE INDEX tickets_asset ON public.tickets USING btree (asset_id) WHERE (asset_id IS NOT NULL);

CREATE INDEX tickets_assignee ON public.tickets USING btree (assignee_id) WHERE (status <> ALL (ARRAY['resolved'::text, 'closed'::text]));

CREATE INDEX tickets_auto_close ON public.tickets USING btree (resolved_at) WHERE (status = 'resolved'::text);

CREATE INDEX tickets_board ON public.tickets USING btree (building_id, status, opened_at DESC, id DESC);

CREATE INDEX tickets_executor ON public.tickets USING btree (executor_id) WHERE (executor_id IS NOT NULL);

CREATE INDEX tickets_export ON public.tickets USING btree (building_id, opened_at, id);

CREATE INDEX tickets_incident ON public.tickets USING btree (incident_id) WHERE (incident_id IS NOT NULL);

CREATE INDEX tickets_merged ON public.tickets USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX tickets_opener ON public.tickets USING btree (opened_by, opened_at DESC, id DESC);

CREATE INDEX tickets_search ON public.tickets USING gin (search);

CREATE INDEX tickets_unit ON public.tickets USING btree (unit_id, opened_at DESC, id DESC);
