-- Generated from the migrations by `npm run generate`; reviewed, never edited.

create extension btree_gist;

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

create table availability_rules (
  id uuid not null,
  resource_id uuid not null,
  kind text not null,
  name text not null,
  rrule text,
  first_day date not null,
  last_day date,
  from_minute integer not null,
  to_minute integer not null,
  created_at timestamp(3) with time zone not null,
  constraint availability_rules_check CHECK (((to_minute > from_minute) AND ((to_minute - from_minute) <= 1440))),
  constraint availability_rules_check1 CHECK (((last_day IS NULL) OR (last_day >= first_day))),
  constraint availability_rules_from_minute_check CHECK ((((from_minute >= 0) AND (from_minute <= 1439)) AND ((from_minute % 15) = 0))),
  constraint availability_rules_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint availability_rules_to_minute_check CHECK (((to_minute <= 2880) AND ((to_minute % 15) = 0))),
  constraint availability_rules_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id),
  constraint availability_rules_pkey PRIMARY KEY (id)
);

CREATE INDEX availability_rules_resource ON public.availability_rules USING btree (resource_id, id);

create table booking_series (
  id uuid not null,
  resource_id uuid not null,
  building_id uuid not null,
  user_id uuid,
  rrule text not null,
  created_at timestamp(3) with time zone not null,
  constraint booking_series_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id),
  constraint booking_series_pkey PRIMARY KEY (id)
);

create table calendar_feeds (
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamp(3) with time zone not null,
  constraint calendar_feeds_pkey PRIMARY KEY (user_id),
  constraint calendar_feeds_token_hash_key UNIQUE (token_hash)
);

create table cancellations (
  reservation_id uuid not null,
  cancelled_by uuid,
  reason text not null,
  note text not null,
  refund_percent integer not null,
  refund bigint not null,
  cancelled_at timestamp(3) with time zone not null,
  constraint cancellations_refund_check CHECK ((refund >= 0)),
  constraint cancellations_refund_percent_check CHECK (((refund_percent >= 0) AND (refund_percent <= 100))),
  constraint cancellations_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations(id),
  constraint cancellations_pkey PRIMARY KEY (reservation_id)
);

create table check_ins (
  id uuid not null,
  reservation_id uuid not null,
  by_user uuid,
  by_code boolean not null,
  at timestamp(3) with time zone not null,
  constraint check_ins_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations(id),
  constraint check_ins_pkey PRIMARY KEY (id),
  constraint check_ins_once UNIQUE (reservation_id)
);

create table draw_entries (
  id uuid not null,
  draw_id uuid not null,
  user_id uuid,
  unit_id uuid,
  wishes jsonb not null,
  terms_version integer,
  rank integer,
  reservation_id uuid,
  created_at timestamp(3) with time zone not null,
  constraint draw_entries_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES draws(id),
  constraint draw_entries_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations(id),
  constraint draw_entries_pkey PRIMARY KEY (id),
  constraint draw_entries_once UNIQUE (draw_id, user_id)
);

create table draws (
  id uuid not null,
  resource_id uuid not null,
  building_id uuid not null,
  first_day date not null,
  last_day date not null,
  closes_at timestamp(3) with time zone not null,
  seed_hash text not null,
  seed bytea not null,
  entries_digest text,
  state text not null,
  drawn_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint draws_check CHECK ((last_day >= first_day)),
  constraint draws_check1 CHECK (((state = 'drawn'::text) = (drawn_at IS NOT NULL))),
  constraint draws_state_check CHECK ((state = ANY (ARRAY['open'::text, 'drawn'::text]))),
  constraint draws_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id),
  constraint draws_pkey PRIMARY KEY (id),
  constraint draws_apart EXCLUDE USING gist (resource_id WITH =, daterange(first_day, last_day, '[]'::text) WITH &&) WHERE ((state = 'open'::text))
);

CREATE INDEX draws_due ON public.draws USING btree (closes_at) WHERE (state = 'open'::text);

CREATE INDEX draws_resource ON public.draws USING btree (resource_id, id DESC);

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

create table holds (
  reservation_id uuid not null,
  state text not null,
  version integer not null default 1,
  approval boolean not null,
  payment_no integer not null default 1,
  payment_method bytea,
  bill_to bytea,
  payment_state text,
  action_url text,
  attempts integer not null default 0,
  last_error text,
  due_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  bookings integer not null default 1,
  constraint holds_bookings_check CHECK ((bookings >= 1)),
  constraint holds_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations(id),
  constraint holds_pkey PRIMARY KEY (reservation_id)
);

