-- Generated from the migrations by `npm run generate`; reviewed, never edited.

create extension btree_gist;

create table appointments (
  id uuid not null,
  provider_id uuid not null,
  building_id uuid not null,
  job_id uuid not null,
  claim_id uuid,
  zone text not null,
  wall_start text not null,
  wall_end text not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  active boolean not null,
  pass_code text,
  entered_at timestamp(3) with time zone,
  constraint appointments_check CHECK ((ends_at > starts_at)),
  constraint appointments_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES warranty_claims(id),
  constraint appointments_job_id_fkey FOREIGN KEY (job_id) REFERENCES job_bookings(id),
  constraint appointments_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  constraint appointments_pkey PRIMARY KEY (id),
  constraint appointments_slot EXCLUDE USING gist (provider_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active)
);

CREATE INDEX appointments_provider ON public.appointments USING btree (provider_id, starts_at);

CREATE UNIQUE INDEX appointments_of_claim ON public.appointments USING btree (claim_id) WHERE active;

CREATE UNIQUE INDEX appointments_of_job ON public.appointments USING btree (job_id) WHERE (claim_id IS NULL);

CREATE UNIQUE INDEX appointments_pass ON public.appointments USING btree (building_id, pass_code);

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

create table availability_windows (
  id uuid not null,
  provider_id uuid not null,
  kind text not null,
  weekday integer,
  from_minute integer,
  to_minute integer,
  first_day date,
  last_day date,
  created_at timestamp(3) with time zone not null,
  constraint availability_windows_check CHECK (((kind = 'open'::text) = (weekday IS NOT NULL))),
  constraint availability_windows_check1 CHECK (((kind = 'open'::text) = (from_minute IS NOT NULL))),
  constraint availability_windows_check2 CHECK (((kind = 'open'::text) = (to_minute IS NOT NULL))),
  constraint availability_windows_check3 CHECK ((to_minute > from_minute)),
  constraint availability_windows_check4 CHECK (((kind = 'open'::text) OR ((first_day IS NOT NULL) AND (last_day IS NOT NULL)))),
  constraint availability_windows_check5 CHECK ((last_day >= first_day)),
  constraint availability_windows_from_minute_check CHECK (((from_minute >= 0) AND (from_minute <= 1439))),
  constraint availability_windows_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint availability_windows_to_minute_check CHECK (((to_minute >= 1) AND (to_minute <= 1440))),
  constraint availability_windows_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7))),
  constraint availability_windows_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  constraint availability_windows_pkey PRIMARY KEY (id)
);

CREATE INDEX availability_windows_provider ON public.availability_windows USING btree (provider_id, id);

create table disputes (
  job_id uuid not null,
  opened_by uuid,
  text text not null,
  decided_by uuid,
  decision text,
  note text,
  opened_at timestamp(3) with time zone not null,
  decided_at timestamp(3) with time zone,
  constraint disputes_decision_check CHECK ((decision = ANY (ARRAY['release'::text, 'refund'::text, 'split'::text, 'taken_back'::text]))),
  constraint disputes_job_id_fkey FOREIGN KEY (job_id) REFERENCES job_bookings(id),
  constraint disputes_pkey PRIMARY KEY (job_id)
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

create table job_bookings (
  id uuid not null,
  quote_id uuid not null,
  request_id uuid not null,
  provider_id uuid not null,
  building_id uuid not null,
  unit_id uuid not null,
  user_id uuid,
  state text not null,
  version integer not null default 1,
  verified boolean not null,
  total bigint not null,
  tax bigint not null,
  currency text not null,
  warranty_days integer not null,
  free_cancel_hours integer not null,
  late_cancel_percent integer not null,
  expires_at timestamp(3) with time zone,
  payment_no integer not null default 1,
  payment_method bytea,
  bill_to bytea,
  payment_state text,
  action_url text,
  attempts integer not null default 0,
  last_error text,
  due_at timestamp(3) with time zone,
  to_resident bigint,
  refund_no integer not null default 1,
  commission bigint,
  net bigint,
  cancel_wanted text,
  cancel_reason text,
  reminded_at timestamp(3) with time zone,
  accepted_at timestamp(3) with time zone not null,
  booked_at timestamp(3) with time zone,
  done_at timestamp(3) with time zone,
  settled_at timestamp(3) with time zone,
  warranty_until timestamp(3) with time zone,
  refund_refusals integer not null default 0,
  refund_failed_at timestamp(3) with time zone,
  refunded_elsewhere boolean not null default false,
  constraint job_bookings_split CHECK (((to_resident >= 0) AND (to_resident <= total))),
  constraint job_bookings_total_check CHECK ((total > 0)),
  constraint job_bookings_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  constraint job_bookings_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id),
  constraint job_bookings_request_id_fkey FOREIGN KEY (request_id) REFERENCES quote_requests(id),
  constraint job_bookings_pkey PRIMARY KEY (id)
);

CREATE INDEX job_bookings_building ON public.job_bookings USING btree (building_id, accepted_at DESC, id DESC);

CREATE INDEX job_bookings_due ON public.job_bookings USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX job_bookings_provider ON public.job_bookings USING btree (provider_id, accepted_at DESC, id DESC);

