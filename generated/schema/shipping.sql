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

create table carrier_events (
  carrier_id uuid not null,
  event_id text not null,
  shipment_id uuid,
  kind text not null,
  at timestamp(3) with time zone not null,
  received_at timestamp(3) with time zone not null,
  constraint carrier_events_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carriers(id),
  constraint carrier_events_pkey PRIMARY KEY (carrier_id, event_id)
);

create table carriers (
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  callback_url text,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint carriers_kind_check CHECK ((kind = ANY (ARRAY['simulated'::text, 'own'::text]))),
  constraint carriers_pkey PRIMARY KEY (id),
  constraint carriers_code_unique UNIQUE (code)
);

create table delivery_slots (
  id uuid not null,
  method_id uuid not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  capacity integer not null,
  taken integer not null default 0,
  constraint delivery_slots_capacity CHECK ((taken <= capacity)),
  constraint delivery_slots_capacity_check CHECK ((capacity >= 0)),
  constraint delivery_slots_check CHECK ((starts_at < ends_at)),
  constraint delivery_slots_taken_check CHECK ((taken >= 0)),
  constraint delivery_slots_method_id_fkey FOREIGN KEY (method_id) REFERENCES shipping_methods(id),
  constraint delivery_slots_pkey PRIMARY KEY (id),
  constraint delivery_slots_unique UNIQUE (method_id, starts_at)
);

CREATE INDEX delivery_slots_starts ON public.delivery_slots USING btree (starts_at);

create table delivery_windows (
  method_id uuid not null,
  weekday integer not null,
  from_time time without time zone not null,
  until_time time without time zone not null,
  capacity integer not null,
  constraint delivery_windows_capacity_check CHECK ((capacity > 0)),
  constraint delivery_windows_check CHECK ((from_time < until_time)),
  constraint delivery_windows_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7))),
  constraint delivery_windows_method_id_fkey FOREIGN KEY (method_id) REFERENCES shipping_methods(id),
  constraint delivery_windows_pkey PRIMARY KEY (method_id, weekday, from_time)
);

create table early_cancellations (
  order_id uuid not null,
  line_id uuid not null,
  quantity integer not null,
  created_at timestamp(3) with time zone not null,
  constraint early_cancellations_quantity_check CHECK ((quantity > 0)),
  constraint early_cancellations_pkey PRIMARY KEY (order_id, line_id)
);

CREATE INDEX early_cancellations_created ON public.early_cancellations USING btree (created_at);

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

create table senders (
  vendor_id uuid not null,
  address bytea not null,
  updated_at timestamp(3) with time zone not null,
  constraint senders_pkey PRIMARY KEY (vendor_id)
);

create table shipment_lines (
  shipment_id uuid not null,
  line_id uuid not null,
  title text not null,
  quantity integer not null,
  cancelled integer not null default 0,
  weight_grams integer not null,
  constraint shipment_lines_check CHECK (((cancelled >= 0) AND (cancelled <= quantity))),
  constraint shipment_lines_quantity_check CHECK ((quantity > 0)),
  constraint shipment_lines_shipment_id_fkey FOREIGN KEY (shipment_id) REFERENCES shipments(id),
  constraint shipment_lines_pkey PRIMARY KEY (shipment_id, line_id)
);

create table shipment_tracking (
  id uuid not null,
  seq bigint not null,
  shipment_id uuid not null,
  kind text not null,
  at timestamp(3) with time zone not null,
  place text,
  note text,
  source text not null,
  constraint shipment_tracking_source_check CHECK ((source = ANY (ARRAY['platform'::text, 'vendor'::text, 'carrier'::text, 'recipient'::text, 'building'::text]))),
  constraint shipment_tracking_shipment_id_fkey FOREIGN KEY (shipment_id) REFERENCES shipments(id),
  constraint shipment_tracking_pkey PRIMARY KEY (id)
);

CREATE INDEX shipment_tracking_shipment ON public.shipment_tracking USING btree (shipment_id, at, seq);

create table shipments (
  id uuid not null,
  order_id uuid not null,
  order_number text not null,
  vendor_id uuid not null,
  part integer not null default 1,
  method_id uuid not null,
  carrier_id uuid not null,
  user_id uuid,
  state text not null,
  slot_id uuid,
  slot_note text,
  address bytea,
  unit_id uuid,
  building_id uuid,
  handover text not null,
  tracking_number text not null,
  reason text,
  packed_at timestamp(3) with time zone,
  book_attempts integer not null default 0,
  book_after timestamp(3) with time zone not null,
  booked_at timestamp(3) with time zone,
  recall_after timestamp(3) with time zone,
  heard_at timestamp(3) with time zone not null,
  code_number integer not null default 1,
  code_tries integer not null default 0,
  forget boolean not null default false,
  created_at timestamp(3) with time zone not null,
  handed_over_at timestamp(3) with time zone,
  ready_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  former_address bytea,
  former_building_id uuid,
  label integer not null default 1,
  constraint shipments_check CHECK (((finished_at IS NOT NULL) = (state = ANY (ARRAY['delivered'::text, 'failed'::text, 'cancelled'::text])))),
  constraint shipments_handover_check CHECK ((handover = ANY (ARRAY['door'::text, 'locker'::text, 'concierge'::text]))),
  constraint shipments_slot_note_check CHECK ((slot_note = ANY (ARRAY['moved'::text, 'none_free'::text]))),
  constraint shipments_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'labelled'::text, 'handed_over'::text, 'in_transit'::text, 'ready_for_pickup'::text, 'delivered'::text, 'failed'::text, 'cancelled'::text]))),
  constraint shipments_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carriers(id),
  constraint shipments_method_id_fkey FOREIGN KEY (method_id) REFERENCES shipping_methods(id),
  constraint shipments_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES delivery_slots(id),
  constraint shipments_pkey PRIMARY KEY (id),
  constraint shipments_part_unique UNIQUE (order_id, vendor_id, part),
  constraint shipments_tracking_unique UNIQUE (tracking_number)
);