CREATE INDEX holds_due ON public.holds USING btree (due_at) WHERE (due_at IS NOT NULL);

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

create table outages (
  incident_id uuid not null,
  resource_id uuid not null,
  opened_at timestamp(3) with time zone not null,
  resolved_at timestamp(3) with time zone,
  constraint outages_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id),
  constraint outages_pkey PRIMARY KEY (incident_id, resource_id)
);

CREATE INDEX outages_open ON public.outages USING btree (resource_id) WHERE (resolved_at IS NULL);

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

create table refunds (
  id uuid not null,
  reservation_id uuid not null,
  payment_id uuid not null,
  amount bigint not null,
  reason text not null,
  state text not null,
  attempts integer not null default 0,
  last_error text,
  due_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  kind text not null default 'refund'::text,
  deposit bigint not null default 0,
  key_no integer not null default 1,
  refusals integer not null default 0,
  failed_at timestamp(3) with time zone,
  constraint refunds_amount_check CHECK ((amount > 0)),
  constraint refunds_check CHECK (((deposit >= 0) AND (deposit <= amount))),
  constraint refunds_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'kept'::text]))),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'failed'::text, 'elsewhere'::text]))),
  constraint refunds_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations(id),
  constraint refunds_pkey PRIMARY KEY (id)
);

CREATE INDEX refunds_due ON public.refunds USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX refunds_failed ON public.refunds USING btree (failed_at, id) WHERE (state = 'failed'::text);

CREATE INDEX refunds_reservation ON public.refunds USING btree (reservation_id);