CREATE INDEX job_bookings_refund_failed ON public.job_bookings USING btree (building_id, accepted_at DESC, id DESC) WHERE (refund_failed_at IS NOT NULL);

CREATE INDEX job_bookings_unit ON public.job_bookings USING btree (unit_id, done_at DESC, id DESC);

CREATE INDEX job_bookings_user ON public.job_bookings USING btree (user_id, accepted_at DESC, id DESC);

CREATE INDEX job_bookings_waiting ON public.job_bookings USING btree (done_at) WHERE (state = ANY (ARRAY['booked'::text, 'done'::text]));

CREATE UNIQUE INDEX job_bookings_one ON public.job_bookings USING btree (request_id) WHERE (state <> ALL (ARRAY['voiding'::text, 'lapsed'::text, 'cancelling'::text, 'cancelled'::text]));

create table job_files (
  job_id uuid not null,
  file_id uuid not null,
  claim_id uuid,
  side text not null,
  mime text not null,
  added_by uuid,
  created_at timestamp(3) with time zone not null,
  constraint job_files_side_check CHECK ((side = ANY (ARRAY['resident'::text, 'provider'::text]))),
  constraint job_files_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES warranty_claims(id),
  constraint job_files_job_id_fkey FOREIGN KEY (job_id) REFERENCES job_bookings(id),
  constraint job_files_pkey PRIMARY KEY (job_id, file_id)
);

create table job_history (
  id uuid not null,
  job_id uuid not null,
  at timestamp(3) with time zone not null,
  by_user uuid,
  what text not null,
  note text not null,
  constraint job_history_job_id_fkey FOREIGN KEY (job_id) REFERENCES job_bookings(id),
  constraint job_history_pkey PRIMARY KEY (id)
);

CREATE INDEX job_history_job ON public.job_history USING btree (job_id, at, id);

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table listing_areas (
  listing_id uuid not null,
  building_id uuid not null,
  constraint listing_areas_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES listings(id),
  constraint listing_areas_pkey PRIMARY KEY (listing_id, building_id)
);

CREATE INDEX listing_areas_building ON public.listing_areas USING btree (building_id, listing_id);

create table listings (
  id uuid not null,
  provider_id uuid not null,
  category text not null,
  title text not null,
  description text not null,
  price_from bigint not null,
  price_to bigint not null,
  currency text not null,
  unit text not null,
  warranty_days integer not null,
  free_cancel_hours integer not null,
  late_cancel_percent integer not null,
  state text not null,
  created_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint listings_free_cancel_hours_check CHECK (((free_cancel_hours >= 0) AND (free_cancel_hours <= 720))),
  constraint listings_late_cancel_percent_check CHECK (((late_cancel_percent >= 0) AND (late_cancel_percent <= 100))),
  constraint listings_price_from_check CHECK ((price_from >= 0)),
  constraint listings_range CHECK ((price_to >= price_from)),
  constraint listings_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text]))),
  constraint listings_unit_check CHECK ((unit = ANY (ARRAY['hour'::text, 'visit'::text, 'fixed'::text]))),
  constraint listings_warranty_days_check CHECK (((warranty_days >= 0) AND (warranty_days <= 3650))),
  constraint listings_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  constraint listings_pkey PRIMARY KEY (id)
);

CREATE INDEX listings_provider ON public.listings USING btree (provider_id, created_at, id);

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

create table payouts (
  id uuid not null,
  provider_id uuid not null,
  amount bigint not null,
  currency text not null,
  paid_at timestamp(3) with time zone not null,
  constraint payouts_pkey PRIMARY KEY (id)
);

CREATE INDEX payouts_provider ON public.payouts USING btree (provider_id, paid_at);

create table provider_documents (
  id uuid not null,
  provider_id uuid not null,
  kind text not null,
  file_id uuid not null,
  mime text not null,
  claim text not null,
  expires_on date,
  reminded_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint provider_documents_kind_check CHECK ((kind = ANY (ARRAY['trade_licence'::text, 'insurance'::text, 'identity'::text, 'certificate'::text]))),
  constraint provider_documents_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  constraint provider_documents_pkey PRIMARY KEY (id)
);

CREATE INDEX provider_documents_expiring ON public.provider_documents USING btree (expires_on) WHERE (expires_on IS NOT NULL);

CREATE INDEX provider_documents_provider ON public.provider_documents USING btree (provider_id, created_at);

create table provider_standings (
  provider_id uuid not null,
  building_id uuid not null,
  standing text not null,
  reason text not null,
  decided_by uuid,
  decided_at timestamp(3) with time zone not null,
  constraint provider_standings_standing_check CHECK ((standing = ANY (ARRAY['approved'::text, 'blocked'::text]))),
  constraint provider_standings_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  constraint provider_standings_pkey PRIMARY KEY (provider_id, building_id)
);

CREATE INDEX provider_standings_building ON public.provider_standings USING btree (building_id);

