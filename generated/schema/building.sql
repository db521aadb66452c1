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

create table buildings (
  id uuid not null,
  code text not null,
  name text not null,
  street text not null,
  line2 text,
  postal_code text not null,
  city text not null,
  country text not null,
  address_key bytea not null,
  zone text not null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamp(3) with time zone not null,
  archived_at timestamp(3) with time zone,
  constraint buildings_pkey PRIMARY KEY (id)
);

CREATE INDEX buildings_list ON public.buildings USING btree (created_at, id);

CREATE UNIQUE INDEX buildings_code_unique ON public.buildings USING btree (code) WHERE (archived_at IS NULL);

create table calendar_hours (
  building_id uuid not null,
  weekday smallint not null,
  from_minute smallint not null,
  to_minute smallint not null,
  constraint calendar_hours_check CHECK ((from_minute < to_minute)),
  constraint calendar_hours_from_minute_check CHECK ((from_minute >= 0)),
  constraint calendar_hours_to_minute_check CHECK ((to_minute <= 1440)),
  constraint calendar_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7))),
  constraint calendar_hours_building_id_fkey FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint calendar_hours_pkey PRIMARY KEY (building_id, weekday, from_minute)
);

create table document_claims (
  request_id uuid not null,
  release_at timestamp(3) with time zone not null,
  constraint document_claims_pkey PRIMARY KEY (request_id)
);

CREATE INDEX document_claims_due ON public.document_claims USING btree (release_at);

create table entrances (
  id uuid not null,
  building_id uuid not null,
  label text not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  archived_at timestamp(3) with time zone,
  constraint entrances_building_id_fkey FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint entrances_pkey PRIMARY KEY (id),
  constraint entrances_id_building_id_key UNIQUE (id, building_id)
);

CREATE UNIQUE INDEX entrances_label_unique ON public.entrances USING btree (building_id, lower(label)) WHERE (archived_at IS NULL);

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

create table floors (
  id uuid not null,
  building_id uuid not null,
  entrance_id uuid not null,
  level smallint not null,
  label text,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  archived_at timestamp(3) with time zone,
  constraint floors_entrance_id_building_id_fkey FOREIGN KEY (entrance_id, building_id) REFERENCES entrances(id, building_id),
  constraint floors_pkey PRIMARY KEY (id),
  constraint floors_id_entrance_id_building_id_key UNIQUE (id, entrance_id, building_id)
);

CREATE UNIQUE INDEX floors_level_unique ON public.floors USING btree (entrance_id, level) WHERE (archived_at IS NULL);