create table reservations (
  id uuid not null,
  resource_id uuid not null,
  building_id uuid not null,
  user_id uuid,
  unit_id uuid,
  series_id uuid,
  zone text not null,
  wall_start text not null,
  wall_end text not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  occupies tstzrange not null,
  exclusive boolean not null,
  state text not null,
  note text not null,
  fee bigint not null,
  deposit bigint not null,
  kept bigint not null default 0,
  currency text not null,
  terms_version integer,
  expires_at timestamp(3) with time zone,
  decided_by uuid,
  cancel_wanted text,
  reminded_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  confirmed_at timestamp(3) with time zone,
  version integer not null default 1,
  paid_with uuid,
  constraint reservations_check CHECK ((ends_at > starts_at)),
  constraint reservations_deposit_check CHECK ((deposit >= 0)),
  constraint reservations_fee_check CHECK ((fee >= 0)),
  constraint reservations_kept CHECK (((kept >= 0) AND (kept <= deposit))),
  constraint reservations_paid_with CHECK ((paid_with <> id)),
  constraint reservations_state_check CHECK ((state = ANY (ARRAY['held'::text, 'offered'::text, 'pending'::text, 'confirmed'::text, 'checked_in'::text, 'completed'::text, 'no_show'::text, 'cancelled'::text, 'declined'::text, 'expired'::text]))),
  constraint reservations_wall_end_check CHECK ((wall_end ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'::text)),
  constraint reservations_wall_start_check CHECK ((wall_start ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'::text)),
  constraint reservations_paid_with_fkey FOREIGN KEY (paid_with) REFERENCES reservations(id),
  constraint reservations_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id),
  constraint reservations_series_id_fkey FOREIGN KEY (series_id) REFERENCES booking_series(id),
  constraint reservations_pkey PRIMARY KEY (id),
  constraint reservations_slot EXCLUDE USING gist (resource_id WITH =, occupies WITH &&) WHERE ((exclusive AND (state = ANY (ARRAY['held'::text, 'offered'::text, 'pending'::text, 'confirmed'::text, 'checked_in'::text]))))
);

CREATE INDEX reservations_building ON public.reservations USING btree (building_id, starts_at DESC, id DESC);

CREATE INDEX reservations_closing ON public.reservations USING btree (ends_at) WHERE ((state = ANY (ARRAY['completed'::text, 'no_show'::text])) AND (closed_at IS NULL));

CREATE INDEX reservations_expiring ON public.reservations USING btree (expires_at) WHERE (state = ANY (ARRAY['held'::text, 'offered'::text, 'pending'::text]));

CREATE INDEX reservations_paid_with ON public.reservations USING btree (paid_with) WHERE (paid_with IS NOT NULL);

CREATE INDEX reservations_resource ON public.reservations USING btree (resource_id, starts_at);

CREATE INDEX reservations_running ON public.reservations USING btree (starts_at) WHERE (state = ANY (ARRAY['confirmed'::text, 'checked_in'::text]));

CREATE INDEX reservations_series ON public.reservations USING btree (series_id) WHERE (series_id IS NOT NULL);

CREATE INDEX reservations_user ON public.reservations USING btree (user_id, starts_at DESC, id DESC);

create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  confirmed_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  lives boolean not null generated always as (((confirmed_at IS NOT NULL) AND ((ended_at IS NULL) OR (ended_at < confirmed_at)))) stored,
  constraint residents_pkey PRIMARY KEY (user_id, unit_id)
);

create table resources (
  id uuid not null,
  building_id uuid not null,
  name text not null,
  kind text not null,
  description text not null,
  capacity integer not null,
  zone text not null,
  slot_minutes integer not null,
  max_slots integer not null,
  buffer_before_minutes integer not null,
  buffer_after_minutes integer not null,
  min_notice_minutes integer not null,
  max_ahead_days integer not null,
  approval boolean not null,
  fee bigint not null,
  fee_per text not null,
  deposit bigint not null,
  currency text not null,
  terms text,
  terms_version integer not null default 0,
  refund_steps jsonb not null,
  quota jsonb,
  no_show jsonb,
  check_in_code text not null,
  state text not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint resources_buffer_after_minutes_check CHECK ((((buffer_after_minutes >= 0) AND (buffer_after_minutes <= 1440)) AND ((buffer_after_minutes % 15) = 0))),
  constraint resources_buffer_before_minutes_check CHECK ((((buffer_before_minutes >= 0) AND (buffer_before_minutes <= 1440)) AND ((buffer_before_minutes % 15) = 0))),
  constraint resources_capacity_check CHECK (((capacity >= 1) AND (capacity <= 500))),
  constraint resources_deposit_check CHECK ((deposit >= 0)),
  constraint resources_fee_check CHECK ((fee >= 0)),
  constraint resources_fee_per_check CHECK ((fee_per = ANY (ARRAY['booking'::text, 'slot'::text]))),
  constraint resources_kind_check CHECK ((kind = ANY (ARRAY['meeting_room'::text, 'desk'::text, 'gym'::text, 'hall'::text, 'other'::text]))),
  constraint resources_max_ahead_days_check CHECK (((max_ahead_days >= 1) AND (max_ahead_days <= 730))),
  constraint resources_max_slots_check CHECK (((max_slots >= 1) AND (max_slots <= 96))),
  constraint resources_min_notice_minutes_check CHECK ((min_notice_minutes >= 0)),
  constraint resources_slot_minutes_check CHECK ((((slot_minutes >= 15) AND (slot_minutes <= 1440)) AND ((slot_minutes % 15) = 0))),
  constraint resources_state_check CHECK ((state = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint resources_pkey PRIMARY KEY (id),
  constraint resources_name_unique UNIQUE (building_id, name)
);

create table slots (
  resource_id uuid not null,
  at timestamp(3) with time zone not null,
  taken integer not null,
  capacity integer not null,
  constraint slots_taken CHECK (((taken >= 0) AND (taken <= capacity))),
  constraint slots_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id),
  constraint slots_pkey PRIMARY KEY (resource_id, at)
);

create table waitlist (
  id uuid not null,
  resource_id uuid not null,
  building_id uuid not null,
  user_id uuid not null,
  unit_id uuid,
  wall_start text not null,
  wall_end text not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  occupies tstzrange not null,
  slots integer not null,
  terms_version integer,
  state text not null,
  reservation_id uuid,
  due_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint waitlist_check CHECK (((state = 'offered'::text) <= (reservation_id IS NOT NULL))),
  constraint waitlist_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'offered'::text, 'taken'::text, 'passed'::text, 'left'::text, 'over'::text]))),
  constraint waitlist_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservations(id),
  constraint waitlist_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id),
  constraint waitlist_pkey PRIMARY KEY (id)
);

CREATE INDEX waitlist_due ON public.waitlist USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX waitlist_resource ON public.waitlist USING btree (resource_id, created_at) WHERE (state = 'waiting'::text);

CREATE INDEX waitlist_user ON public.waitlist USING btree (user_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX waitlist_once ON public.waitlist USING btree (resource_id, user_id, starts_at, ends_at) WHERE (state = ANY (ARRAY['waiting'::text, 'offered'::text]));