create table providers (
  id uuid not null,
  owner_id uuid,
  name text not null,
  about text not null,
  phone bytea,
  zone text not null,
  state text not null,
  reason text,
  decided_by uuid,
  submitted_at timestamp(3) with time zone,
  verified_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint providers_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'verified'::text, 'rejected'::text, 'suspended'::text]))),
  constraint providers_pkey PRIMARY KEY (id)
);

CREATE INDEX providers_state ON public.providers USING btree (state, created_at, id);

CREATE UNIQUE INDEX providers_owner ON public.providers USING btree (owner_id);

create table quote_invitations (
  request_id uuid not null,
  provider_id uuid not null,
  listing_id uuid not null,
  refused_at timestamp(3) with time zone,
  constraint quote_invitations_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES listings(id),
  constraint quote_invitations_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  constraint quote_invitations_request_id_fkey FOREIGN KEY (request_id) REFERENCES quote_requests(id),
  constraint quote_invitations_pkey PRIMARY KEY (request_id, provider_id)
);

CREATE INDEX quote_invitations_provider ON public.quote_invitations USING btree (provider_id, request_id);

create table quote_messages (
  id uuid not null,
  quote_id uuid not null,
  author_id uuid,
  side text not null,
  text text not null,
  created_at timestamp(3) with time zone not null,
  constraint quote_messages_side_check CHECK ((side = ANY (ARRAY['resident'::text, 'provider'::text]))),
  constraint quote_messages_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id),
  constraint quote_messages_pkey PRIMARY KEY (id)
);

CREATE INDEX quote_messages_quote ON public.quote_messages USING btree (quote_id, created_at DESC, id DESC);

create table quote_requests (
  id uuid not null,
  building_id uuid not null,
  unit_id uuid not null,
  user_id uuid,
  ticket_id uuid,
  category text not null,
  title text not null,
  description text not null,
  building text not null,
  unit text not null,
  zone text not null,
  state text not null,
  expires_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null,
  version integer not null default 1,
  constraint quote_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'booked'::text, 'cancelled'::text, 'expired'::text]))),
  constraint quote_requests_pkey PRIMARY KEY (id)
);

CREATE INDEX quote_requests_expiring ON public.quote_requests USING btree (expires_at) WHERE (state = 'open'::text);

CREATE INDEX quote_requests_user ON public.quote_requests USING btree (user_id, created_at DESC, id DESC);

create table quotes (
  id uuid not null,
  request_id uuid not null,
  provider_id uuid not null,
  state text not null,
  lines jsonb not null,
  total bigint not null,
  tax bigint not null,
  currency text not null,
  note text not null,
  slots jsonb not null,
  warranty_days integer not null,
  free_cancel_hours integer not null,
  late_cancel_percent integer not null,
  valid_until timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null,
  closed_at timestamp(3) with time zone,
  version integer not null default 1,
  constraint quotes_check CHECK (((tax >= 0) AND (tax <= total))),
  constraint quotes_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text, 'lost'::text]))),
  constraint quotes_total_check CHECK ((total > 0)),
  constraint quotes_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id),
  constraint quotes_request_id_fkey FOREIGN KEY (request_id) REFERENCES quote_requests(id),
  constraint quotes_pkey PRIMARY KEY (id)
);

CREATE INDEX quotes_expiring ON public.quotes USING btree (valid_until) WHERE (state = 'open'::text);

CREATE UNIQUE INDEX quotes_one_open ON public.quotes USING btree (request_id, provider_id) WHERE (state = ANY (ARRAY['open'::text, 'accepted'::text]));

create table released_claims (
  claim text not null,
  since timestamp(3) with time zone not null,
  constraint released_claims_pkey PRIMARY KEY (claim)
);

create table request_files (
  request_id uuid not null,
  file_id uuid not null,
  mime text not null,
  position integer not null,
  claim text,
  constraint request_files_request_id_fkey FOREIGN KEY (request_id) REFERENCES quote_requests(id),
  constraint request_files_pkey PRIMARY KEY (request_id, file_id)
);

create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  confirmed_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  lives boolean not null generated always as (((confirmed_at IS NOT NULL) AND ((ended_at IS NULL) OR (ended_at < confirmed_at)))) stored,
  constraint residents_pkey PRIMARY KEY (user_id, unit_id)
);

create table warranty_claims (
  id uuid not null,
  job_id uuid not null,
  user_id uuid,
  text text not null,
  answer text not null default ''::text,
  state text not null,
  created_at timestamp(3) with time zone not null,
  closed_at timestamp(3) with time zone,
  version integer not null default 1,
  constraint warranty_claims_state_check CHECK ((state = ANY (ARRAY['open'::text, 'scheduled'::text, 'resolved'::text, 'withdrawn'::text]))),
  constraint warranty_claims_job_id_fkey FOREIGN KEY (job_id) REFERENCES job_bookings(id),
  constraint warranty_claims_pkey PRIMARY KEY (id)
);

CREATE INDEX warranty_claims_job ON public.warranty_claims USING btree (job_id, created_at DESC);

CREATE UNIQUE INDEX warranty_claims_one_open ON public.warranty_claims USING btree (job_id) WHERE (state = ANY (ARRAY['open'::text, 'scheduled'::text]));