create table holidays (
  building_id uuid not null,
  day date not null,
  name text not null,
  constraint holidays_building_id_fkey FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint holidays_day_unique PRIMARY KEY (building_id, day)
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

create table invitation_codes (
  id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  code_sealed bytea not null,
  code_key bytea not null,
  relation text not null,
  max_uses smallint not null,
  uses smallint not null default 0,
  moves_in_on date,
  moves_out_on date,
  created_by uuid,
  expires_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null,
  revoked_at timestamp(3) with time zone,
  constraint invitation_codes_check CHECK (((uses >= 0) AND (uses <= max_uses))),
  constraint invitation_codes_max_uses_check CHECK ((max_uses > 0)),
  constraint invitation_codes_relation_check CHECK ((relation = ANY (ARRAY['owner'::text, 'tenant'::text, 'household'::text]))),
  constraint invitation_codes_unit_id_building_id_fkey FOREIGN KEY (unit_id, building_id) REFERENCES units(id, building_id),
  constraint invitation_codes_pkey PRIMARY KEY (id),
  constraint invitation_codes_code_key_key UNIQUE (code_key)
);

CREATE INDEX invitation_codes_creator ON public.invitation_codes USING btree (created_by);

CREATE INDEX invitation_codes_unit ON public.invitation_codes USING btree (unit_id, created_at, id);

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table move_out_reports (
  move_out_id uuid not null,
  service text not null,
  handled_at timestamp(3) with time zone,
  ended jsonb,
  constraint move_out_reports_check CHECK (((handled_at IS NULL) = (ended IS NULL))),
  constraint move_out_reports_move_out_id_fkey FOREIGN KEY (move_out_id) REFERENCES move_outs(id),
  constraint move_out_reports_pkey PRIMARY KEY (move_out_id, service)
);

create table move_outs (
  id uuid not null,
  membership_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  user_id uuid,
  reason text not null,
  moved_out_by uuid,
  left_building boolean not null,
  vacated_at timestamp(3) with time zone not null,
  constraint move_outs_reason_check CHECK ((reason = ANY (ARRAY['moved_out'::text, 'removed'::text, 'stay_over'::text, 'account_deleted'::text]))),
  constraint move_outs_building_id_fkey FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint move_outs_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES unit_memberships(id),
  constraint move_outs_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES units(id),
  constraint move_outs_pkey PRIMARY KEY (id),
  constraint move_outs_membership_id_key UNIQUE (membership_id)
);

CREATE INDEX move_outs_building ON public.move_outs USING btree (building_id, vacated_at, id);

CREATE INDEX move_outs_user ON public.move_outs USING btree (user_id);

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

create table property_registrations (
  id uuid not null,
  user_id uuid not null,
  building_code text,
  address_key bytea,
  details_sealed bytea not null,
  state text not null,
  building_id uuid,
  membership_id uuid,
  created_at timestamp(3) with time zone not null,
  constraint property_registrations_check CHECK (((building_code IS NOT NULL) OR (address_key IS NOT NULL))),
  constraint property_registrations_check1 CHECK (((state = 'linked'::text) = (membership_id IS NOT NULL))),
  constraint property_registrations_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'linked'::text, 'withdrawn'::text]))),
  constraint property_registrations_building_id_fkey FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint property_registrations_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES unit_memberships(id),
  constraint property_registrations_pkey PRIMARY KEY (id)
);

CREATE INDEX property_registrations_address ON public.property_registrations USING btree (address_key) WHERE (state = 'waiting'::text);

CREATE INDEX property_registrations_code ON public.property_registrations USING btree (building_code) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX property_registrations_address_unique ON public.property_registrations USING btree (user_id, address_key) WHERE ((state = 'waiting'::text) AND (address_key IS NOT NULL));

CREATE UNIQUE INDEX property_registrations_code_unique ON public.property_registrations USING btree (user_id, building_code) WHERE ((state = 'waiting'::text) AND (building_code IS NOT NULL));

create table residents (
  building_id uuid not null,
  user_id uuid not null,
  homes integer not null,
  since timestamp(3) with time zone not null,
  constraint residents_homes_check CHECK ((homes >= 0)),
  constraint residents_building_id_fkey FOREIGN KEY (building_id) REFERENCES buildings(id),
  constraint residents_pkey PRIMARY KEY (building_id, user_id)
);

CREATE INDEX residents_list ON public.residents USING btree (building_id, since, user_id) WHERE (homes > 0);

CREATE INDEX residents_user ON public.residents USING btree (user_id);

create table unit_memberships (
  id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  user_id uuid,
  relation text not null,
  lives_here boolean not null,
  state text not null,
  via text not null,
  moves_in_on date,
  moves_out_on date,
  started_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint unit_memberships_check CHECK ((lives_here OR (relation <> 'household'::text))),
  constraint unit_memberships_check1 CHECK ((moves_in_on <= moves_out_on)),
  constraint unit_memberships_check2 CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL))),
  constraint unit_memberships_check3 CHECK (((state <> 'active'::text) OR (started_at IS NOT NULL))),
  constraint unit_memberships_check4 CHECK (((user_id IS NOT NULL) OR (state = 'ended'::text))),
  constraint unit_memberships_relation_check CHECK ((relation = ANY (ARRAY['owner'::text, 'tenant'::text, 'household'::text]))),
  constraint unit_memberships_state_check CHECK ((state = ANY (ARRAY['upcoming'::text, 'active'::text, 'ended'::text]))),
  constraint unit_memberships_via_check CHECK ((via = ANY (ARRAY['invitation'::text, 'request'::text, 'registration'::text]))),
  constraint unit_memberships_unit_id_building_id_fkey FOREIGN KEY (unit_id, building_id) REFERENCES units(id, building_id),
  constraint unit_memberships_pkey PRIMARY KEY (id)
);