CREATE INDEX shipments_building ON public.shipments USING btree (building_id, ready_at, id) WHERE (state = 'ready_for_pickup'::text);

CREATE INDEX shipments_to_book ON public.shipments USING btree (book_after) WHERE (state = 'pending'::text);

CREATE INDEX shipments_to_forget ON public.shipments USING btree (finished_at) WHERE ((address IS NOT NULL) AND (finished_at IS NOT NULL));

CREATE INDEX shipments_to_recall ON public.shipments USING btree (recall_after) WHERE (recall_after IS NOT NULL);

CREATE INDEX shipments_under_way ON public.shipments USING btree (heard_at) WHERE ((booked_at IS NOT NULL) AND (finished_at IS NULL));

CREATE INDEX shipments_user ON public.shipments USING btree (user_id, created_at, id) WHERE (user_id IS NOT NULL);

CREATE INDEX shipments_vendor ON public.shipments USING btree (vendor_id, created_at, id);

create table shipping_methods (
  id uuid not null,
  zone_id uuid not null,
  carrier_id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  basis text not null,
  tax_category text not null,
  cutoff time without time zone not null,
  handling_days integer not null,
  min_days integer not null,
  max_days integer not null,
  max_weight_grams integer,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint shipping_methods_basis_check CHECK ((basis = ANY (ARRAY['weight'::text, 'value'::text, 'quantity'::text]))),
  constraint shipping_methods_check CHECK ((max_days >= min_days)),
  constraint shipping_methods_handling_days_check CHECK ((handling_days >= 0)),
  constraint shipping_methods_kind_check CHECK ((kind = ANY (ARRAY['delivery'::text, 'pickup'::text]))),
  constraint shipping_methods_max_weight_grams_check CHECK ((max_weight_grams > 0)),
  constraint shipping_methods_min_days_check CHECK ((min_days >= 0)),
  constraint shipping_methods_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carriers(id),
  constraint shipping_methods_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES shipping_zones(id),
  constraint shipping_methods_pkey PRIMARY KEY (id),
  constraint shipping_methods_code_unique UNIQUE (zone_id, code)
);

create table shipping_rates (
  id uuid not null,
  method_id uuid not null,
  currency text not null,
  tiers jsonb not null,
  free_from bigint,
  constraint shipping_rates_free_from_check CHECK ((free_from >= 0)),
  constraint shipping_rates_tiers_check CHECK ((jsonb_array_length(tiers) > 0)),
  constraint shipping_rates_method_id_fkey FOREIGN KEY (method_id) REFERENCES shipping_methods(id),
  constraint shipping_rates_pkey PRIMARY KEY (id),
  constraint shipping_rates_unique UNIQUE (method_id, currency)
);

create table shipping_zone_areas (
  zone_id uuid not null,
  country text,
  region text,
  postcode_prefix text,
  constraint shipping_zone_areas_check CHECK (((country IS NOT NULL) OR ((region IS NULL) AND (postcode_prefix IS NULL)))),
  constraint shipping_zone_areas_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES shipping_zones(id) ON DELETE CASCADE,
  constraint shipping_zone_areas_unique UNIQUE NULLS NOT DISTINCT (country, region, postcode_prefix)
);

CREATE INDEX shipping_zone_areas_zone ON public.shipping_zone_areas USING btree (zone_id);

create table shipping_zones (
  id uuid not null,
  code text not null,
  name text not null,
  time_zone text not null,
  weekdays integer[] not null,
  holidays text[] not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint shipping_zones_weekdays_check CHECK ((cardinality(weekdays) > 0)),
  constraint shipping_zones_pkey PRIMARY KEY (id),
  constraint shipping_zones_code_unique UNIQUE (code)
);

create table simulated_events (
  id uuid not null,
  reference uuid not null,
  kind text not null,
  at timestamp(3) with time zone not null,
  place text,
  copies integer not null,
  attempts integer not null default 0,
  tell_at timestamp(3) with time zone,
  constraint simulated_events_reference_fkey FOREIGN KEY (reference) REFERENCES simulated_parcels(reference),
  constraint simulated_events_pkey PRIMARY KEY (id)
);

CREATE INDEX simulated_events_reference ON public.simulated_events USING btree (reference, at);

CREATE INDEX simulated_events_tell ON public.simulated_events USING btree (tell_at) WHERE (tell_at IS NOT NULL);

create table simulated_parcels (
  reference uuid not null,
  scenario text not null,
  handover text not null,
  callback_url text not null,
  step text not null,
  step_at timestamp(3) with time zone not null,
  next_at timestamp(3) with time zone,
  label integer not null default 1,
  constraint simulated_parcels_pkey PRIMARY KEY (reference)
);

CREATE INDEX simulated_parcels_next ON public.simulated_parcels USING btree (next_at) WHERE (next_at IS NOT NULL);
