-- Where things are sent to, how and for what; and the parcels that are on their way.

create table carriers (
  id uuid primary key,
  code text not null,
  name text not null,
  -- `simulated` calls back as a real one would; with `own` the vendors deliver themselves.
  kind text not null check (kind in ('simulated', 'own')),
  -- Where it calls back to; null is the platform's public address.
  callback_url text,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint carriers_code_unique unique (code)
);

create table shipping_zones (
  id uuid primary key,
  code text not null,
  name text not null,
  -- Cut-off times and business days are those of the place where parcels are handed over.
  time_zone text not null,
  weekdays int[] not null check (cardinality(weekdays) > 0),
  holidays text[] not null,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint shipping_zones_code_unique unique (code)
);

-- The most specific area that an address lies in says its zone; no area belongs to two.
create table shipping_zone_areas (
  zone_id uuid not null references shipping_zones on delete cascade,
  country text,
  region text,
  postcode_prefix text,
  constraint shipping_zone_areas_unique unique nulls not distinct (country, region, postcode_prefix),
  check (country is not null or (region is null and postcode_prefix is null))
);
create index shipping_zone_areas_zone on shipping_zone_areas (zone_id);

create table shipping_methods (
  id uuid primary key,
  zone_id uuid not null references shipping_zones,
  carrier_id uuid not null references carriers,
  code text not null,
  name text not null,
  kind text not null check (kind in ('delivery', 'pickup')),
  -- What its tiers go by, of each vendor's parcel.
  basis text not null check (basis in ('weight', 'value', 'quantity')),
  tax_category text not null,
  -- What is ordered later goes out a business day later.
  cutoff time not null,
  handling_days int not null check (handling_days >= 0),
  min_days int not null check (min_days >= 0),
  max_days int not null check (max_days >= min_days),
  max_weight_grams int check (max_weight_grams > 0),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint shipping_methods_code_unique unique (zone_id, code)
);

create table shipping_rates (
  id uuid primary key,
  method_id uuid not null references shipping_methods,
  currency text not null,
  -- [{ from, amount }] with rising `from`, the first of 0; amounts in minor units as decimal text.
  tiers jsonb not null check (jsonb_array_length(tiers) > 0),
  free_from bigint check (free_from >= 0),
  constraint shipping_rates_unique unique (method_id, currency)
);

-- The hours of the week at which a method delivers, from which a job makes the slots of the next days.
create table delivery_windows (
  method_id uuid not null references shipping_methods,
  weekday int not null check (weekday between 1 and 7),
  from_time time not null,
  until_time time not null,
  capacity int not null check (capacity > 0),
  primary key (method_id, weekday, from_time),
  check (from_time < until_time)
);

create table delivery_slots (
  id uuid primary key,
  method_id uuid not null references shipping_methods,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  capacity int not null check (capacity >= 0),
  taken int not null default 0 check (taken >= 0),
  constraint delivery_slots_unique unique (method_id, starts_at),
  constraint delivery_slots_capacity check (taken <= capacity),
  check (starts_at < ends_at)
);
create index delivery_slots_starts on delivery_slots (starts_at);

-- Whom labels name as the sender.
create table senders (
  vendor_id uuid primary key,
  address bytea not null,
  updated_at timestamptz(3) not null
);

