-- Generated from the migrations by `npm run generate`; reviewed, never edited.

create table acknowledgements (
  emergency_id uuid not null,
  unit_id uuid not null,
  people uuid[] not null,
  asked integer not null default 0,
  next_at timestamp(3) with time zone,
  acknowledged_by uuid,
  acknowledged_at timestamp(3) with time zone,
  constraint acknowledgements_emergency_id_fkey FOREIGN KEY (emergency_id) REFERENCES emergencies(id),
  constraint acknowledgements_pkey PRIMARY KEY (emergency_id, unit_id)
);

CREATE INDEX acknowledgements_due ON public.acknowledgements USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX acknowledgements_of_people ON public.acknowledgements USING gin (people);

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

create table building_staff (
  building_id uuid not null,
  user_id uuid not null,
  role text not null,
  constraint building_staff_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'support'::text]))),
  constraint building_staff_pkey PRIMARY KEY (building_id, user_id, role)
);

CREATE INDEX building_staff_of_user ON public.building_staff USING btree (user_id);

create table deliveries (
  id uuid not null,
  notification_id uuid not null,
  user_id uuid,
  request_id uuid,
  type text not null,
  key text not null,
  channel text not null,
  variables jsonb not null,
  test boolean not null default false,
  state text not null default 'pending'::text,
  due_at timestamp(3) with time zone not null,
  lease uuid,
  attempts integer not null default 0,
  admitted boolean not null default false,
  digest_id uuid,
  created_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  guest_order_id uuid,
  constraint deliveries_channel_check CHECK ((channel = ANY (ARRAY['in_app'::text, 'email'::text, 'sms'::text, 'push'::text]))),
  constraint deliveries_recipient CHECK ((num_nonnulls(user_id, request_id, guest_order_id) > 0)),
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sending'::text, 'collected'::text, 'sent'::text, 'skipped'::text, 'failed'::text]))),
  constraint deliveries_pkey PRIMARY KEY (id),
  constraint deliveries_once UNIQUE NULLS NOT DISTINCT (key, type, user_id, channel)
);

CREATE INDEX deliveries_collected ON public.deliveries USING btree (digest_id) WHERE (state = 'collected'::text);

CREATE INDEX deliveries_due ON public.deliveries USING btree (channel, due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));

CREATE INDEX deliveries_finished ON public.deliveries USING btree (finished_at);

CREATE INDEX deliveries_of_user ON public.deliveries USING btree (user_id);

create table device_tokens (
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  target bytea not null,
  target_index bytea not null,
  created_at timestamp(3) with time zone not null,
  constraint device_tokens_kind_check CHECK ((kind = ANY (ARRAY['fcm'::text, 'web_push'::text]))),
  constraint device_tokens_pkey PRIMARY KEY (id),
  constraint device_tokens_target_index_key UNIQUE (target_index)
);

CREATE INDEX device_tokens_of_user ON public.device_tokens USING btree (user_id);

create table email_templates (
  type text not null,
  locale text not null,
  version integer not null,
  subject text,
  short text,
  text text,
  html text,
  created_by uuid,
  created_at timestamp(3) with time zone not null,
  constraint email_templates_check CHECK ((num_nulls(subject, short, text, html) = ANY (ARRAY[0, 4]))),
  constraint email_templates_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'de'::text]))),
  constraint email_templates_version_check CHECK ((version > 0)),
  constraint email_templates_version PRIMARY KEY (type, locale, version)
);

create table emergencies (
  id uuid not null,
  building_id uuid not null,
  title text not null,
  message text not null,
  sent_by uuid,
  escalate_after_minutes integer not null,
  created_at timestamp(3) with time zone not null,
  constraint emergencies_pkey PRIMARY KEY (id)
);

CREATE INDEX emergencies_of_building ON public.emergencies USING btree (building_id, created_at, id);

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

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table mailbox (
  id uuid not null,
  message_id text not null,
  channel text not null,
  user_id uuid,
  recipient text not null,
  subject text not null,
  text text not null,
  html text,
  created_at timestamp(3) with time zone not null,
  constraint mailbox_pkey PRIMARY KEY (id),
  constraint mailbox_message_id_key UNIQUE (message_id)
);

CREATE INDEX mailbox_newest ON public.mailbox USING btree (created_at, id);

CREATE INDEX mailbox_of_user ON public.mailbox USING btree (user_id);

create table notification_logs (
  id uuid not null,
  at timestamp(3) with time zone not null,
  delivery_id uuid not null,
  notification_id uuid not null,
  user_id uuid,
  type text not null,
  channel text not null,
  outcome text not null,
  provider text,
  response text,
  attempt integer not null,
  constraint notification_logs_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'retried'::text, 'failed'::text, 'skipped'::text, 'deferred'::text, 'collected'::text]))),
  constraint notification_logs_pkey PRIMARY KEY (at, id)
) partition by RANGE (at);

CREATE INDEX notification_logs_of_user ON ONLY public.notification_logs USING btree (user_id, at, id);

create table notification_preferences (
  user_id uuid not null,
  type text not null,
  channel text not null,
  enabled boolean not null,
  updated_at timestamp(3) with time zone not null,
  constraint notification_preferences_pkey PRIMARY KEY (user_id, type, channel)
);

create table notification_settings (
  user_id uuid not null,
  quiet_from time without time zone,
  quiet_to time without time zone,
  window_weekdays integer[],
  window_from time without time zone,
  window_to time without time zone,
  email_digest text not null,
  zone text,
  updated_at timestamp(3) with time zone not null,
  constraint notification_settings_check CHECK ((num_nulls(quiet_from, quiet_to) = ANY (ARRAY[0, 2]))),
  constraint notification_settings_check1 CHECK ((num_nulls(window_weekdays, window_from, window_to) = ANY (ARRAY[0, 3]))),
  constraint notification_settings_email_digest_check CHECK ((email_digest = ANY (ARRAY['immediate'::text, 'hourly'::text, 'daily'::text]))),
  constraint notification_settings_pkey PRIMARY KEY (user_id)
);

create table notifications (
  id uuid not null,
  stream uuid not null,
  at timestamp(3) with time zone not null,
  marked_at timestamp(3) with time zone,
  position integer not null,
  change integer not null,
  body jsonb not null,
  constraint notifications_pkey PRIMARY KEY (stream, at, "position", id)
) partition by RANGE (at);

CREATE INDEX notifications_by_id ON ONLY public.notifications USING btree (id);

CREATE INDEX notifications_unread ON ONLY public.notifications USING btree (stream) WHERE (marked_at IS NULL);

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

create table send_counts (
  user_id uuid not null,
  channel text not null,
  hour timestamp(3) with time zone not null,
  sent integer not null,
  constraint send_counts_pkey PRIMARY KEY (user_id, channel, hour)
);

create table suppressions (
  address_index bytea not null,
  reason text not null,
  provider text not null,
  at timestamp(3) with time zone not null,
  constraint suppressions_reason_check CHECK ((reason = ANY (ARRAY['bounce'::text, 'complaint'::text]))),
  constraint suppressions_pkey PRIMARY KEY (address_index)
);

create table vendor_staff (
  vendor_id uuid not null,
  user_id uuid not null,
  constraint vendor_staff_pkey PRIMARY KEY (vendor_id, user_id)
);

CREATE INDEX vendor_staff_of_user ON public.vendor_staff USING btree (user_id);