CREATE INDEX unit_memberships_building ON public.unit_memberships USING btree (building_id) WHERE (state = 'active'::text);

CREATE INDEX unit_memberships_move_in ON public.unit_memberships USING btree (moves_in_on) WHERE (state = 'upcoming'::text);

CREATE INDEX unit_memberships_move_out ON public.unit_memberships USING btree (moves_out_on) WHERE (state = 'active'::text);

CREATE INDEX unit_memberships_unit ON public.unit_memberships USING btree (unit_id, created_at, id);

CREATE INDEX unit_memberships_user ON public.unit_memberships USING btree (user_id, created_at, id);

CREATE UNIQUE INDEX unit_memberships_current_unique ON public.unit_memberships USING btree (unit_id, user_id) WHERE (state <> 'ended'::text);

create table units (
  id uuid not null,
  building_id uuid not null,
  entrance_id uuid not null,
  floor_id uuid not null,
  label text not null,
  kind text not null,
  area_m2 numeric(9,2),
  rooms numeric(4,1),
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  archived_at timestamp(3) with time zone,
  constraint units_area_m2_check CHECK ((area_m2 > (0)::numeric)),
  constraint units_kind_check CHECK ((kind = ANY (ARRAY['flat'::text, 'parking'::text, 'commercial'::text, 'storage'::text]))),
  constraint units_rooms_check CHECK ((rooms >= (0)::numeric)),
  constraint units_floor_id_entrance_id_building_id_fkey FOREIGN KEY (floor_id, entrance_id, building_id) REFERENCES floors(id, entrance_id, building_id),
  constraint units_pkey PRIMARY KEY (id),
  constraint units_id_building_id_key UNIQUE (id, building_id)
);

CREATE INDEX units_floor ON public.units USING btree (floor_id);

CREATE INDEX units_list ON public.units USING btree (building_id, length(label), label, id);

CREATE UNIQUE INDEX units_label_unique ON public.units USING btree (entrance_id, lower(label)) WHERE (archived_at IS NULL);

create table verification_requests (
  id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  user_id uuid,
  relation text not null,
  lives_here boolean not null,
  moves_in_on date,
  moves_out_on date,
  document_kind text not null,
  document_number_sealed bytea,
  file_ids uuid[] not null,
  note text,
  state text not null,
  reason text,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint verification_requests_check CHECK (((state = 'pending'::text) = (decided_at IS NULL))),
  constraint verification_requests_check1 CHECK (((user_id IS NOT NULL) OR (state <> 'pending'::text))),
  constraint verification_requests_relation_check CHECK ((relation = ANY (ARRAY['owner'::text, 'tenant'::text, 'household'::text]))),
  constraint verification_requests_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'superseded'::text]))),
  constraint verification_requests_unit_id_building_id_fkey FOREIGN KEY (unit_id, building_id) REFERENCES units(id, building_id),
  constraint verification_requests_pkey PRIMARY KEY (id)
);

CREATE INDEX verification_requests_building ON public.verification_requests USING btree (building_id, created_at, id);

CREATE INDEX verification_requests_user ON public.verification_requests USING btree (user_id, created_at, id);

CREATE UNIQUE INDEX verification_requests_pending_unique ON public.verification_requests USING btree (unit_id, user_id) WHERE (state = 'pending'::text);