create table shipments (
  id uuid primary key,
  order_id uuid not null,
  order_number text not null,
  vendor_id uuid not null,
  -- 1 is what was asked for; more come of splitting it.
  part int not null default 1,
  method_id uuid not null references shipping_methods,
  carrier_id uuid not null references carriers,
  user_id uuid,
  state text not null check (state in ('pending', 'labelled', 'handed_over', 'in_transit', 'ready_for_pickup',
                                       'delivered', 'failed', 'cancelled')),
  slot_id uuid references delivery_slots,
  slot_note text check (slot_note in ('moved', 'none_free')),
  -- Sealed; null once it is forgotten.
  address bytea,
  unit_id uuid,
  building_id uuid,
  handover text not null check (handover in ('door', 'locker', 'concierge')),
  tracking_number text not null,
  -- Why it failed, or why there is no label yet.
  reason text,
  packed_at timestamptz(3),
  -- Null until shipment.created was published for it.
  announced_at timestamptz(3),
  -- How often and when next the carrier is asked for a label.
  book_attempts int not null default 0,
  book_after timestamptz(3) not null,
  booked_at timestamptz(3),
  -- Set while the carrier has yet to be told that the parcel is not wanted.
  recall_after timestamptz(3),
  -- When the carrier last said something, or was last asked.
  heard_at timestamptz(3) not null,
  -- Which of the codes that follow from the parcel is good, and how often another was tried.
  code_number int not null default 1,
  code_tries int not null default 0,
  -- Its recipient's account is gone: the address goes as soon as nobody needs it.
  forget boolean not null default false,
  created_at timestamptz(3) not null,
  handed_over_at timestamptz(3),
  ready_at timestamptz(3),
  finished_at timestamptz(3),
  constraint shipments_part_unique unique (order_id, vendor_id, part),
  constraint shipments_tracking_unique unique (tracking_number),
  check ((finished_at is not null) = (state in ('delivered', 'failed', 'cancelled')))
);
create index shipments_vendor on shipments (vendor_id, created_at, id);
create index shipments_user on shipments (user_id, created_at, id) where user_id is not null;
create index shipments_building on shipments (building_id, ready_at, id) where state = 'ready_for_pickup';
create index shipments_unannounced on shipments (created_at) where announced_at is null;
create index shipments_to_book on shipments (book_after) where state = 'pending';
create index shipments_to_recall on shipments (recall_after) where recall_after is not null;
create index shipments_under_way on shipments (heard_at) where booked_at is not null and finished_at is null;
create index shipments_to_forget on shipments (finished_at) where address is not null and finished_at is not null;

create table shipment_lines (
  shipment_id uuid not null references shipments,
  line_id uuid not null,
  title text not null,
  quantity int not null check (quantity > 0),
  cancelled int not null default 0 check (cancelled between 0 and quantity),
  -- Of one piece.
  weight_grams int not null,
  primary key (shipment_id, line_id)
);

-- Everything that is known of a parcel's way, however late it was told.
create table shipment_tracking (
  id uuid primary key,
  -- The order in which entries of one moment were made.
  seq bigint generated always as identity,
  shipment_id uuid not null references shipments,
  kind text not null,
  at timestamptz(3) not null,
  -- A city or a depot; never an address.
  place text,
  note text,
  source text not null check (source in ('platform', 'vendor', 'carrier', 'recipient', 'building'))
);
create index shipment_tracking_shipment on shipment_tracking (shipment_id, at, seq);

-- What carriers told, by their own id of it, so that each thing counts once.
create table carrier_events (
  carrier_id uuid not null references carriers,
  event_id text not null,
  shipment_id uuid,
  kind text not null,
  at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  primary key (carrier_id, event_id)
);

-- Pieces cancelled before their parcel was asked for.
create table early_cancellations (
  order_id uuid not null,
  line_id uuid not null,
  quantity int not null check (quantity > 0),
  created_at timestamptz(3) not null,
  primary key (order_id, line_id)
);
create index early_cancellations_created on early_cancellations (created_at);

-- The world of the simulated carrier, which outlives any process as a real carrier's does.
create table simulated_parcels (
  reference uuid primary key,
  scenario text not null,
  handover text not null,
  callback_url text not null,
  step text not null,
  step_at timestamptz(3) not null,
  next_at timestamptz(3)
);
create index simulated_parcels_next on simulated_parcels (next_at) where next_at is not null;
create table simulated_events (
  id uuid primary key,
  reference uuid not null references simulated_parcels,
  kind text not null,
  at timestamptz(3) not null,
  place text,
  -- How often it is still to be told, by webhook, and when next.
  copies int not null,
  attempts int not null default 0,
  tell_at timestamptz(3)
);
create index simulated_events_reference on simulated_events (reference, at);
create index simulated_events_tell on simulated_events (tell_at) where tell_at is not null;
